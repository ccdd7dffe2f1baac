import {
  ACTIVE_PHOTO_DAYS,
  REPORT_PHOTOS_BYTES_MAX,
  REPORT_PHOTO_DAYS,
} from "@resik/contract/http/resident-reports";
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

/**
 * Removes photos whose report ended `REPORT_PHOTO_DAYS` ago, or came `ACTIVE_PHOTO_DAYS` ago and is
 * not over. @returns how many, bounded.
 */
export async function removeOldPhotos(db: RegistryDb, nowMs: number): Promise<number> {
  const done = await db
    .deleteFrom("report_photos")
    // In one statement: a report that is opened again meanwhile keeps its photo.
    .where("report", "in", ({ selectFrom }) =>
      selectFrom("report_photos as photo")
        .select("photo.report")
        .where(({ exists, selectFrom: among }) =>
          exists(
            among("resident_reports as r")
              .select("r.id")
              .whereRef("r.id", "=", "photo.report")
              .where(({ eb, or, and }) =>
                or([
                  eb("r.ended_at_ms", "<", nowMs - REPORT_PHOTO_DAYS * DAY_MS),
                  and([
                    eb("r.ended_at_ms", "is", null),
                    eb("r.received_at_ms", "<", nowMs - ACTIVE_PHOTO_DAYS * DAY_MS),
                  ]),
                ]),
              ),
          ),
        )
        .limit(PHOTOS_PER_SWEEP),
    )
    .executeTakeFirst();
  return Number(done.numDeletedRows);
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
