import { fail, ok, type Result } from "@resik/contract/error-code";
import type { TaskState } from "@resik/contract/http/tasks";
import type { SiteScope } from "../../auth/principal.ts";
import { decodeCursor } from "../page-cursor.ts";
import type { RegistryDb } from "../tables.ts";
import { ACTIVE_STATES, selectTasks, type TaskRow } from "./task-rows.ts";

/** The last row of the page before: its time (due or end) and its place among equal times. */
export interface TaskPlace {
  atMs: number;
  seq: number;
}

export interface TaskListQuery {
  scope: SiteScope;
  state: "active" | TaskState;
  /** Id of a person. */
  owner?: string | undefined;
  site?: string | undefined;
  after: TaskPlace | null;
  limit: number;
}

const isEnded = (state: TaskListQuery["state"]): state is "done" | "cancelled" =>
  state === "done" || state === "cancelled";

/** Most urgent first; ended ones newest first. One more than `limit` tells that there are more. */
export function listTasks(db: RegistryDb, query: TaskListQuery): Promise<TaskRow[]> {
  const { scope, state, owner, site, after, limit } = query;
  let select = selectTasks(db).limit(limit + 1);
  if (state === "active") select = select.where("tasks.state", "in", ACTIVE_STATES);
  else select = select.where("tasks.state", "=", state);
  if (owner !== undefined) select = select.where("tasks.owner", "=", owner);
  if (scope !== "all") select = select.where("tasks.site", "in", [...scope]);
  if (site !== undefined) select = select.where("tasks.site", "=", site);
  if (isEnded(state)) {
    if (after) {
      select = select.where(({ eb, refTuple, tuple }) =>
        eb(refTuple("tasks.ended_at_ms", "tasks.seq"), "<", tuple(after.atMs, after.seq)),
      );
    }
    return select.orderBy("tasks.ended_at_ms", "desc").orderBy("tasks.seq", "desc").execute();
  }
  if (after) {
    select = select.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("tasks.due_at_ms", "tasks.seq"), ">", tuple(after.atMs, after.seq)),
    );
  }
  return select.orderBy("tasks.due_at_ms").orderBy("tasks.seq").execute();
}

/** What `decodePlace` reads of the last row of a page. */
export const placeKeyOf = (row: TaskRow): string =>
  `${row.ended_at_ms ?? row.due_at_ms}:${row.seq}`;

/** @returns null for the first page; `invalid-input` when the cursor is not one of ours. */
export function decodePlace(cursor: string | undefined): Result<TaskPlace | null, "invalid-input"> {
  const key = decodeCursor(cursor);
  if (!key.ok) return key;
  if (key.value === "") return ok(null);
  const match = /^(-?\d{1,15}):(\d{1,15})$/.exec(key.value);
  if (!match) return fail("invalid-input", "cursor is not ours");
  return ok({ atMs: Number(match[1]), seq: Number(match[2]) });
}
