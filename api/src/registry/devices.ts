import { fail, ok, type Result } from "@resik/contract/error-code";
import type {
  Device,
  DeviceCredentials,
  DeviceKind,
  DevicePlace,
  DeviceRegistration,
} from "@resik/contract/http/registry";
import type { DeviceConfig } from "@resik/contract/payload/downlink";
import { TOPIC_ROOT } from "@resik/contract/topic";
import { createSecret } from "@resik/kit/random";
import type { SiteScope } from "../auth/principal.ts";
import { toDevice, type DeviceRow } from "./device-row.ts";
import { sha256Hex } from "./secret-hash.ts";
import type { RegistryDb } from "./tables.ts";

const credentialsOf = (device: Device, password: string): DeviceCredentials => ({
  device,
  mqtt: {
    username: device.id,
    password,
    topicPrefix: `${TOPIC_ROOT}/${device.site}/${device.id}/`,
  },
});

/**
 * Registers a device and shows its secret once. Without a place of its own it stands at its site.
 *
 * @returns `not-found` without the site, `already-exists` when the id is or was taken, by a
 * waste bank or its own site too: alerts about that site are under its id.
 */
export async function registerDevice(
  db: RegistryDb,
  input: DeviceRegistration,
  nowMs: number,
): Promise<Result<DeviceCredentials>> {
  // The names of the MQTT principals are not for devices.
  if (input.id === "api" || input.id === "ingest") {
    return fail("already-exists", `device id ${input.id} is taken by a program`);
  }
  if (await isWasteBank(db, input.id)) {
    return fail("already-exists", `device id ${input.id} is taken by a waste bank`);
  }
  if ((input.id as string) === input.site) {
    return fail("already-exists", `device id ${input.id} is taken by its own site`);
  }
  const site = await db
    .selectFrom("sites")
    .select(["lat", "lon"])
    .where("id", "=", input.site)
    .executeTakeFirst();
  if (!site) return fail("not-found", `no site ${input.site}`);
  const secret = createSecret();
  const row: DeviceRow = {
    id: input.id,
    site: input.site,
    kind: input.kind,
    name: input.name,
    lat: input.lat ?? site.lat,
    lon: input.lon ?? site.lon,
    secret_sha256: sha256Hex(secret),
    config: JSON.stringify(input.config ?? {}),
    registered_at_ms: nowMs,
    rotated_at_ms: null,
    retired_at_ms: null,
  };
  const done = await db
    .insertInto("devices")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  if (done.numInsertedOrUpdatedRows !== 1n) return fail("already-exists", `device ${input.id}`);
  return ok(credentialsOf(toDevice(row), secret));
}

/** Its deposits are announced under its own id (docs/adr/0008). */
const isWasteBank = async (db: RegistryDb, id: string): Promise<boolean> => {
  const site = await db.selectFrom("sites").select("kind").where("id", "=", id).executeTakeFirst();
  return site?.kind === "waste-bank";
};

/** @returns `not-found`. */
export async function findDevice(db: RegistryDb, id: string): Promise<Result<Device>> {
  const row = await db.selectFrom("devices").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? ok(toDevice(row)) : fail("not-found", `no device ${id}`);
}

/** @returns `not-found`, or `device-retired`. */
export async function findLiveDevice(db: RegistryDb, id: string): Promise<Result<Device>> {
  const found = await findDevice(db, id);
  if (found.ok && found.value.retiredAt !== null) return fail("device-retired", `device ${id}`);
  return found;
}

export interface DeviceListQuery {
  scope: SiteScope;
  site?: string | undefined;
  kind?: DeviceKind | undefined;
  /** Retired devices too. */
  retired: boolean;
  afterId: string;
  limit: number;
}

/** Devices after the given id, in order of id; one more than `limit` tells that there are more. */
export async function listDevices(db: RegistryDb, query: DeviceListQuery): Promise<Device[]> {
  let select = db.selectFrom("devices").selectAll().where("id", ">", query.afterId);
  if (query.scope !== "all") select = select.where("site", "in", [...query.scope]);
  if (query.site !== undefined) select = select.where("site", "=", query.site);
  if (query.kind !== undefined) select = select.where("kind", "=", query.kind);
  if (!query.retired) select = select.where("retired_at_ms", "is", null);
  const rows = await select
    .orderBy("id")
    .limit(query.limit + 1)
    .execute();
  return rows.map(toDevice);
}

/** The devices of that name that are registered, in the order asked for, retired ones too. */
export async function devicesByIds(db: RegistryDb, ids: readonly string[]): Promise<Device[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("devices").selectAll().where("id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, toDevice(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * Gives a device a new secret; the old one is worth nothing from now on, and the broker is told
 * (see revocations).
 *
 * @returns `not-found`, or `device-retired`.
 */
export async function rotateDevice(
  db: RegistryDb,
  id: string,
  nowMs: number,
): Promise<Result<DeviceCredentials>> {
  const found = await findLiveDevice(db, id);
  if (!found.ok) return found;
  const secret = createSecret();
  await db
    .updateTable("devices")
    .set({ secret_sha256: sha256Hex(secret), rotated_at_ms: nowMs })
    .where("id", "=", id)
    .execute();
  await addRevocation(db, id, nowMs);
  return ok(credentialsOf(found.value, secret));
}

/**
 * Ends a device's life for good; its readings stay.
 *
 * @returns `not-found`, or `device-retired` when it is already.
 */
export async function retireDevice(
  db: RegistryDb,
  id: string,
  nowMs: number,
): Promise<Result<Device>> {
  const found = await findLiveDevice(db, id);
  if (!found.ok) return found;
  await db.updateTable("devices").set({ retired_at_ms: nowMs }).where("id", "=", id).execute();
  await addRevocation(db, id, nowMs);
  return findDevice(db, id);
}

/**
 * Gives a device another name and place; id and site stay, for its readings stand under them.
 *
 * @returns `not-found`, or `device-retired`.
 */
export async function setDevicePlace(
  db: RegistryDb,
  id: string,
  { name, lat, lon }: DevicePlace,
): Promise<Result<Device>> {
  const found = await findLiveDevice(db, id);
  if (!found.ok) return found;
  const site = await db
    .selectFrom("sites")
    .select(["lat", "lon"])
    .where("id", "=", found.value.site)
    .executeTakeFirstOrThrow();
  const place = { lat: lat ?? site.lat, lon: lon ?? site.lon };
  await db
    .updateTable("devices")
    .set({ name, ...place })
    .where("id", "=", id)
    .execute();
  return ok({ ...found.value, name, ...place });
}

/** Replaces the desired state. @returns `not-found`, or `device-retired`. */
export async function setDeviceConfig(
  db: RegistryDb,
  id: string,
  config: DeviceConfig,
): Promise<Result<Device>> {
  const found = await findLiveDevice(db, id);
  if (!found.ok) return found;
  const text = JSON.stringify(config);
  await db.updateTable("devices").set({ config: text }).where("id", "=", id).execute();
  return ok({ ...found.value, config });
}

/** The device's session is to end, and what the broker remembers of it: it authenticates anew. */
export const addRevocation = (db: RegistryDb, device: string, sinceMs: number) =>
  db
    .insertInto("revocations")
    .values({ device, since_ms: sinceMs })
    .onConflict((conflict) => conflict.column("device").doUpdateSet({ since_ms: sinceMs }))
    .execute();
