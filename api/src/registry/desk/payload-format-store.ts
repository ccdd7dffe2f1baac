import { ok, type Result } from "@resik/contract/error-code";
import type { Device } from "@resik/contract/http/registry";
import { payloadFormatSchema, type PayloadFormat } from "@resik/contract/payload/format";
import type { ApiEvents } from "../../events.ts";
import { addRevocation, findDevice, findLiveDevice } from "../devices.ts";
import type { RegistryDb } from "../tables.ts";
import { parseStored } from "./stored-json.ts";

export interface SavedFormat {
  device: Device;
  /** Ours for one that cannot be read. */
  format: PayloadFormat;
  /** Another version wrote it: what the device sends goes to quarantine until it is saved anew. */
  isUnreadable: boolean;
  /** Null when the device has always spoken our format. */
  changedAtMs: number | null;
}

const NATIVE: PayloadFormat = { format: "native" };

/** How a device's payloads are read; one that cannot be read is told. @returns `not-found`. */
export async function findPayloadFormat(
  db: RegistryDb,
  id: string,
  events: Pick<ApiEvents, "unreadable">,
): Promise<Result<SavedFormat, "not-found">> {
  const device = await findDevice(db, id);
  if (!device.ok) return { ...device, code: "not-found" };
  const row = await db
    .selectFrom("payload_formats")
    .selectAll()
    .where("device", "=", id)
    .executeTakeFirst();
  const known = { device: device.value, isUnreadable: false };
  if (!row) return ok({ ...known, format: NATIVE, changedAtMs: null });
  const format = parseStored(payloadFormatSchema, row.format);
  if (format === null) events.unreadable("format", id);
  const isUnreadable = format === null;
  return ok({ ...known, format: format ?? NATIVE, isUnreadable, changedAtMs: row.changed_at_ms });
}

/**
 * Replaces a device's payload format. Its session is ended (see revocations), because the format
 * travels with its authentication: what it sends from its next session on is read by the new one.
 *
 * @returns `not-found`, or `device-retired`.
 */
export async function savePayloadFormat(
  db: RegistryDb,
  id: string,
  format: PayloadFormat,
  nowMs: number,
): Promise<Result<SavedFormat>> {
  const device = await findLiveDevice(db, id);
  if (!device.ok) return device;
  if (format.format === "native") {
    await db.deleteFrom("payload_formats").where("device", "=", id).execute();
  } else {
    const row = { format: JSON.stringify(format), changed_at_ms: nowMs };
    await db
      .insertInto("payload_formats")
      .values({ device: id, ...row })
      .onConflict((conflict) => conflict.column("device").doUpdateSet(row))
      .execute();
  }
  await addRevocation(db, id, nowMs);
  return ok({ device: device.value, format, isUnreadable: false, changedAtMs: nowMs });
}
