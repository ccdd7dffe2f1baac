import type { RegistryDb } from "../tables.ts";

interface Area {
  area_code: string | null;
  area_name: string | null;
}

const NO_AREA: Area = { area_code: null, area_name: null };
/** What is further from every site than this is not of the district. */
const REACH_KM = 50;
const KM_PER_DEGREE = 111.2;
const RADIANS_PER_DEGREE = Math.PI / 180;

/** The area (kecamatan) of the site that is nearest; none where no site is near. */
export async function nearestArea(db: RegistryDb, at: { lat: number; lon: number }): Promise<Area> {
  const sites = await db
    .selectFrom("sites")
    .select(["area_code", "area_name", "lat", "lon"])
    .orderBy("id")
    .execute();
  let nearest = NO_AREA;
  let nearestKm = REACH_KM;
  for (const { area_code, area_name, ...site } of sites) {
    const km = flatKm(at, site);
    if (km > nearestKm) continue;
    nearest = { area_code, area_name };
    nearestKm = km;
  }
  return nearest;
}

/** As on a flat map, which within a district is right to some metres. */
function flatKm(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const east = (a.lon - b.lon) * Math.cos(a.lat * RADIANS_PER_DEGREE);
  return Math.hypot(a.lat - b.lat, east) * KM_PER_DEGREE;
}
