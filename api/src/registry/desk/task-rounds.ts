import { sql } from "kysely";
import type { RegistryDb } from "../tables.ts";
import { ACTIVE_STATES } from "./task-rows.ts";

/** Tasks that one round looks at; the next one comes soon. */
const TASKS_PER_ROUND = 100;

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
  /** The device whose readings have to agree; null where the alert is about a whole site. */
  device: string | null;
  endedAtMs: number;
}

/**
 * Tasks done before `doneBeforeMs` whose alert is still there, where no other task is at work on
 * it; the longest wait first.
 */
export const awaitingTasks = (db: RegistryDb, doneBeforeMs: number): Promise<AwaitingTask[]> =>
  db
    .selectFrom("tasks")
    .innerJoin("alerts", "alerts.id", "tasks.alert")
    .select(["tasks.id", "tasks.device", sql<number>`tasks.ended_at_ms`.as("endedAtMs")])
    .where("tasks.state", "=", "done")
    .where("tasks.ended_at_ms", "<=", doneBeforeMs)
    .where("alerts.state", "<>", "resolved")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("tasks as other")
            .select("other.id")
            .whereRef("other.alert", "=", "tasks.alert")
            .where("other.state", "in", ACTIVE_STATES),
        ),
      ),
    )
    .orderBy("tasks.ended_at_ms")
    .limit(TASKS_PER_ROUND)
    .execute();
