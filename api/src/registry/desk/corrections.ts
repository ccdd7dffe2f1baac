import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  correctionSchema,
  type CorrectionList,
  type CorrectionRequest,
} from "@resik/contract/http/ispu";
import type { TimedCorrection } from "@resik/contract/ispu/correction";
import { CORRECTIONS_PER_DEVICE_MAX } from "@resik/contract/limits";
import type { DeviceId } from "@resik/contract/slug";
import type { ApiEvents } from "../../events.ts";
import { toInstant } from "../device-row.ts";
import type { RegistryDb } from "../tables.ts";
import { parseStored } from "./stored-json.ts";

type Events = Pick<ApiEvents, "unreadable">;

/**
 * Adds a version to a station's corrections. Call it in a transaction.
 *
 * @returns `range-too-large` when the station has `CORRECTIONS_PER_DEVICE_MAX` already.
 */
export async function addCorrection(
  db: RegistryDb,
  device: DeviceId,
  change: CorrectionRequest & { userId: string | null; nowMs: number },
): Promise<Result<null, "range-too-large">> {
  const row = await db
    .selectFrom("corrections")
    .select((select) => select.fn.max("version").as("version"))
    .where("device", "=", device)
    .executeTakeFirst();
  const version = (row?.version ?? 0) + 1;
  if (version > CORRECTIONS_PER_DEVICE_MAX) {
    return fail("range-too-large", `a station has at most ${CORRECTIONS_PER_DEVICE_MAX} versions`);
  }
  await db
    .insertInto("corrections")
    .values({
      device,
      version,
      from_ms: Date.parse(change.from),
      correction: JSON.stringify(change.correction),
      note: change.note,
      user_id: change.userId,
      created_at_ms: change.nowMs,
    })
    .execute();
  return ok(null);
}

/** A station's versions, newest first; one that cannot be read is left out, and told. */
export async function listCorrections(
  db: RegistryDb,
  device: DeviceId,
  events: Events,
): Promise<CorrectionList> {
  const rows = await db
    .selectFrom("corrections as c")
    .leftJoin("user", "user.id", "c.user_id")
    .selectAll("c")
    .select("user.username")
    .where("device", "=", device)
    .orderBy("version", "desc")
    .execute();
  const versions = rows.flatMap((row) => {
    const correction = parseStored(correctionSchema, row.correction);
    if (correction === null) {
      events.unreadable("correction", device);
      return [];
    }
    const { version, note, username: by } = row;
    const [from, createdAt] = [toInstant(row.from_ms), toInstant(row.created_at_ms)];
    return [{ version, from, correction, note, by, createdAt }];
  });
  return { device, versions };
}

/**
 * What ISPU needs of each of these stations; one without corrections is absent. A version that
 * cannot be read counts for its hours, without saying how to correct them, and is told.
 */
export async function correctionsOf(
  db: RegistryDb,
  devices: readonly DeviceId[],
  events: Events,
): Promise<ReadonlyMap<DeviceId, readonly TimedCorrection[]>> {
  if (devices.length === 0) return new Map();
  const rows = await db
    .selectFrom("corrections")
    .select(["device", "version", "from_ms", "correction"])
    .where("device", "in", devices)
    .execute();
  const byDevice = new Map<DeviceId, TimedCorrection[]>();
  for (const row of rows) {
    // The query asked for these devices alone.
    const device = row.device as DeviceId;
    const versions = byDevice.get(device) ?? [];
    byDevice.set(device, versions);
    const correction = parseStored(correctionSchema, row.correction);
    if (correction === null) events.unreadable("correction", device);
    versions.push({ version: row.version, fromMs: row.from_ms, correction });
  }
  return byDevice;
}
