import { ok, type Result } from "@resik/contract/error-code";
import type { OpenStation, OpenStations } from "@resik/contract/http/open";
import type { Device, Site } from "@resik/contract/http/registry";
import type { Reading } from "@resik/contract/reading";
import type { RouteDeps } from "../deps.ts";
import { judgePresence } from "../device-presence.ts";
import { createSharedRead } from "../open/shared-read.ts";
import { askStore } from "../readings-access.ts";
import { toDevice, toInstant } from "../registry/device-row.ts";
import { sitesById } from "../registry/sites.ts";
import { openFields } from "./open-data.ts";

/** Thousands may look at once; the store is asked at most this often. */
const FRESH_MS = 250;
const TIMEZONE = "Asia/Jakarta";

export type StationsReader = () => Promise<Result<OpenStations>>;

/** Reads what the public sees, shared between all who ask within `FRESH_MS`. */
export const createStationsReader = (deps: RouteDeps): StationsReader =>
  createSharedRead(deps.clock, FRESH_MS, () => readStations(deps));

async function readStations(deps: RouteDeps): Promise<Result<OpenStations>> {
  const latest = await askStore(deps, (source) =>
    Promise.all([
      source.latest({ channel: "bin" }),
      source.latest({ channel: "air" }),
      source.latest({ channel: "status" }),
    ]),
  );
  if (!latest.ok) return latest;
  const [bins, airs, statuses] = latest.value;
  // A node may measure both: each station shows what its own kind measures.
  const readings = { bin: byDevice(bins), air: byDevice(airs) };
  const statusByDevice = byDevice(statuses);
  const sites = await sitesById(deps.db);
  const rows = await deps.db
    .selectFrom("devices")
    .selectAll()
    .where("kind", "in", ["bin", "air"])
    .where("retired_at_ms", "is", null)
    .orderBy("id")
    .execute();
  const stations = rows.flatMap((row) => {
    const device = toDevice(row);
    const site = sites.get(device.site);
    if (!site || device.kind === "scale") return [];
    const reading = readings[device.kind].get(device.id);
    const messages = [readings.bin, readings.air, statusByDevice].map((one) => one.get(device.id));
    const newest = messages.filter((message) => message !== undefined);
    const { presence } = judgePresence(deps, device, newest);
    return [toStation({ ...device, kind: device.kind }, site, presence, reading)];
  });
  const district = { ...deps.district, timezone: TIMEZONE };
  return ok({ district, generatedAt: toInstant(deps.clock.nowMs()), stations });
}

const byDevice = (newest: readonly Reading[]): ReadonlyMap<string, Reading> =>
  new Map(newest.map((reading) => [reading.device, reading]));

const toStation = (
  device: Device & { kind: "bin" | "air" },
  site: Site,
  presence: OpenStation["presence"],
  reading: Reading | undefined,
): OpenStation => ({
  device: device.id,
  kind: device.kind,
  name: device.name,
  site: site.id,
  siteName: site.name,
  areaCode: site.areaCode,
  areaName: site.areaName,
  lat: device.lat,
  lon: device.lon,
  presence,
  latest: reading
    ? { at: toInstant(reading.atMs), quality: reading.quality, fields: openFields(reading.fields) }
    : null,
});
