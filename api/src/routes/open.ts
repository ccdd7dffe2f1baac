import { createHash } from "node:crypto";
import { fail, ok } from "@resik/contract/error-code";
import { openStationSchema, openStationsSchema } from "@resik/contract/http/open";
import { seriesAnswerSchema, seriesQuerySchema } from "@resik/contract/http/readings";
import type { z } from "zod";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { devicesByIds, listDevices } from "../registry/devices.ts";
import { SERIES_DEVICES_MAX } from "@resik/contract/limits";
import { deviceParamsSchema } from "./device-access.ts";
import { OPEN_CHANNELS, OPERATIONAL_FIELDS, type OpenChannel } from "./open-data.ts";
import type { StationsReader } from "./open-stations.ts";
import { answerSeries } from "./readings.ts";
import { checkFields } from "./series-plan.ts";

/** Seconds for which browsers and proxies need not ask again. */
const STATIONS_AGE_S = 2;
const SERIES_AGE_S = 15;
const HOUR_S = 3_600;
/** Beyond it windows would be longer than those that people know. */
const RANGE_YEARS_MAX = 50;
const YEAR_MS = 366 * 86_400_000;

/**
 * A public answer that caches may keep for a moment. `tag` is what its ETag is made of: the
 * content without the time of its making.
 */
export function cachedJson(headers: Headers, body: unknown, tag: unknown, ageS: number): Response {
  const digest = createHash("sha256").update(JSON.stringify(tag)).digest("base64url").slice(0, 22);
  const etag = `W/"${digest}"`;
  const common = { "cache-control": `public, max-age=${ageS}`, etag };
  const known =
    headers
      .get("if-none-match")
      ?.split(",")
      .map((part) => part.trim()) ?? [];
  if (known.includes(etag)) return new Response(null, { status: 304, headers: common });
  return new Response(JSON.stringify(body), {
    headers: { "content-type": "application/json", ...common },
  });
}

const isOpen = (channel: string): channel is OpenChannel =>
  (OPEN_CHANNELS as readonly string[]).includes(channel);

export const openRoutes = (deps: RouteDeps, readStations: StationsReader): Route[] => [
  defineRoute({
    method: "get",
    path: "/open/stations",
    summary: "Bins and air stations with their latest values",
    access: "public",
    errors: ["store-unavailable"],
    answer: { schema: openStationsSchema },
    async handle({ headers }) {
      const stations = await readStations();
      if (!stations.ok) return stations;
      const tag = [stations.value.district, stations.value.stations];
      return ok(cachedJson(headers, stations.value, tag, STATIONS_AGE_S));
    },
  }),
  defineRoute({
    method: "get",
    path: "/open/stations/{id}",
    summary: "One bin or air station",
    access: "public",
    params: deviceParamsSchema,
    errors: ["not-found", "store-unavailable"],
    answer: { schema: openStationSchema },
    async handle({ params, headers }) {
      const stations = await readStations();
      if (!stations.ok) return stations;
      const station = stations.value.stations.find((entry) => entry.device === params.id);
      if (!station) return fail("not-found", `no station ${params.id}`);
      return ok(cachedJson(headers, station, station, STATIONS_AGE_S));
    },
  }),
  openSeriesRoute(deps),
];

/**
 * Why nobody may ask for these windows without an account; null when anybody may. Whole hours stand
 * ready; windows of another length are made from every reading in them, so that long ones would be
 * seconds of work for each question.
 */
function costOf({ from, to, every = 0 }: z.output<typeof seriesQuerySchema>) {
  if (every > HOUR_S && every % HOUR_S !== 0) {
    return fail("invalid-input", "windows longer than an hour are of whole hours");
  }
  return Date.parse(to) - Date.parse(from) > RANGE_YEARS_MAX * YEAR_MS
    ? fail("range-too-large", `at most ${RANGE_YEARS_MAX} years`)
    : null;
}

const openSeriesRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/open/series",
    summary: "Windows or raw readings of bins and air stations",
    access: "public",
    query: seriesQuerySchema,
    errors: ["not-found", "range-too-large", "store-unavailable"],
    answer: { schema: seriesAnswerSchema },
    async handle({ db, query, headers }) {
      const { channel } = query;
      if (!isOpen(channel)) return fail("invalid-input", "open channels are bin and air");
      const tooDear = costOf(query);
      if (tooDear) return tooDear;
      const fields = checkFields(channel, query.fields, OPERATIONAL_FIELDS);
      if (!fields.ok) return fields;
      const found = query.devices
        ? await devicesByIds(db, [...new Set(query.devices)])
        : await listDevices(db, {
            scope: "all",
            site: query.site,
            kind: channel,
            retired: false,
            afterId: "",
            limit: SERIES_DEVICES_MAX,
          });
      if (found.length > SERIES_DEVICES_MAX) {
        return fail("range-too-large", `more than ${SERIES_DEVICES_MAX} stations fit; name some`);
      }
      const stations = found.filter(
        (device) =>
          device.kind === channel &&
          device.retiredAt === null &&
          (query.site === undefined || device.site === query.site),
      );
      const known = new Set<string>(stations.map((device) => device.id));
      const missing = query.devices?.filter((id) => !known.has(id)) ?? [];
      if (missing.length > 0) return fail("not-found", `no station ${missing.join(", ")}`);
      const ids = stations.map((device) => device.id);
      const answer = await answerSeries(deps, { ...query, fields: [...fields.value] }, ids);
      if (!answer.ok) return answer;
      return ok(cachedJson(headers, answer.value, answer.value, SERIES_AGE_S));
    },
  });
