import type { DeviceKind } from "@resik/contract/http/registry";
import type { RegistryDb } from "./tables.ts";

/** Where something stands that readings are about: a device, or a waste bank under its own id. */
export interface Place {
  id: string;
  site: string;
  kind: DeviceKind | "waste-bank";
  name: string;
  siteName: string;
  areaName: string;
  lat: number;
  lon: number;
  retired: boolean;
}

/** After this id, in order of id; at most so many. */
interface Page {
  afterId: string;
  limit: number;
}

const devices = (db: RegistryDb) =>
  db
    .selectFrom("devices")
    .innerJoin("sites", "sites.id", "devices.site")
    .select(["devices.id", "devices.site", "devices.kind", "devices.name"])
    .select(["devices.lat", "devices.lon", "devices.retired_at_ms"])
    .select(["sites.name as site_name", "sites.area_name"]);

const banks = (db: RegistryDb) =>
  db
    .selectFrom("sites")
    .select(["id", "name", "area_name", "lat", "lon"])
    .where("kind", "=", "waste-bank");

type DeviceRow = Awaited<ReturnType<ReturnType<typeof devices>["executeTakeFirstOrThrow"]>>;
type BankRow = Awaited<ReturnType<ReturnType<typeof banks>["executeTakeFirstOrThrow"]>>;

const placeOfDevice = (row: DeviceRow): Place => ({
  id: row.id,
  site: row.site,
  kind: row.kind,
  name: row.name,
  siteName: row.site_name,
  areaName: row.area_name,
  lat: row.lat,
  lon: row.lon,
  retired: row.retired_at_ms !== null,
});

const placeOfBank = (row: BankRow): Place => ({
  id: row.id,
  site: row.id,
  kind: "waste-bank",
  name: row.name,
  siteName: row.name,
  areaName: row.area_name,
  lat: row.lat,
  lon: row.lon,
  retired: false,
});

/** Places of devices, retired ones too: who looks at a map has to learn that one is gone. */
export async function devicePlaces(db: RegistryDb, { afterId, limit }: Page): Promise<Place[]> {
  const rows = await devices(db)
    .where("devices.id", ">", afterId)
    .orderBy("devices.id")
    .limit(limit)
    .execute();
  return rows.map(placeOfDevice);
}

export async function bankPlaces(db: RegistryDb, { afterId, limit }: Page): Promise<Place[]> {
  const rows = await banks(db).where("id", ">", afterId).orderBy("id").limit(limit).execute();
  return rows.map(placeOfBank);
}

/** The places of these ids; a device and a waste bank never share one. */
export async function placesByIds(db: RegistryDb, ids: readonly string[]): Promise<Place[]> {
  if (ids.length === 0) return [];
  const ofDevices = await devices(db).where("devices.id", "in", ids).execute();
  const ofBanks = await banks(db).where("id", "in", ids).execute();
  return [...ofDevices.map(placeOfDevice), ...ofBanks.map(placeOfBank)];
}
