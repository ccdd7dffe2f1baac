import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  TASK_FIGURES_DAYS_MAX,
  TASK_FIGURES_ROWS_MAX,
  type AreaFigures,
  type TaskFigures,
} from "@resik/contract/http/tasks";
import type { RegistryDb } from "../tables.ts";
import { summarize } from "./task-durations.ts";

const DAY_MS = 86_400_000;

/** Times in milliseconds and numbers, as they add up. */
interface Tally {
  alerts: number;
  reports: number;
  tasksDone: number;
  toAcknowledgeMs: number[];
  toResolveMs: number[];
  reportToEndMs: number[];
}

interface AreaTally extends Tally {
  areaName: string;
}

const emptyTally = (): Tally => ({
  alerts: 0,
  reports: 0,
  tasksDone: 0,
  toAcknowledgeMs: [],
  toResolveMs: [],
  reportToEndMs: [],
});

/**
 * Counts alerts opened, reports received and tasks done in `[from, to)`, and how long each took. A
 * time that is not over is not counted: `count` beside each median says how many were.
 *
 * @returns `invalid-input` for an empty range; `range-too-large` for one of more than
 * `TASK_FIGURES_DAYS_MAX` days, or with more alerts, reports or tasks than
 * `TASK_FIGURES_ROWS_MAX`.
 */
export async function readTaskFigures(
  db: RegistryDb,
  range: { from: string; to: string },
): Promise<Result<TaskFigures>> {
  const fromMs = Date.parse(range.from);
  const toMs = Date.parse(range.to);
  if (fromMs >= toMs) return fail("invalid-input", "the range ends before it begins");
  if (toMs - fromMs > TASK_FIGURES_DAYS_MAX * DAY_MS) {
    return fail("range-too-large", `at most ${TASK_FIGURES_DAYS_MAX} days`);
  }
  const all = emptyTally();
  const areas = new Map<string, AreaTally>();
  const tallies = (code: string | null, name: string | null): Tally[] => {
    if (code === null) return [all];
    const known = areas.get(code) ?? { ...emptyTally(), areaName: name ?? code };
    areas.set(code, known);
    return [all, known];
  };
  const [alerts, reports, tasks] = await readRows(db, { fromMs, toMs });
  if ([alerts, reports, tasks].some((rows) => rows.length > TASK_FIGURES_ROWS_MAX)) {
    return fail("range-too-large", `more than ${TASK_FIGURES_ROWS_MAX} alerts, reports or tasks`);
  }
  for (const row of alerts) {
    for (const tally of tallies(row.area_code, row.area_name)) {
      tally.alerts++;
      pushTime(tally.toAcknowledgeMs, row.opened_at_ms, row.acknowledged_at_ms);
      pushTime(tally.toResolveMs, row.opened_at_ms, row.resolved_at_ms);
    }
  }
  for (const row of reports) {
    for (const tally of tallies(row.area_code, row.area_name)) {
      tally.reports++;
      pushTime(tally.reportToEndMs, row.received_at_ms, row.ended_at_ms);
    }
  }
  for (const row of tasks) {
    for (const tally of tallies(row.area_code, row.area_name)) tally.tasksDone++;
  }
  const listed = [...areas].map(([areaCode, tally]): AreaFigures => ({
    areaCode,
    areaName: tally.areaName,
    ...figuresOf(tally),
  }));
  return ok({
    fromAt: new Date(fromMs).toISOString(),
    toAt: new Date(toMs).toISOString(),
    all: figuresOf(all),
    areas: listed.toSorted((a, b) => (a.areaCode < b.areaCode ? -1 : 1)),
  });
}

/** One row more than the limit tells that there are too many. */
const readRows = (db: RegistryDb, { fromMs, toMs }: { fromMs: number; toMs: number }) =>
  Promise.all([
    db
      .selectFrom("alerts")
      .innerJoin("sites", "sites.id", "alerts.site")
      .select(["sites.area_code", "sites.area_name"])
      .select(["alerts.opened_at_ms", "alerts.acknowledged_at_ms", "alerts.resolved_at_ms"])
      .where("alerts.opened_at_ms", ">=", fromMs)
      .where("alerts.opened_at_ms", "<", toMs)
      .limit(TASK_FIGURES_ROWS_MAX + 1)
      .execute(),
    db
      .selectFrom("resident_reports")
      .select(["area_code", "area_name", "received_at_ms", "ended_at_ms"])
      .where("received_at_ms", ">=", fromMs)
      .where("received_at_ms", "<", toMs)
      .limit(TASK_FIGURES_ROWS_MAX + 1)
      .execute(),
    db
      .selectFrom("tasks")
      .leftJoin("sites", "sites.id", "tasks.site")
      .leftJoin("resident_reports as r", "r.id", "tasks.report")
      .select(({ fn }) => [
        fn.coalesce("sites.area_code", "r.area_code").$castTo<string | null>().as("area_code"),
        fn.coalesce("sites.area_name", "r.area_name").$castTo<string | null>().as("area_name"),
      ])
      .where("tasks.state", "=", "done")
      .where("tasks.ended_at_ms", ">=", fromMs)
      .where("tasks.ended_at_ms", "<", toMs)
      .limit(TASK_FIGURES_ROWS_MAX + 1)
      .execute(),
  ]);

/** Clocks may have been set back between the two: no time is less than none. */
function pushTime(times: number[], fromMs: number, toMs: number | null): void {
  if (toMs !== null) times.push(Math.max(0, toMs - fromMs));
}

const figuresOf = (tally: Tally): TaskFigures["all"] => ({
  alerts: tally.alerts,
  reports: tally.reports,
  tasksDone: tally.tasksDone,
  toAcknowledge: summarize(tally.toAcknowledgeMs),
  toResolve: summarize(tally.toResolveMs),
  reportToEnd: summarize(tally.reportToEndMs),
});
