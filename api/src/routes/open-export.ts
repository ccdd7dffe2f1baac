import { fail, ok } from "@resik/contract/error-code";
import { deviceIdSchema } from "@resik/contract/slug";
import { instantSchema } from "@resik/contract/http/readings";
import type { Reading } from "@resik/contract/reading";
import { z } from "zod";
import type { RouteDeps } from "../deps.ts";
import { networkOf } from "../http/peer.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { apiUrlOf, cacheScopeOf } from "../open/api-url.ts";
import { observedProperties } from "../open/observed-property.ts";
import { toInstant } from "../registry/device-row.ts";
import { findLiveDevice } from "../registry/devices.ts";
import { CSV, NDJSON, csvLine, type ExportFormat } from "./export-format.ts";
import { exportStream } from "./export.ts";
import { OPEN_CHANNELS, openFields, type OpenChannel } from "./open-data.ts";

/** Public exports at once, beside those of staff; one more is refused with `too-many-streams`. */
const OPEN_EXPORTS_MAX = 4;
/** Of one network: nobody takes all of them by not reading. */
const NETWORK_EXPORTS_MAX = 2;
/**
 * One that takes longer, however steadily it is read, gives its place to others and ends as a broken
 * transfer.
 */
export const EXPORT_MS_MAX = 20 * 60_000;
/** Days of one export; a year is fetched month by month. */
const DAYS_MAX = 31;
const DAY_MS = 24 * 3_600_000;

const querySchema = z.object({
  channel: z.enum(OPEN_CHANNELS),
  device: deviceIdSchema.optional(),
  from: instantSchema,
  to: instantSchema,
  format: z.enum(["csv", "ndjson"]).default("csv"),
});

/** What the public sees of a reading: nothing by which a device could be imitated. */
const FIXED = ["site", "device", "channel", "at", "receivedAt", "quality"] as const;
const fixedOf = (reading: Reading) => ({
  site: reading.site,
  device: reading.device,
  channel: reading.channel,
  at: toInstant(reading.atMs),
  receivedAt: toInstant(reading.receivedAtMs),
  quality: reading.quality,
});

/** The staff's formats without what is not for everybody. */
function openFormat(format: "csv" | "ndjson", channel: OpenChannel): ExportFormat {
  if (format === "ndjson") {
    const row = (reading: Reading): string =>
      `${JSON.stringify({ ...fixedOf(reading), fields: openFields(reading.fields) })}\n`;
    return { ...NDJSON, row };
  }
  const names = observedProperties(channel).map(({ id }) => id);
  return {
    ...CSV,
    head: () => csvLine([...FIXED, ...names]),
    row(reading) {
      const fixed = fixedOf(reading);
      return csvLine([
        ...FIXED.map((name) => fixed[name]),
        ...names.map((name) => reading.fields[name]),
      ]);
    },
  };
}

/** Raw open readings; `Link: rel="describedby"` leads to what the columns mean. */
export function openExportRoute(deps: RouteDeps): Route {
  const { source, events, clock } = deps;
  const places = createPlaces();
  return defineRoute({
    method: "get",
    path: "/open/export",
    summary: `Raw readings of bins and air stations as CSV or NDJSON, at most ${DAYS_MAX} days`,
    access: "public",
    rate: "lookup",
    query: querySchema,
    errors: ["not-found", "range-too-large", "too-many-streams"],
    answer: { contentTypes: [CSV.contentType, NDJSON.contentType] },
    async handle({ db, query, headers, peer }) {
      const { channel, device } = query;
      const fromMs = Date.parse(query.from);
      const toMs = Date.parse(query.to);
      if (fromMs >= toMs) return fail("invalid-input", "from must be before to");
      if (toMs - fromMs > DAYS_MAX * DAY_MS) {
        return fail("range-too-large", `at most ${DAYS_MAX} days at once`);
      }
      if (device !== undefined) {
        const found = await findLiveDevice(db, device);
        if (!found.ok || found.value.kind !== channel) {
          return fail("not-found", `no station ${device}`);
        }
      }
      const leave = places.enter(networkOf(peer));
      if (!leave) return fail("too-many-streams", "other exports are running");
      const late = new AbortController();
      const timer = clock.after(EXPORT_MS_MAX, () => {
        late.abort();
        leave();
      });
      const scan = { channel, fromMs, toMs, ...(device === undefined ? {} : { device }) };
      const format = openFormat(query.format, channel);
      const body = exportStream(readingsOf(source.scan(scan), late.signal), {
        head: format.head(channel),
        format,
        clock,
        onEnd(error) {
          timer.cancel();
          leave();
          if (error !== null) events.exportCut(error);
        },
      });
      const name = `resik-${channel}-${query.from.slice(0, 10)}-${query.to.slice(0, 10)}`;
      return ok(
        new Response(body, {
          headers: {
            "content-type": format.contentType,
            "content-disposition": `attachment; filename="${name}.${format.extension}"`,
            "cache-control": `${cacheScopeOf(deps)}, max-age=60`,
            link: `<${apiUrlOf(deps, headers)}/open/catalogue>; rel="describedby"`,
          },
        }),
      );
    },
  });
}

async function* readingsOf(
  readings: AsyncIterable<Reading>,
  late: AbortSignal,
): AsyncGenerator<Reading> {
  for await (const reading of readings) {
    if (late.aborted) throw new Error("the export was read too slowly");
    yield reading;
  }
}

/** Who has an export under way; a place is left once, however often it is said. */
function createPlaces() {
  const taken: string[] = [];
  return {
    enter(network: string): (() => void) | null {
      const own = taken.filter((one) => one === network).length;
      if (taken.length >= OPEN_EXPORTS_MAX || own >= NETWORK_EXPORTS_MAX) return null;
      taken.push(network);
      let isOver = false;
      return () => {
        if (!isOver) taken.splice(taken.indexOf(network), 1);
        isOver = true;
      };
    },
  };
}
