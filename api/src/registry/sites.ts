import { fail, ok, type Result } from "@resik/contract/error-code";
import { siteSchema, type Site, type SiteChange } from "@resik/contract/http/registry";
import { OWN_SITE_ID } from "@resik/contract/slug";
import type { Selectable } from "kysely";
import type { SiteScope } from "../auth/principal.ts";
import type { RegistryDb, RegistryTables } from "./tables.ts";

const toSite = (row: Selectable<RegistryTables["sites"]>): Site =>
  siteSchema.parse({
    id: row.id,
    name: row.name,
    kind: row.kind,
    areaCode: row.area_code,
    areaName: row.area_name,
    lat: row.lat,
    lon: row.lon,
  });

/**
 * @returns `already-exists` when the id is taken, for a waste bank by a device too, or is the one
 * of the pipeline's own figures.
 */
export async function addSite(db: RegistryDb, site: Site): Promise<Result<Site>> {
  if (site.id === OWN_SITE_ID) {
    return fail("already-exists", `site id ${site.id} is taken by Resik's own figures`);
  }
  if (site.kind === "waste-bank" && (await isDevice(db, site.id))) {
    return fail("already-exists", `site id ${site.id} is taken by a device`);
  }
  const { areaCode: area_code, areaName: area_name, ...rest } = site;
  const done = await db
    .insertInto("sites")
    .values({ ...rest, area_code, area_name })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .executeTakeFirst();
  if (done.numInsertedOrUpdatedRows !== 1n) return fail("already-exists", `site ${site.id}`);
  return ok(site);
}

/** The site with this id; null when there is none. */
export async function findSite(db: RegistryDb, id: string): Promise<Site | null> {
  const row = await db.selectFrom("sites").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? toSite(row) : null;
}

/**
 * Gives a site another name, area or position. Devices that stood at its own point stand at the new
 * one.
 *
 * @returns the site, and the ids of its devices: each is told of with its site's name.
 */
export async function changeSite(
  db: RegistryDb,
  id: string,
  { areaCode: area_code, areaName: area_name, ...change }: SiteChange,
): Promise<Result<{ site: Site; devices: string[] }>> {
  const before = await findSite(db, id);
  if (!before) return fail("not-found", `site ${id}`);
  const row = await db
    .updateTable("sites")
    .set({ ...change, area_code, area_name })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await db
    .updateTable("devices")
    .set({ lat: row.lat, lon: row.lon })
    .where("site", "=", id)
    .where("lat", "=", before.lat)
    .where("lon", "=", before.lon)
    .execute();
  const devices = await db.selectFrom("devices").select("id").where("site", "=", id).execute();
  return ok({ site: toSite(row), devices: devices.map((device) => device.id) });
}

/** A waste bank's deposits are announced under its own id (docs/adr/0008). */
const isDevice = async (db: RegistryDb, id: string): Promise<boolean> =>
  (await db.selectFrom("devices").select("id").where("id", "=", id).executeTakeFirst()) !==
  undefined;

/** Sites after the given id, in order of id; one more than `limit` tells that there are more. */
export async function listSites(
  db: RegistryDb,
  query: { scope: SiteScope; afterId: string; limit: number },
): Promise<Site[]> {
  let select = db.selectFrom("sites").selectAll().where("id", ">", query.afterId);
  if (query.scope !== "all") select = select.where("id", "in", [...query.scope]);
  const rows = await select
    .orderBy("id")
    .limit(query.limit + 1)
    .execute();
  return rows.map(toSite);
}

/** Every site by id. */
export async function sitesById(db: RegistryDb): Promise<Map<string, Site>> {
  const rows = await db.selectFrom("sites").selectAll().execute();
  return new Map(rows.map((row) => [row.id, toSite(row)]));
}

/** The names of these sites by id. */
export async function siteNamesByIds(
  db: RegistryDb,
  ids: ReadonlySet<string>,
): Promise<Map<string, string>> {
  if (ids.size === 0) return new Map();
  const rows = await db
    .selectFrom("sites")
    .select(["id", "name"])
    .where("id", "in", [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
