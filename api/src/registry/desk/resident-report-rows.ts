import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  MY_REPORTS_MAX,
  type MyReport,
  type ResidentReportState,
  type ResidentReportView,
} from "@resik/contract/http/resident-reports";
import { siteIdSchema } from "@resik/contract/slug";
import { toInstant } from "../device-row.ts";
import type { RegistryDb } from "../tables.ts";
import { ACTIVE_STATES } from "./task-rows.ts";

const selectReports = (db: RegistryDb) =>
  db
    .selectFrom("resident_reports as r")
    .leftJoin("devices", "devices.id", "r.device")
    .selectAll("r")
    .select(["devices.site", "devices.name as device_name"])
    .select(({ exists, selectFrom }) => [
      exists(
        selectFrom("report_photos")
          .select("report_photos.report")
          .whereRef("report_photos.report", "=", "r.id"),
      ).as("has_photo"),
      // The one at work, else the last one: of several, an older one may have been opened again.
      selectFrom("tasks")
        .select("tasks.id")
        .whereRef("tasks.report", "=", "r.id")
        .orderBy(({ eb }) => eb("tasks.state", "in", ACTIVE_STATES), "desc")
        .orderBy("tasks.seq", "desc")
        .limit(1)
        .as("task"),
    ]);

export type ReportRow = Awaited<
  ReturnType<ReturnType<typeof selectReports>["executeTakeFirstOrThrow"]>
>;

/** A report as its reporter sees it. */
export const toMyReport = (row: ReportRow): MyReport => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  note: row.note,
  place: row.place,
  lat: row.lat,
  lon: row.lon,
  device: row.device,
  hasPhoto: Boolean(row.has_photo),
  seenAt: toInstant(row.seen_at_ms),
  receivedAt: toInstant(row.received_at_ms),
  endedAt: row.ended_at_ms === null ? null : toInstant(row.ended_at_ms),
  answer: row.answer,
});

/** The same as staff sees it: not whose it is. */
export const toReportView = (row: ReportRow): ResidentReportView => ({
  ...toMyReport(row),
  areaName: row.area_name,
  site: row.site === null ? null : siteIdSchema.parse(row.site),
  deviceName: row.device_name,
  task: row.task,
});

/** @returns `not-found`. */
export async function findReport(
  db: RegistryDb,
  id: string,
): Promise<Result<ReportRow, "not-found">> {
  const row = await selectReports(db).where("r.id", "=", id).executeTakeFirst();
  return row ? ok(row) : fail("not-found", `no report ${id}`);
}

/** A member's own, newest first; at most `MY_REPORTS_MAX`. */
export const listMyReports = (db: RegistryDb, member: string): Promise<ReportRow[]> =>
  selectReports(db)
    .where("r.member", "=", member)
    .orderBy("r.seq", "desc")
    .limit(MY_REPORTS_MAX)
    .execute();

export interface ReportListQuery {
  state: "active" | ResidentReportState;
  /** Reports older than this one; 0 for the newest. */
  beforeSeq: number;
  limit: number;
}

/** Reports, newest first; one more than `limit` tells that there are more. */
export function listReports(
  db: RegistryDb,
  { state, beforeSeq, limit }: ReportListQuery,
): Promise<ReportRow[]> {
  let select = selectReports(db);
  if (state === "active") select = select.where("r.state", "in", ["received", "in-work"]);
  else select = select.where("r.state", "=", state);
  if (beforeSeq > 0) select = select.where("r.seq", "<", beforeSeq);
  return select
    .orderBy("r.seq", "desc")
    .limit(limit + 1)
    .execute();
}
