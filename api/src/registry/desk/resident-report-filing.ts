import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  REPORTS_PER_DAY_MAX,
  type ResidentReportRequest,
} from "@resik/contract/http/resident-reports";
import { wibDateOf } from "../../bank/weighing-days.ts";
import { sha256Hex } from "../secret-hash.ts";
import type { RegistryDb } from "../tables.ts";
import { keepPhoto, type StoredPhoto } from "./report-photos.ts";
import { nearestArea } from "./report-area.ts";
import { findReport, type ReportRow } from "./resident-report-rows.ts";

const ID_LENGTH = 32;
const DAY_MS = 86_400_000;
const MS_PER_S = 1_000;
/** A report may wait on a phone for months, and no longer than this. */
const SEEN_DAYS_MAX = 366;
/** 1 m: enough to find a bin, and no more than that. */
const PLACE_DECIMALS = 5;

export interface Filing {
  member: string;
  /** Drawn on the phone when the report was written down. */
  key: string;
  request: ResidentReportRequest;
  /** Its photo with the picture alone. */
  photo: StoredPhoto | null;
  nowMs: number;
}

export interface Filed {
  report: ReportRow;
  isRepeat: boolean;
  /** Photos of ended reports that went to make room. */
  photosRemoved: number;
  /** Its own photo found no room. */
  isPhotoLost: boolean;
}

/**
 * Files a resident's report once, however often and late it is sent: its id follows from member
 * and key. Call it in a transaction.
 *
 * @returns `idempotency-conflict` when the key was used for another report, `too-many-requests`
 * after `REPORTS_PER_DAY_MAX` in a day (WIB), `not-found` without the bin.
 */
export async function fileReport(
  db: RegistryDb,
  filing: Filing,
): Promise<Result<Filed, "idempotency-conflict" | "too-many-requests" | "not-found">> {
  const { member, key, request, photo, nowMs } = filing;
  const id = sha256Hex(`report\n${member}\n${key}`).slice(0, ID_LENGTH);
  const input_sha256 = sha256Hex(JSON.stringify(request));
  const known = await findReport(db, id);
  if (known.ok) {
    return known.value.input_sha256 === input_sha256
      ? ok({ report: known.value, isRepeat: true, photosRemoved: 0, isPhotoLost: false })
      : fail("idempotency-conflict", "the key was used for another report");
  }
  const quota = await checkQuota(db, member, nowMs);
  if (!quota.ok) return quota;
  const place = await placeOf(db, request);
  if (!place.ok) return place;
  await db
    .insertInto("resident_reports")
    .values({
      id,
      member,
      input_sha256,
      kind: request.kind,
      state: "received",
      note: request.note,
      place: request.place,
      device: request.device,
      ...place.value,
      seen_at_ms: seenAtMs(request.seenAt, nowMs),
      received_at_ms: nowMs,
    })
    .execute();
  const kept = photo && (await keepPhoto(db, id, photo));
  const report = await findReport(db, id);
  if (!report.ok) return report;
  return ok({
    report: report.value,
    isRepeat: false,
    photosRemoved: kept?.removed ?? 0,
    isPhotoLost: kept?.isKept === false,
  });
}

async function checkQuota(
  db: RegistryDb,
  member: string,
  nowMs: number,
): Promise<Result<null, "too-many-requests">> {
  const dayMs = Date.parse(`${wibDateOf(nowMs)}T00:00:00+07:00`);
  const { filed } = await db
    .selectFrom("resident_reports")
    .select(({ fn }) => fn.countAll<number>().as("filed"))
    .where("member", "=", member)
    .where("received_at_ms", ">=", dayMs)
    .executeTakeFirstOrThrow();
  if (filed < REPORTS_PER_DAY_MAX) return ok(null);
  const retryAfterS = Math.ceil((dayMs + DAY_MS - nowMs) / MS_PER_S);
  return { ...fail("too-many-requests", `${REPORTS_PER_DAY_MAX} were filed today`), retryAfterS };
}

/** Where it is, and the area of that. */
async function placeOf(db: RegistryDb, { lat, lon, device }: ResidentReportRequest) {
  const isPlaced = lat !== null && lon !== null;
  const at = isPlaced ? { lat: rounded(lat), lon: rounded(lon) } : null;
  if (device !== null) {
    const site = await db
      .selectFrom("devices")
      .innerJoin("sites", "sites.id", "devices.site")
      .select(["sites.area_code", "sites.area_name"])
      .where("devices.id", "=", device)
      .where("devices.kind", "=", "bin")
      .executeTakeFirst();
    if (!site) return fail("not-found", `no bin ${device}`);
    return ok({ ...site, lat: at?.lat ?? null, lon: at?.lon ?? null });
  }
  if (at === null) return ok({ area_code: null, area_name: null, lat: null, lon: null });
  return ok({ ...(await nearestArea(db, at)), ...at });
}

/** A phone's clock may be wrong: nothing was seen after it was reported, or long before. */
const seenAtMs = (seenAt: string, nowMs: number): number =>
  Math.min(Math.max(Date.parse(seenAt), nowMs - SEEN_DAYS_MAX * DAY_MS), nowMs);

const rounded = (degrees: number): number => Number(degrees.toFixed(PLACE_DECIMALS));
