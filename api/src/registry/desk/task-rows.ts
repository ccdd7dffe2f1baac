import { fail, ok, type Result } from "@resik/contract/error-code";
import type { TaskDetail, TaskState, TaskView } from "@resik/contract/http/tasks";
import { siteIdSchema } from "@resik/contract/slug";
import { isInScope, type SiteScope } from "../../auth/principal.ts";
import { toInstant } from "../device-row.ts";
import type { RegistryDb } from "../tables.ts";

/** States of a task that is not over. */
export const ACTIVE_STATES = ["open", "started"] as const satisfies readonly TaskState[];

export const isActive = (state: TaskState): boolean =>
  ACTIVE_STATES.some((active) => active === state);

/** Tasks with the names of what they are about. */
export const selectTasks = (db: RegistryDb) =>
  db
    .selectFrom("tasks")
    .leftJoin("sites", "sites.id", "tasks.site")
    .leftJoin("devices", "devices.id", "tasks.device")
    .leftJoin("alerts", "alerts.id", "tasks.alert")
    .leftJoin("resident_reports", "resident_reports.id", "tasks.report")
    .leftJoin("user", "user.id", "tasks.owner")
    .selectAll("tasks")
    .select(["sites.name as site_name", "devices.name as device_name", "user.name as owner_name"])
    .select(["alerts.state as alert_state"])
    .select(({ fn }) => [
      fn
        .coalesce("sites.area_name", "resident_reports.area_name")
        .$castTo<string | null>()
        .as("area_name"),
      fn
        .coalesce("devices.lat", "resident_reports.lat", "sites.lat")
        .$castTo<number | null>()
        .as("lat"),
      fn
        .coalesce("devices.lon", "resident_reports.lon", "sites.lon")
        .$castTo<number | null>()
        .as("lon"),
    ]);

export type TaskRow = Awaited<
  ReturnType<ReturnType<typeof selectTasks>["executeTakeFirstOrThrow"]>
>;

/** @returns `not-found`, also for a task of a site that the asker may not see. */
export async function findTask(
  db: RegistryDb,
  id: string,
  scope: SiteScope = "all",
): Promise<Result<TaskRow, "not-found">> {
  const row = await selectTasks(db).where("tasks.id", "=", id).executeTakeFirst();
  const isVisible = scope === "all" || (row?.site && isInScope(scope, row.site));
  return row && isVisible ? ok(row) : fail("not-found", `no task ${id}`);
}

const instantOf = (atMs: number | null): string | null => (atMs === null ? null : toInstant(atMs));

/** A task as the api shows it. */
export const toTaskView = (row: TaskRow, nowMs: number): TaskView => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  note: row.note,
  site: row.site === null ? null : siteIdSchema.parse(row.site),
  siteName: row.site_name,
  areaName: row.area_name,
  device: row.device,
  deviceName: row.device_name,
  lat: row.lat,
  lon: row.lon,
  alert: row.alert,
  report: row.report,
  owner: row.owner === null ? null : { id: row.owner, name: row.owner_name ?? row.owner },
  dueAt: toInstant(row.due_at_ms),
  isOverdue: isActive(row.state) && row.due_at_ms < nowMs,
  createdAt: toInstant(row.created_at_ms),
  startedAt: instantOf(row.started_at_ms),
  endedAt: instantOf(row.ended_at_ms),
  isAwaitingSensor:
    row.state === "done" && row.alert_state !== null && row.alert_state !== "resolved",
});

/** The same with its story, oldest first. */
export async function toTaskDetail(
  db: RegistryDb,
  row: TaskRow,
  nowMs: number,
): Promise<TaskDetail> {
  const steps = await db
    .selectFrom("task_steps")
    .select(["step", "at_ms", "by_name", "note"])
    .where("task", "=", row.id)
    .orderBy("seq")
    .execute();
  const story = steps.map(({ step, at_ms, by_name: by, note }) => ({
    step,
    at: toInstant(at_ms),
    by,
    note,
  }));
  return { ...toTaskView(row, nowMs), story };
}
