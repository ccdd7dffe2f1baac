import { fail, ok, type Result } from "@resik/contract/error-code";
import { ACTIVE_TASKS_MAX, type taskRequestSchema } from "@resik/contract/http/tasks";
import type { z } from "zod";
import type { RegistryDb } from "../tables.ts";
import { takeReportInWork } from "./resident-report-states.ts";
import { takeAlertInHand } from "./task-alert.ts";
import { assignablePerson } from "./task-people.ts";
import { ACTIVE_STATES, findTask, type TaskRow } from "./task-rows.ts";
import { addStep, type Actor } from "./task-story.ts";

export type TaskRequest = z.infer<typeof taskRequestSchema>;

/** Where a task is. */
interface Place {
  site: string | null;
  device: string | null;
}

type PlaceResult = Result<Place, "not-found" | "already-settled" | "already-exists">;

/**
 * Makes a task. Its alert counts as seen from now on, and is its owner's; its report is in work.
 * Call it in a transaction.
 *
 * @returns `not-found` for what it is about or its owner, `already-exists` with the id of the task
 * that an alert or report has, `already-settled` for one that is over, `too-many-requests` while
 * `ACTIVE_TASKS_MAX` are not over.
 */
export async function createTask(
  db: RegistryDb,
  request: TaskRequest,
  { id, by, nowMs }: { id: string; by: Actor; nowMs: number },
): Promise<Result<TaskRow>> {
  const { kind, note = null, alert = null, report = null, owner } = request;
  const room = await checkRoom(db);
  if (!room.ok) return room;
  const person = owner === null ? null : await assignablePerson(db, owner);
  if (person && !person.ok) return person;
  const place = await placeOf(db, request);
  if (!place.ok) return place;
  await db
    .insertInto("tasks")
    .values({
      id,
      kind,
      state: "open",
      note,
      ...place.value,
      alert,
      report,
      owner,
      due_at_ms: Date.parse(request.dueAt),
      created_at_ms: nowMs,
    })
    .execute();
  await addStep(db, { task: id, step: "created", by, note, nowMs });
  if (alert !== null) await takeAlertInHand(db, alert, { owner, by, nowMs });
  if (report !== null) await takeReportInWork(db, report);
  return findTask(db, id);
}

/** @returns `too-many-requests` when nobody could see all tasks that are not over. */
export async function checkRoom(db: RegistryDb): Promise<Result<null, "too-many-requests">> {
  const { active } = await db
    .selectFrom("tasks")
    .select(({ fn }) => fn.countAll<number>().as("active"))
    .where("state", "in", ACTIVE_STATES)
    .executeTakeFirstOrThrow();
  if (active < ACTIVE_TASKS_MAX) return ok(null);
  return fail("too-many-requests", `${ACTIVE_TASKS_MAX} tasks are not over`);
}

/** @returns `already-exists` with its id when an alert or report has a task that is not over. */
export async function checkOnlyTask(
  db: RegistryDb,
  about: { alert: string | null; report: string | null },
): Promise<Result<null, "already-exists">> {
  const { alert, report } = about;
  if (alert === null && report === null) return ok(null);
  let select = db.selectFrom("tasks").select("id").where("state", "in", ACTIVE_STATES);
  if (alert !== null) select = select.where("alert", "=", alert);
  if (report !== null) select = select.where("report", "=", report);
  const row = await select.executeTakeFirst();
  return row ? fail("already-exists", `task ${row.id} is about it`) : ok(null);
}

async function placeOf(db: RegistryDb, request: TaskRequest): Promise<PlaceResult> {
  const { alert = null, report = null, device, site } = request;
  const only = await checkOnlyTask(db, { alert, report });
  if (!only.ok) return only;
  if (alert !== null) return placeOfAlert(db, alert);
  if (report !== null) return placeOfReport(db, report);
  if (device !== undefined) return placeOfDevice(db, device);
  if (site === undefined) return ok({ site: null, device: null });
  const row = await db.selectFrom("sites").select("id").where("id", "=", site).executeTakeFirst();
  return row ? ok({ site, device: null }) : fail("not-found", `no site ${site}`);
}

async function placeOfAlert(db: RegistryDb, id: string): Promise<PlaceResult> {
  const row = await db
    .selectFrom("alerts")
    // As in the list of alerts: a device elsewhere may have the id of the site that it is about.
    .leftJoin("devices", (join) =>
      join.onRef("devices.id", "=", "alerts.subject").onRef("devices.site", "=", "alerts.site"),
    )
    .select(["alerts.state", "alerts.site", "devices.id as device"])
    .where("alerts.id", "=", id)
    .executeTakeFirst();
  if (!row) return fail("not-found", `no alert ${id}`);
  if (row.state === "resolved") return fail("already-settled", `alert ${id} is resolved`);
  return ok({ site: row.site, device: row.device });
}

async function placeOfReport(db: RegistryDb, id: string): Promise<PlaceResult> {
  const row = await db
    .selectFrom("resident_reports")
    .select(["state", "device"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return fail("not-found", `no report ${id}`);
  if (row.state === "done" || row.state === "declined") {
    return fail("already-settled", `report ${id} is ${row.state}`);
  }
  return row.device === null ? ok({ site: null, device: null }) : placeOfDevice(db, row.device);
}

async function placeOfDevice(db: RegistryDb, id: string): Promise<PlaceResult> {
  const row = await db.selectFrom("devices").select("site").where("id", "=", id).executeTakeFirst();
  return row ? ok({ site: row.site, device: id }) : fail("not-found", `no device ${id}`);
}
