import { REPORT_PHOTOS_BYTES_MAX, REPORT_PHOTO_DAYS } from "@resik/contract/http/resident-reports";
import type { PhotoType } from "../../tasks/photo/bare-photo.ts";
import type { RegistryDb } from "../tables.ts";

const DAY_MS = 86_400_000;
/** Photos removed in one go, in which requests wait. */
const PHOTOS_PER_SWEEP = 100;

export interface StoredPhoto {
  type: PhotoType;
  bytes: Uint8Array;
}

/**
 * Keeps a report's photo. When all of them together would have more than `bytesMax`, photos of ended
 * reports go, the one whose report ended first before the others. Call it in a transaction.
 *
 * @returns how many went, and whether this one was kept: it is not when that was not enough.
 */
export async function keepPhoto(
  db: RegistryDb,
  report: string,
  { type, bytes }: StoredPhoto,
  bytesMax: number = REPORT_PHOTOS_BYTES_MAX,
): Promise<{ isKept: boolean; removed: number }> {
  const { total } = await db
    .selectFrom("report_photos")
    .select(({ fn }) => fn.sum<number | null>("size_bytes").as("total"))
    .executeTakeFirstOrThrow();
  let room = bytesMax - (total ?? 0);
  let removed = 0;
  while (room < bytes.length) {
    const oldest = await db
      .selectFrom("report_photos")
      .innerJoin("resident_reports", "resident_reports.id", "report_photos.report")
      .select(["report_photos.report", "report_photos.size_bytes"])
      .where("resident_reports.ended_at_ms", "is not", null)
      .orderBy("resident_reports.ended_at_ms")
      .orderBy("resident_reports.seq")
      .executeTakeFirst();
    if (!oldest) return { isKept: false, removed };
    await db.deleteFrom("report_photos").where("report", "=", oldest.report).execute();
    room += oldest.size_bytes;
    removed++;
  }
  await db
    .insertInto("report_photos")
    .values({ report, type, size_bytes: bytes.length, bytes: Buffer.from(bytes) })
    .execute();
  return { isKept: true, removed };
}

/** Removes photos whose report ended `REPORT_PHOTO_DAYS` ago. @returns how many, bounded. */
export async function removeOldPhotos(db: RegistryDb, nowMs: number): Promise<number> {
  const old = await db
    .selectFrom("report_photos")
    .innerJoin("resident_reports", "resident_reports.id", "report_photos.report")
    .select("report_photos.report")
    .where("resident_reports.ended_at_ms", "<", nowMs - REPORT_PHOTO_DAYS * DAY_MS)
    .limit(PHOTOS_PER_SWEEP)
    .execute();
  if (old.length === 0) return 0;
  const reports = old.map(({ report }) => report);
  await db.deleteFrom("report_photos").where("report", "in", reports).execute();
  return old.length;
}

/** The photo of a report; null without one. `member`: only if the report is this member's. */
export async function readPhoto(
  db: RegistryDb,
  report: string,
  member: string | null,
): Promise<StoredPhoto | null> {
  let select = db
    .selectFrom("report_photos")
    .innerJoin("resident_reports", "resident_reports.id", "report_photos.report")
    .select(["report_photos.type", "report_photos.bytes"])
    .where("report_photos.report", "=", report);
  if (member !== null) select = select.where("resident_reports.member", "=", member);
  return (await select.executeTakeFirst()) ?? null;
}
