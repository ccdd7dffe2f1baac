import type { DeviceKind, DeviceRegistration, Site } from "@resik/contract/http/registry";
import { deviceRegistrationSchema, siteSchema } from "@resik/contract/http/registry";
import { createRandom, type Random } from "@resik/kit/random";
import pati from "./pati.json" with { type: "json" };
import { AIR_STATION_AREAS, BIN_PLACES, WASTE_BANKS } from "./places.ts";

/** A kecamatan's centre is known to 1-2 km; places lie within about 900 m of it. */
const SPREAD_DEG = 0.008;

/** Live intervals: short, so that somebody who watches sees values change. Seconds. */
const LIVE_INTERVAL_S = { bin: 10, air: 5, scale: 30 } as const satisfies Record<
  DeviceKind,
  number
>;

export interface District {
  name: string;
  code: string;
  sites: Site[];
  devices: DeviceRegistration[];
}

type Area = (typeof pati.kecamatan)[number];

/**
 * The demo district: waste banks with a scale, containers at markets and schools, air stations,
 * spread over every kecamatan. The same seed gives the same district.
 */
export function buildDistrict(seed: string): District {
  const random = createRandom(`district/${seed}`);
  const areaByName = new Map(pati.kecamatan.map((area) => [area.name, area]));
  const area = (name: string): Area => {
    const found = areaByName.get(name);
    if (!found) throw new Error(`no kecamatan is called ${name}`);
    return found;
  };
  const sites: Site[] = [officeSite(area("Pati"))];
  const devices: DeviceRegistration[] = [];

  for (const { name, area: areaName } of WASTE_BANKS) {
    const id = slugOf(`bank ${name} ${areaName}`);
    const site = siteAt(
      id,
      `Bank Sampah ${name} ${areaName}`,
      "waste-bank",
      area(areaName),
      random,
    );
    sites.push(site);
    devices.push(
      deviceAt(slugOf(`timbangan ${name} ${areaName}`), `Timbangan ${name}`, "scale", site),
    );
  }
  for (const [index, kecamatan] of pati.kecamatan.entries()) {
    for (const place of binPlacesOf(index)) {
      const name = `${place.name} ${kecamatan.name}`;
      const site = siteAt(slugOf(`tps ${name}`), `TPS ${name}`, "tps", kecamatan, random);
      sites.push(site);
      const depth = { binDepthMm: place.depthMm };
      devices.push(deviceAt(slugOf(`bak ${name}`), `Bak ${name}`, "bin", site, depth));
    }
  }
  for (const areaName of AIR_STATION_AREAS) {
    const name = `Stasiun Udara ${areaName}`;
    const site = siteAt(slugOf(name), name, "station", area(areaName), random);
    sites.push(site);
    devices.push(deviceAt(slugOf(`udara ${areaName}`), `Udara ${areaName}`, "air", site));
  }
  return { name: pati.name, code: pati.code, sites, devices };
}

/** Every kecamatan has a market; the second place goes round. */
function binPlacesOf(index: number): { name: string; depthMm: number }[] {
  const [market, ...others] = BIN_PLACES;
  const second = others[index % others.length];
  return second === undefined ? [market] : [market, second];
}

const officeSite = (area: Area): Site =>
  siteSchema.parse({
    id: "kantor-dlh-pati",
    name: "Kantor Dinas Lingkungan Hidup",
    kind: "office",
    areaCode: area.code,
    areaName: area.name,
    lat: area.lat,
    lon: area.lon,
  });

function siteAt(id: string, name: string, kind: Site["kind"], area: Area, random: Random): Site {
  const near = (degrees: number): number =>
    Number((degrees + random.between(-SPREAD_DEG, SPREAD_DEG)).toFixed(5));
  return siteSchema.parse({
    id,
    name,
    kind,
    areaCode: area.code,
    areaName: area.name,
    lat: near(area.lat),
    lon: near(area.lon),
  });
}

const deviceAt = (
  id: string,
  name: string,
  kind: DeviceKind,
  site: Site,
  config: { binDepthMm?: number } = {},
): DeviceRegistration =>
  deviceRegistrationSchema.parse({
    id,
    site: site.id,
    kind,
    name,
    lat: site.lat,
    lon: site.lon,
    config: { intervalS: LIVE_INTERVAL_S[kind], ...config },
  });

/** The slug of a name of this list; the schemas refuse what does not become one. */
const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
