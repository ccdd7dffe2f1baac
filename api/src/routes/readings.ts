import { isAskedChannel } from "@resik/contract/channel";
import { fail, ok, type Result } from "@resik/contract/error-code";
import {
  latestAnswerSchema,
  latestQuerySchema,
  seriesAnswerSchema,
  seriesQuerySchema,
  type SeriesAnswer,
} from "@resik/contract/http/readings";
import type { DeviceKind } from "@resik/contract/http/registry";
import { SERIES_DEVICES_MAX } from "@resik/contract/limits";
import { DAY_ALIGN_MS } from "@resik/contract/series";
import { deviceIdSchema, type DeviceId } from "@resik/contract/slug";
import type { z } from "zod";
import { isInScope, type SiteScope } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { askStore, toReadingView } from "../readings-access.ts";
import { devicesByIds, listDevices } from "../registry/devices.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { findVisibleDevice } from "./device-access.ts";
import { checkFields, planSeries } from "./series-plan.ts";

type SeriesInput = z.output<typeof seriesQuerySchema>;

export const readingRoutes = (deps: RouteDeps): Route[] => [latestRoute(deps), seriesRoute(deps)];

const latestRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/readings/latest",
    summary: "The newest reading of each device and channel",
    access: "site",
    query: latestQuerySchema,
    errors: ["not-found", "not-allowed", "store-unavailable"],
    answer: { schema: latestAnswerSchema },
    async handle({ db, scope, query }) {
      if (query.device !== undefined) {
        const device = await findVisibleDevice(db, scope, query.device);
        if (!device.ok) return device;
      }
      const mayAsk = query.site === undefined || isInScope(scope, query.site);
      if (!mayAsk) return fail("not-allowed", `${query.site} is not a site of yours`);
      const { channel, site, device } = query;
      const latest = await askStore(deps, (source) =>
        source.latest({
          ...(channel === undefined ? {} : { channel }),
          ...(site === undefined ? {} : { site }),
          ...(device === undefined ? {} : { device }),
        }),
      );
      if (!latest.ok) return latest;
      const visible = latest.value.filter(
        (reading) => isAskedChannel(reading.channel) && isInScope(scope, reading.site),
      );
      return ok({ readings: visible.map(toReadingView) });
    },
  });

const seriesRoute = (deps: RouteDeps): Route =>
  defineRoute({
    method: "get",
    path: "/readings/series",
    summary: "Windows or raw readings of some devices",
    access: "site",
    query: seriesQuerySchema,
    errors: ["not-found", "not-allowed", "range-too-large", "store-unavailable"],
    answer: { schema: seriesAnswerSchema },
    async handle({ db, scope, query }) {
      const fields = checkFields(query.channel, query.fields);
      if (!fields.ok) return fields;
      const devices = await chooseDevices(db, scope, query);
      if (!devices.ok) return devices;
      return answerSeries(deps, { ...query, fields: [...fields.value] }, devices.value);
    },
  });

/** Kinds whose devices speak on a channel; null when any may. */
const KIND_BY_CHANNEL = {
  bin: "bin",
  air: "air",
  scale: "scale",
  status: null,
} as const satisfies Record<Exclude<SeriesInput["channel"], "deposit">, DeviceKind | null>;

/** A waste bank announces its deposits under its own id, as if it were a device. */
async function chooseBanks(
  db: RegistryDb,
  scope: SiteScope,
  { devices, site }: Pick<SeriesInput, "devices" | "site">,
): Promise<Result<DeviceId[]>> {
  const rows = await db.selectFrom("sites").select("id").where("kind", "=", "waste-bank").execute();
  const banks = rows.filter(({ id }) => isInScope(scope, id)).map(({ id }) => id);
  const fit = site === undefined ? banks : banks.filter((id) => id === site);
  const named = new Set<string>(devices ?? fit);
  const missing = [...named].filter((id) => !fit.includes(id));
  if (missing.length > 0) {
    return scope === "all"
      ? fail("not-found", `no waste bank ${missing.join(", ")}`)
      : fail("not-allowed", "a waste bank is not one of yours");
  }
  if (named.size > SERIES_DEVICES_MAX) {
    return fail("range-too-large", `more than ${SERIES_DEVICES_MAX} waste banks fit; name some`);
  }
  return ok([...named].map((id) => deviceIdSchema.parse(id)));
}

/**
 * The devices a series is about: those named, else those of the site, else all that fit the
 * channel, as long as they are few enough for one answer. Of deposits it is about waste banks.
 */
export async function chooseDevices(
  db: RegistryDb,
  scope: SiteScope,
  query: Pick<SeriesInput, "devices" | "site" | "channel">,
): Promise<Result<DeviceId[]>> {
  if (query.site !== undefined && !isInScope(scope, query.site)) {
    return fail("not-allowed", `${query.site} is not a site of yours`);
  }
  const { channel } = query;
  if (channel === "deposit") return chooseBanks(db, scope, query);
  if (query.devices) {
    const named = [...new Set(query.devices)];
    const found = await devicesByIds(db, named);
    if (scope !== "all" && !namesOnly(found, named, (site) => scope.has(site))) {
      return fail("not-allowed", "a device is not at a site of yours");
    }
    const known = found.filter((device) => query.site === undefined || device.site === query.site);
    const missing = named.filter((id) => !known.some((device) => device.id === id));
    if (missing.length > 0) return fail("not-found", `no device ${missing.join(", ")}`);
    return ok(known.map((device) => device.id));
  }
  const all = await listDevices(db, {
    scope,
    site: query.site,
    kind: KIND_BY_CHANNEL[channel] ?? undefined,
    retired: false,
    afterId: "",
    limit: SERIES_DEVICES_MAX,
  });
  if (all.length > SERIES_DEVICES_MAX) {
    const detail = `more than ${SERIES_DEVICES_MAX} devices fit; name some, or a site`;
    return fail("range-too-large", detail);
  }
  return ok(all.map((device) => device.id));
}

const namesOnly = (
  found: readonly { site: string }[],
  named: readonly string[],
  isAllowed: (site: string) => boolean,
): boolean => found.length === named.length && found.every((device) => isAllowed(device.site));

/** Asks the store for devices that the asker may see. */
export async function answerSeries(
  deps: RouteDeps,
  query: SeriesInput,
  devices: readonly DeviceId[],
): Promise<Result<SeriesAnswer>> {
  const { channel, fields, from, to, every, aggregate = "mean" } = query;
  const plan = planSeries({ from, to, every, devices: devices.length });
  if (!plan.ok) return plan;
  const { fromMs, toMs, everyS, pointsMax } = plan.value;
  if (devices.length === 0) return ok({ channel, everyS, aggregate, series: [] });
  const columns = await askStore(deps, (source) =>
    source.series({
      channel,
      fields,
      devices,
      fromMs,
      toMs,
      everyMs: everyS * 1_000,
      aggregate,
      alignMs: DAY_ALIGN_MS,
      // A range that starts inside a window touches one more than fit in its length.
      pointsMax: pointsMax + 1,
    }),
  );
  if (!columns.ok) return columns;
  const series = columns.value.map(({ device, site, atMs, values, truncated }) => ({
    device,
    site,
    at: atMs,
    values,
    ...(truncated ? { truncated } : {}),
  }));
  return ok({ channel, everyS, aggregate, series });
}
