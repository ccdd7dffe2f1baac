import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Reading } from "@resik/contract/reading";
import { deviceIdSchema } from "@resik/contract/slug";
import type { ReadingSource } from "@resik/readings/port";
import { toInstant } from "../../registry/device-row.ts";
import { matches, spanOf, type TimeSpan } from "./evaluate.ts";
import { datastreamIdOf, type Catalogue, type Datastream, type StaEntity } from "./model.ts";
import type { Options } from "./query.ts";

/** Readings that one question may make the store read; above it the asker narrows the time. */
export const READ_MAX = 50_000;
/** The first step back from the newest reading; each further one is twice as long. */
const STEP_BACK_MS = 6 * 3_600_000;
/** Before this nobody measured anything here; also far below any store's retention. */
const EPOCH_MS = Date.UTC(2020, 0, 1);

export interface ObservationPage {
  entities: StaEntity[];
  /** Null unless it was asked for. */
  count: number | null;
  hasMore: boolean;
}

const idOf = (stream: Datastream, { boot, seq }: Reading): string =>
  `${datastreamIdOf(stream.station.device, stream.property.id)}.${boot}.${seq}`;

/** An observation; null where the reading says nothing of this property ("no echo" is no level). */
function toObservation(stream: Datastream, reading: Reading): StaEntity | null {
  const result = reading.fields[stream.property.id];
  if (typeof result !== "number") return null;
  return {
    id: idOf(stream, reading),
    properties: {
      phenomenonTime: toInstant(reading.atMs),
      resultTime: toInstant(reading.receivedAtMs),
      result,
      parameters: { quality: reading.quality },
    },
  };
}

/** The one observation with this id; null when there is none. */
export async function findObservation(
  source: ReadingSource,
  catalogue: Catalogue,
  id: string,
): Promise<{ stream: Datastream; entity: StaEntity } | null> {
  const match = /^([a-z0-9-]+)\.(\w+)\.([A-Za-z0-9_-]{4,40})\.(\d{1,10})$/.exec(id);
  const stream = catalogue.datastreams.get(`${match?.[1]}.${match?.[2]}`);
  if (!match?.[3] || !match[4] || !stream) return null;
  const { device, kind } = stream.station;
  const identity = { channel: kind, device, boot: match[3], seq: Number(match[4]) };
  const reading = await source.reading(identity);
  const entity = reading ? toObservation(stream, reading) : null;
  return entity ? { stream, entity } : null;
}

/** Properties by which observations can be put in order: only the time is read in order. */
function directionOf({ orderBy }: Options): Result<"rising" | "falling", "invalid-input"> {
  const [first, ...more] = orderBy;
  if (!first) return ok("rising");
  if (more.length > 0 || first.path.join("/") !== "phenomenonTime") {
    return fail("invalid-input", "$orderby: observations are ordered by phenomenonTime");
  }
  return ok(first.descending ? "falling" : "rising");
}

/**
 * Observations of one datastream. Reads no more than the answer needs: rising from the earliest
 * time asked for, falling in steps back from the newest reading.
 *
 * @returns `range-too-large` when it would have to read more than `READ_MAX` readings.
 */
export async function listObservations(
  source: ReadingSource,
  stream: Datastream,
  options: Options,
  nowMs: number,
): Promise<Result<ObservationPage, "invalid-input" | "range-too-large">> {
  const direction = directionOf(options);
  if (!direction.ok) return direction;
  const whole: TimeSpan = { fromMs: EPOCH_MS, toMs: nowMs + 24 * 3_600_000 };
  const span = spanOf(options.filter, "phenomenonTime", whole);
  const wanted = options.skip + options.top + 1;
  const found: StaEntity[] = [];
  let read = 0;
  let matched = 0;
  for await (const part of partsOf(source, stream, span, direction.value)) {
    for (const reading of part) {
      if (++read > READ_MAX) {
        return fail("range-too-large", `more than ${READ_MAX} readings; narrow phenomenonTime`);
      }
      const entity = toObservation(stream, reading);
      if (!entity || !fits(entity, stream, options)) continue;
      matched++;
      if (matched > options.skip && matched <= options.skip + options.top) found.push(entity);
      if (matched >= wanted && !options.count) return ok(pageOf(found, null, true));
    }
  }
  const hasMore = matched > options.skip + options.top;
  return ok(pageOf(found, options.count ? matched : null, hasMore));
}

const pageOf = (entities: StaEntity[], count: number | null, hasMore: boolean) => ({
  entities,
  count,
  hasMore,
});

function fits(entity: StaEntity, stream: Datastream, { filter }: Options): boolean {
  if (!filter) return true;
  return matches(filter, ([first = "", ...rest]) => {
    if (first === "Datastream") return rest.join("/") === "id" ? stream.id : undefined;
    if (first === "id" || first === "@iot.id") return entity.id;
    return rest.reduce<unknown>(
      (value, name) => (isObject(value) ? value[name] : undefined),
      entity.properties[first],
    );
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Readings part by part; within a part in the direction asked for. */
async function* partsOf(
  source: ReadingSource,
  { station }: Datastream,
  { fromMs, toMs }: TimeSpan,
  direction: "rising" | "falling",
): AsyncGenerator<Iterable<Reading>> {
  const device = deviceIdSchema.parse(station.device);
  const scan = (from: number, to: number) =>
    source.scan({ channel: station.kind, device, fromMs: from, toMs: to });
  if (fromMs >= toMs) return;
  if (direction === "rising") {
    for await (const reading of scan(fromMs, toMs)) yield [reading];
    return;
  }
  const newest = (await source.latest({ channel: station.kind, device }))[0];
  if (!newest) return;
  let endMs = Math.min(toMs, newest.atMs + 1);
  for (let stepMs = STEP_BACK_MS; endMs > fromMs; stepMs *= 2) {
    const startMs = Math.max(fromMs, endMs - stepMs);
    const part: Reading[] = [];
    for await (const reading of scan(startMs, endMs)) {
      part.push(reading);
      // One more than may be read is enough to be refused.
      if (part.length > READ_MAX) break;
    }
    yield part.toReversed();
    endMs = startMs;
  }
}
