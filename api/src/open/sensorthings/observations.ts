import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Reading } from "@resik/contract/reading";
import { deviceIdSchema } from "@resik/contract/slug";
import type { ReadingSource, ScanQuery } from "@resik/readings/port";
import { toInstant } from "../../registry/device-row.ts";
import { sha256Hex } from "../../registry/secret-hash.ts";
import { matches, spanOf, type TimeSpan } from "./evaluate.ts";
import { datastreamIdOf, type Catalogue, type Datastream, type StaEntity } from "./model.ts";
import type { Options, PagePosition } from "./query.ts";
import { resolveIn, valueAt } from "./resolve.ts";

/**
 * Readings that one question may make the store read, all that it expands together; above it the
 * asker narrows the time.
 */
export const READ_MAX = 50_000;
/** What is left of it for the question at hand. */
export interface ReadBudget {
  left: number;
}
/** The first step back from the newest reading; the next ones are longer while they hold little. */
const STEP_BACK_MS = 10 * 60_000;
/** Readings of one step back. One that holds more is read anew in shorter steps. */
const STEP_READINGS_MAX = 2_000;
const STEP_CUT = 8;
/** Before this nobody measured anything here; also far below any store's retention. */
const EPOCH_MS = Date.UTC(2020, 0, 1);

export interface ObservationPage {
  entities: StaEntity[];
  /** Null unless it was asked for. */
  count: number | null;
  /** Where the next page begins; null when there is none. */
  next: PagePosition | null;
}

const MARK_DIGITS = 8;

/**
 * The identity of a reading within its millisecond. A hash, because boot and counter are the
 * device's own: they tell of its restarts and, for others' devices, of their network's addresses.
 */
const markOf = ({ boot, seq }: Reading): string =>
  sha256Hex(`observation ${boot} ${seq}`).slice(0, MARK_DIGITS);

const idOf = (stream: Datastream, reading: Reading): string =>
  `${datastreamIdOf(stream.station.device, stream.property.id)}.${reading.atMs}.${markOf(reading)}`;

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
  const match = /^([a-z0-9-]+)\.(\w+)\.(\d{1,15})\.([0-9a-f]{8})$/.exec(id);
  const stream = catalogue.datastreams.get(`${match?.[1]}.${match?.[2]}`);
  if (!match || !stream) return null;
  const fromMs = Number(match[3]);
  const { kind } = stream.station;
  const device = deviceIdSchema.parse(stream.station.device);
  let read = 0;
  for await (const reading of source.scan({ channel: kind, device, fromMs, toMs: fromMs + 1 })) {
    if (++read > READ_MAX) return null;
    if (markOf(reading) !== match[4]) continue;
    const entity = toObservation(stream, reading);
    return entity ? { stream, entity } : null;
  }
  return null;
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

export interface Question {
  source: ReadingSource;
  catalogue: Catalogue;
  budget: ReadBudget;
  nowMs: number;
}

/**
 * Observations of one datastream. Reads no more than the answer needs: rising from the earliest
 * time asked for or where the last page ended, falling in steps back from the newest reading.
 *
 * @returns `range-too-large` when it would have to read more than its budget.
 */
export async function listObservations(
  question: Question,
  stream: Datastream,
  options: Options,
): Promise<Result<ObservationPage, "invalid-input" | "range-too-large">> {
  const direction = directionOf(options);
  if (!direction.ok) return direction;
  const { budget } = question;
  const whole: TimeSpan = { fromMs: EPOCH_MS, toMs: question.nowMs + 24 * 3_600_000 };
  const span = spanOf(options.filter, "phenomenonTime", whole);
  const page = createPage(options, direction.value);
  const left = options.count ? span : fromPosition(span, options.after, direction.value);
  for await (const part of partsOf(question, stream, left, direction.value)) {
    for (const reading of part) {
      if (--budget.left < 0) return tooMany();
      const entity = toObservation(stream, reading);
      if (!entity || !fits(entity, stream, options, question)) continue;
      page.add(entity, reading.atMs);
      if (page.isFull() && !options.count) return ok(page.end());
    }
    if (budget.left < 0) return tooMany();
  }
  return ok(page.end());
}

