import { sql } from "kysely";
import { UNRESOLVED } from "../alerts.ts";
import type { RegistryDb } from "../tables.ts";
import { ACTIVE_STATES } from "./task-rows.ts";

/** Overtaken tasks that one round takes on; the next one comes soon. */
const TASKS_PER_ROUND = 100;
/** Tasks that wait for readings, read in one go. */
const AWAITING_PER_PAGE = 100;

export interface OvertakenTask {
  id: string;
  state: "open" | "started";
}

/**
 * Tasks at work whose alert ended since they began or began anew, and whose story does not say so
 * yet. What was opened again after that is meant so.
 */
export async function overtakenTasks(db: RegistryDb): Promise<OvertakenTask[]> {
  const rows = await db
    .selectFrom("tasks")
    .innerJoin("alerts", "alerts.id", "tasks.alert")
    .select(["tasks.id", "tasks.state"])
    .where("tasks.state", "in", ACTIVE_STATES)
    .where("alerts.state", "=", "resolved")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("task_steps as s")
            .select("s.seq")
            .whereRef("s.task", "=", "tasks.id")
            .whereRef("s.at_ms", ">=", "alerts.resolved_at_ms")
            .where(({ eb, or, and }) =>
              or([
                eb("s.step", "in", ["created", "reopened"]),
                and([eb("s.step", "=", "noted"), eb("s.by_name", "is", null)]),
              ]),
            ),
        ),
      ),
    )
    .orderBy("tasks.seq")
    .limit(TASKS_PER_ROUND)
    .execute();
  return rows.map(({ id, state }) => ({ id, state: state === "started" ? state : "open" }));
}

export interface AwaitingTask {
  id: string;
  seq: number;
  /** The device whose readings have to agree; null where the alert is about a whole site. */
  device: string | null;
  endedAtMs: number;
}

const selectAwaiting = (db: RegistryDb) =>
  db
    .selectFrom("tasks")
    .innerJoin("alerts", "alerts.id", "tasks.alert")
    .select([
      "tasks.id",
      "tasks.seq",
      "tasks.device",
      sql<number>`tasks.ended_at_ms`.as("endedAtMs"),
    ])
    // The plus keeps the database from going over all tasks ever done: few alerts are not over.
    .where(sql<string>`+tasks.state`, "=", "done")
    .where("alerts.state", "in", UNRESOLVED)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("tasks as other")
            .select("other.id")
            .whereRef("other.alert", "=", "tasks.alert")
            .where(({ eb, or, and }) =>
              or([
                eb("other.state", "in", ACTIVE_STATES),
                // Its own wait counts: what was just done must not look as if it had no effect.
                and([
                  eb("other.state", "=", "done"),
                  sql<boolean>`(other.ended_at_ms, other.seq) > (tasks.ended_at_ms, tasks.seq)`,
                ]),
              ]),
            ),
        ),
      ),
    );

/**
 * Tasks done before `doneBeforeMs` whose alert is still there, where no other task is at work on it
 * or was done later; the longest wait first, page by page: what goes on waiting holds up no other.
 * There is at most one for each alert that is not over.
 */
export async function* awaitingTasks(
  db: RegistryDb,
  doneBeforeMs: number,
): AsyncGenerator<AwaitingTask> {
  let after: AwaitingTask | undefined;
  do {
    const page = await awaitingPage(db, doneBeforeMs, after);
    yield* page;
    after = page.length === AWAITING_PER_PAGE ? page.at(-1) : undefined;
  } while (after);
}

function awaitingPage(
  db: RegistryDb,
  doneBeforeMs: number,
  after: AwaitingTask | undefined,
): Promise<AwaitingTask[]> {
  let select = selectAwaiting(db).where("tasks.ended_at_ms", "<=", doneBeforeMs);
  if (after) {
    select = select.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("tasks.ended_at_ms", "tasks.seq"), ">", tuple(after.endedAtMs, after.seq)),
    );
  }
  return select
    .orderBy("tasks.ended_at_ms")
    .orderBy("tasks.seq")
    .limit(AWAITING_PER_PAGE)
    .execute();
}

/** Whether a task still waits as it did: time goes by while readings are read. */
export async function isStillAwaiting(
  db: RegistryDb,
  { id, endedAtMs }: Pick<AwaitingTask, "id" | "endedAtMs">,
): Promise<boolean> {
  const row = await selectAwaiting(db).where("tasks.id", "=", id).executeTakeFirst();
  return row?.endedAtMs === endedAtMs;
}
