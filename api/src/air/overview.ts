import { ok, type Result } from "@resik/contract/error-code";
import type { IspuIndex, IspuOverview, IspuStation } from "@resik/contract/http/ispu";
import { ISPU_HOURS } from "@resik/contract/ispu/day-mean";
import { districtIspuOf } from "@resik/contract/ispu/district";
import { ispuOfHour, type StationHours } from "@resik/contract/ispu/hour-index";
import type { Ispu } from "@resik/contract/ispu/ispu";
import { ISPU_PARAMETERS } from "@resik/contract/ispu/parameter";
import { pm25HourCategory } from "@resik/contract/ispu/pm25-hour";
import { ROLLUP_MS } from "@resik/contract/series";
import type { RouteDeps } from "../deps.ts";
import { askStore } from "../readings-access.ts";
import { toDevice, toInstant } from "../registry/device-row.ts";
import { correctionsOf } from "../registry/desk/corrections.ts";
import { sitesById } from "../registry/sites.ts";
import { isIndicative } from "./indicative.ts";
import { readStationHours } from "./station-hours.ts";

/**
 * Hours for which an index still speaks for now: a short gap in a station's link must not empty
 * the screen. It keeps its time beside it; after these hours the station has no index.
 */
const SPEAKS_HOURS = 3;
const PM25 = ISPU_PARAMETERS.indexOf("pm25");

/** Every air station's index at the last full hour, and the district's. */
export async function readOverview(
  deps: Pick<RouteDeps, "db" | "source" | "events" | "clock" | "district" | "ispuCompleteRatio">,
): Promise<Result<IspuOverview, "store-unavailable" | "invalid-input">> {
  const { db, events, clock, district, ispuCompleteRatio } = deps;
  const nowMs = clock.nowMs();
  const endMs = Math.floor(nowMs / ROLLUP_MS) * ROLLUP_MS;
  const rows = await db
    .selectFrom("devices")
    .selectAll()
    .where("kind", "=", "air")
    .where("retired_at_ms", "is", null)
    .orderBy("id")
    .execute();
  const devices = rows.map(toDevice);
  const ids = devices.map(({ id }) => id);
  const [corrections, sites] = await Promise.all([correctionsOf(db, ids, events), sitesById(db)]);
  const fromMs = endMs - (ISPU_HOURS + SPEAKS_HOURS) * ROLLUP_MS;
  const hours = await askStore(deps, (source) =>
    readStationHours(source, corrections, { devices: ids, fromMs, toMs: endMs }),
  );
  if (!hours.ok) return hours;
  const stations = devices.flatMap((device): IspuStation[] => {
    const site = sites.get(device.site);
    if (!site) return [];
    const own = hours.value.get(device.id) ?? new Map();
    return [
      {
        device: device.id,
        name: device.name,
        site: site.id,
        siteName: site.name,
        areaCode: site.areaCode,
        areaName: site.areaName,
        lat: device.lat,
        lon: device.lon,
        indicative: isIndicative(device),
        day: newestIndex(own, endMs, ispuCompleteRatio),
        hour: lastHour(own, endMs),
      },
    ];
  });
  const summary = districtIspuOf(
    stations.map(({ device: station, day: index }) => ({ station, index })),
  );
  return ok({ district, generatedAt: toInstant(nowMs), summary, stations });
}

function newestIndex(
  hours: StationHours,
  endMs: number,
  completeRatioMin: number,
): IspuIndex | null {
  for (let back = 0; back <= SPEAKS_HOURS; back++) {
    const atMs = endMs - back * ROLLUP_MS;
    const ispu = ispuOfHour(hours, atMs - ROLLUP_MS, completeRatioMin);
    if (ispu) return toIndex(ispu, atMs);
  }
  return null;
}

const toIndex = (ispu: Ispu, atMs: number): IspuIndex => ({
  at: toInstant(atMs),
  index: ispu.index,
  beyondScale: ispu.beyondScale,
  category: ispu.category.id,
  critical: ispu.critical,
  provisional: ispu.provisional,
  parameters: ispu.measured.map(({ parameter, meanUgM3, index, completenessRatio }) => ({
    parameter,
    meanUgM3,
    index,
    completenessRatio,
  })),
});

function lastHour(hours: StationHours, endMs: number): IspuStation["hour"] {
  const pm25UgM3 = hours.get(endMs - ROLLUP_MS)?.[PM25] ?? null;
  if (pm25UgM3 === null) return null;
  return { at: toInstant(endMs), pm25UgM3, category: pm25HourCategory(pm25UgM3).id };
}