const tooMany = () =>
  fail("range-too-large", `more than ${READ_MAX} readings; narrow phenomenonTime`);

/** What is left of a span after the pages before. */
function fromPosition(
  span: TimeSpan,
  after: Options["after"],
  direction: "rising" | "falling",
): TimeSpan {
  if (!after) return span;
  return direction === "rising"
    ? { ...span, fromMs: Math.max(span.fromMs, after.atMs) }
    : { ...span, toMs: Math.min(span.toMs, after.atMs + 1) };
}

/** Takes what fits in order, and keeps what belongs on the page. */
function createPage({ after, skip, top, count }: Options, direction: "rising" | "falling") {
  const entities: StaEntity[] = [];
  let matched = 0;
  let toSkip = skip;
  let hasMore = false;
  /** Up to where it was read: so many at this time. */
  let at: PagePosition = { atMs: Number.NaN, taken: 0 };
  let last: PagePosition | null = null;

  function isOnEarlierPage(): boolean {
    if (!after) return false;
    if (at.atMs === after.atMs) return at.taken <= after.taken;
    return direction === "rising" ? at.atMs < after.atMs : at.atMs > after.atMs;
  }

  return {
    add(entity: StaEntity, atMs: number): void {
      matched++;
      at = { atMs, taken: at.atMs === atMs ? at.taken + 1 : 1 };
      if (isOnEarlierPage() || toSkip-- > 0) return;
      if (entities.length >= top) {
        hasMore = true;
        return;
      }
      entities.push(entity);
      last = at;
    },
    isFull: () => hasMore,
    end: (): ObservationPage => ({
      entities,
      count: count ? matched : null,
      next: hasMore ? last : null,
    }),
  };
}

function fits(
  entity: StaEntity,
  stream: Datastream,
  { filter }: Options,
  { catalogue }: Question,
): boolean {
  if (!filter) return true;
  return matches(filter, ([first = "", ...rest]) => {
    if (first === "id" || first === "@iot.id") return entity.id;
    if (first === "Datastream") {
      const own = catalogue.find("Datastreams", stream.id);
      return own ? resolveIn(catalogue, "Datastreams", own, rest) : undefined;
    }
    return valueAt(entity.properties, [first, ...rest]);
  });
}

/** Readings part by part; within a part in the direction asked for. */
async function* partsOf(
  question: Question,
  { station }: Datastream,
  span: TimeSpan,
  direction: "rising" | "falling",
): AsyncGenerator<readonly Reading[]> {
  const device = deviceIdSchema.parse(station.device);
  const channel = station.kind;
  if (span.fromMs >= span.toMs) return;
  if (direction === "falling") return yield* partsBack(question, { channel, device }, span);
  for await (const reading of question.source.scan({ channel, device, ...span })) yield [reading];
}

/**
 * Parts from the newest reading back, each with its newest reading first. A step that holds more
 * than may be read at once is no part: what was read of it are its oldest readings. They are taken
 * off the budget, and shorter steps are tried; a part without readings says that it is used up.
 */
async function* partsBack(
  { source, budget }: Question,
  series: Pick<ScanQuery, "channel" | "device">,
  { fromMs, toMs }: TimeSpan,
): AsyncGenerator<readonly Reading[]> {
  const newest = (await source.latest(series))[0];
  if (!newest) return;
  let endMs = Math.min(toMs, newest.atMs + 1);
  let stepMs = STEP_BACK_MS;
  while (endMs > fromMs) {
    const startMs = Math.max(fromMs, endMs - stepMs);
    const isShortest = endMs - startMs === 1;
    const most = isShortest ? budget.left : Math.min(STEP_READINGS_MAX, budget.left);
    const part: Reading[] = [];
    for await (const reading of source.scan({ ...series, fromMs: startMs, toMs: endMs })) {
      if (part.push(reading) > most) break;
    }
    if (part.length > most) {
      budget.left -= part.length;
      if (budget.left < 0) return yield [];
      stepMs = Math.ceil((endMs - startMs) / STEP_CUT);
      continue;
    }
    yield part.reverse();
    endMs = startMs;
    if (part.length <= STEP_READINGS_MAX / 2) stepMs *= 2;
  }
}
