import type { DerivedPoint } from "@resik/contract/measurement";
import { ROLLUP_MS } from "@resik/contract/series";
import type { Clock } from "@resik/kit/clock";
import { StoreUnavailableError, type ReadingStore, type SeriesHour } from "@resik/readings/port";
import type { IngestEvents } from "../events.ts";
import { binDerivation } from "./bin-derivation.ts";
import { planReads, type Read } from "./affected-hours.ts";
import type { Derivation } from "./derivation.ts";
import { createHourCache } from "./hour-cache.ts";
import { createIspuDerivation } from "./ispu-derivation.ts";
import { createPendingHours, type PendingSeries } from "./pending-hours.ts";

/** Points of one write. */
const POINTS_MAX = 1_000;
/** Series-hours that may wait; above it they are forgotten and the newest are derived anew. */
const PENDING_MAX = 200_000;
/** Series whose newest hours are kept in memory, by kind of point: 10 kB of a station, 50 of a bin. */
const CACHED_SERIES_MAX = 2_000;
/** Hours kept beyond those that the newest hour needs: a reading late by a day is cheap, too. */
const CACHE_SLACK_HOURS = 24;
/** Hours that are derived before others get their turn. */
const HOURS_A_TURN = 100;
/** What is derived anew at the start: the screens' newest two days. */
const SWEEP_HOURS = 48;

export interface Projection {
  /** Notes hours that changed; their points are derived by the next `run`. */
  touch(hours: readonly SeriesHour[]): void;
  /**
   * Derives the points of all noted hours and of the hours after them that depend on them. What
   * could not be read or written stays noted.
   *
   * @throws the first failure, after everything else was tried (nothing more is tried when the
   * store is away).
   */
  run(signal: AbortSignal): Promise<void>;
  pending(): number;
}

export interface ProjectionOptions {
  clock: Clock;
  store: ReadingStore;
  events: IngestEvents;
  /** Share of 24 hours below which an ISPU is provisional. */
  completeRatioMin: number;
  pendingMax?: number;
}

/**
 * Keeps the points that are derived from hours, for a store whose screens cannot derive.
 *
 * What waits lives in memory alone, after the roll-up has counted its hours as done. So that a crash
 * between the two leaves no hole, the first run derives the last 48 hours of every device anew.
 * Late hours that are older than that, rolled up in the moment before a crash, are derived when
 * the hour or one of those before it is written to again.
 */
export function createProjection(options: ProjectionOptions): Projection {
  const { clock, events, pendingMax = PENDING_MAX } = options;
  const pending = createPendingHours();
  const lanes = [createIspuDerivation(options.completeRatioMin), binDerivation].map((derivation) =>
    createLane(derivation, options),
  );
  let sweepDue = true;

  return {
    touch(hours) {
      pending.add(hours);
      if (pending.size() <= pendingMax) return;
      events.projectionForgotten(pending.size());
      pending.clear();
      sweepDue = true;
    },
    async run(signal) {
      if (sweepDue) {
        for (const { channel } of lanes) pending.add(await newestHours(options, channel));
        sweepDue = false;
      }
      let failure: unknown = null;
      for (const lane of lanes) {
        const left = await lane.run(pending.take(lane.channel), hourOf(clock.nowMs()), signal);
        pending.putBack(left.series);
        failure ??= left.failure;
        if (failure instanceof StoreUnavailableError) break;
      }
      if (failure !== null) throw failure;
    },
    pending: () => pending.size(),
  };
}

const hourOf = (ms: number): number => Math.floor(ms / ROLLUP_MS) * ROLLUP_MS;

/** The last hours of every device that reported in them. */
async function newestHours(
  { clock, store }: ProjectionOptions,
  channel: Derivation["channel"],
): Promise<SeriesHour[]> {
  const lastMs = hourOf(clock.nowMs());
  const newest = await store.latest({ channel });
  return newest
    .filter(({ atMs }) => atMs > lastMs - SWEEP_HOURS * ROLLUP_MS)
    .flatMap(({ site, device }) =>
      Array.from({ length: SWEEP_HOURS }, (_, index) => ({
        channel,
        site,
        device,
        hourMs: lastMs - index * ROLLUP_MS,
      })),
    );
}

/** What was not done, and why. */
interface Left {
  series: PendingSeries[];
  failure: unknown;
}

interface Lane {
  channel: Derivation["channel"];
  run(series: PendingSeries[], lastMs: number, signal: AbortSignal): Promise<Left>;
}

/** One kind of point: reads, derives and writes some series at a time. */
function createLane(derivation: Derivation, { clock, store, events }: ProjectionOptions): Lane {
  const cache = createHourCache(CACHED_SERIES_MAX);
  const keptHours = derivation.hoursBefore + CACHE_SLACK_HOURS;

  async function write(points: DerivedPoint[]): Promise<void> {
    if (points.length === 0) return;
    await store.project(points);
    events.projected(points.length);
  }

  async function perform(read: Read, lastMs: number, signal: AbortSignal): Promise<void> {
    await readHours(store, derivation, read);
    let points: DerivedPoint[] = [];
    let sinceTurn = 0;
    for (const { series, affected, hours, reachesNow } of read.series) {
      for (const hourMs of affected) {
        if (++sinceTurn % HOURS_A_TURN === 0) await clock.sleep(0, signal);
        const fields = derivation.derive(hours.values, hourMs);
        if (fields === null) continue;
        const { site, device } = series;
        points.push({ measurement: derivation.measurement, site, device, atMs: hourMs, fields });
        if (points.length < POINTS_MAX) continue;
        await write(points);
        points = [];
      }
      // Only now: what is kept is less than what the oldest of these hours needed.
      if (reachesNow) cache.set(series, hours, lastMs - keptHours * ROLLUP_MS);
      else cache.forget(series);
    }
    await write(points);
  }

  return {
    channel: derivation.channel,
    async run(series, lastMs, signal) {
      const left: Left = { series: [], failure: null };
      for (const read of planReads(series, cache, derivation, lastMs)) {
        const isPointless = signal.aborted || left.failure instanceof StoreUnavailableError;
        try {
          if (!isPointless) await perform(read, lastMs, signal);
          else left.series.push(...read.series.map((one) => one.series));
        } catch (error) {
          left.failure ??= error;
          left.series.push(...read.series.map((one) => one.series));
        }
      }
      return left;
    },
  };
}

/** Reads what changed, or everything of a series that is not known, into the hours of each. */
async function readHours(
  store: ReadingStore,
  { channel, fields, aggregate }: Derivation,
  { fromMs, toMs, series }: Read,
): Promise<void> {
  const answers = await store.series({
    channel,
    fields,
    devices: [...new Set(series.map((one) => one.series.device))],
    fromMs,
    toMs,
    everyMs: ROLLUP_MS,
    aggregate,
    alignMs: 0,
    pointsMax: (toMs - fromMs) / ROLLUP_MS,
  });
  const answerBySeries = new Map(answers.map((one) => [`${one.site}/${one.device}`, one]));
  for (const { series: one, hours } of series) {
    for (let hourMs = fromMs; hourMs < toMs; hourMs += ROLLUP_MS) hours.values.delete(hourMs);
    const answer = answerBySeries.get(`${one.site}/${one.device}`);
    answer?.atMs.forEach((hourMs, index) =>
      hours.values.set(
        hourMs,
        fields.map((name) => answer.values[name]?.[index] ?? null),
      ),
    );
  }
}
