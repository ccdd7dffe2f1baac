import type { Quality } from "@resik/contract/payload/quality";
import type { Reading } from "@resik/contract/reading";
import { AGGREGATES, type Aggregate } from "@resik/contract/series";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { compareInInstant } from "../instant-order.ts";
import type { SeriesQuery } from "../port.ts";
import {
  airReading,
  batchOf,
  HOUR_MS,
  MINUTE_MS,
  seriesQuery,
  START_MS,
} from "../reading.fixture.ts";
import type { ReadingStoreFactory } from "../store.suite.ts";

const FIELD_NAMES = ["pm25UgM3", "pm10UgM3"] as const;
const SPAN_MS = 50 * HOUR_MS;

/** Whole numbers: sums are then exact, whatever the order they are made in. */
const value = fc.integer({ min: 0, max: 1_000 });
const anyReading = fc
  .record({
    boot: fc.constantFrom("boot-a", "boot-b", "boot-c"),
    seq: fc.integer({ min: 0, max: 30 }),
    offset: fc.integer({ min: 0, max: 200 }),
    quality: fc.constantFrom<Quality>("ok", "ok", "tilted", "warming-up", "sensor-fault"),
    pm25UgM3: fc.option(value, { nil: undefined }),
    pm10UgM3: fc.option(value, { nil: undefined }),
  })
  .map(({ boot, seq, offset, quality, pm25UgM3, pm10UgM3 }): Reading => {
    // Coarse times, so that several readings meet in one instant.
    const atMs = START_MS + Math.floor((offset * SPAN_MS) / 200);
    const fields = {
      ...(pm25UgM3 === undefined ? {} : { pm25UgM3 }),
      ...(pm10UgM3 === undefined ? {} : { pm10UgM3 }),
    };
    return airReading({ boot, seq, atMs, quality, fields });
  });

/** Writes of batches with roll-ups between them, in whatever order. */
const anyHistory = fc.array(
  fc.record({
    readings: fc.array(anyReading, { maxLength: 25 }),
    rollUpHours: fc.constantFrom(0, 3, 1_000),
    again: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

const anyQuery = fc
  .record({
    from: fc.integer({ min: -3, max: 60 }),
    length: fc.integer({ min: 0, max: 60 }),
    cutMs: fc.constantFrom(0, 17 * MINUTE_MS),
    everyMs: fc.constantFrom(0, 10 * MINUTE_MS, HOUR_MS, 5 * HOUR_MS, 24 * HOUR_MS, 72 * HOUR_MS),
    alignMs: fc.constantFrom(0, 7 * HOUR_MS, 5.5 * HOUR_MS),
    aggregate: fc.constantFrom<Aggregate>(...AGGREGATES),
    pointsMax: fc.constantFrom(2, 5_000),
  })
  .map(({ from, length, cutMs, ...rest }) => {
    const fromMs = START_MS + from * HOUR_MS + cutMs;
    const fields = [...FIELD_NAMES];
    return seriesQuery({ ...rest, fields, fromMs, toMs: fromMs + length * HOUR_MS + cutMs });
  });

/** What the port says, in the plainest way that can be written down. */
function modelSeries(stored: readonly Reading[], query: SeriesQuery) {
  const { fromMs, toMs, everyMs, alignMs, pointsMax } = query;
  const inRange = stored
    .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
    .sort((a, b) => a.atMs - b.atMs || compareInInstant(a, b));
  const points = everyMs === 0 ? rawPoints(inRange) : windowPoints(inRange, query);
  const kept = points.slice(0, pointsMax);
  if (kept.length === 0) return [];
  const values = Object.fromEntries(
    FIELD_NAMES.map((name, index) => [name, kept.map((point) => point.values[index])]),
  );
  const { device, site } = airReading();
  const truncated = points.length > pointsMax;
  return [{ device, site, atMs: kept.map(({ atMs }) => atMs), values, truncated }];

  function windowPoints(readings: Reading[], { aggregate }: SeriesQuery) {
    const good = readings.filter((r) => r.quality !== "warming-up" && r.quality !== "sensor-fault");
    const startOf = (atMs: number) => Math.floor((atMs + alignMs) / everyMs) * everyMs - alignMs;
    return [...Map.groupBy(good, ({ atMs }) => startOf(atMs))]
      .map(([atMs, group]) => ({
        atMs,
        values: FIELD_NAMES.map((name) =>
          reduce(
            group.map(({ fields }) => fields[name]).filter((v) => typeof v === "number"),
            aggregate,
          ),
        ),
      }))
      .filter((point) => point.values.some((v) => v !== null));
  }
}

const rawPoints = (readings: Reading[]) =>
  readings.map(({ atMs, fields }) => ({
    atMs,
    values: FIELD_NAMES.map((name) => fields[name] ?? null),
  }));

function reduce(values: number[], aggregate: Aggregate): number | null {
  if (values.length === 0) return null;
  const sum = values.reduce((a, b) => a + b, 0);
  const results: Record<Aggregate, number | undefined> = {
    mean: sum / values.length,
    min: Math.min(...values),
    max: Math.max(...values),
    sum,
    count: values.length,
    last: values.at(-1),
  };
  return results[aggregate] ?? null;
}

/** A store of its own for each history, since a history says what a whole store holds. */
export function describeSeriesModel(factory: ReadingStoreFactory): void {
  it("answers any series like a plain model, whatever the order of arrival", async () => {
    const property = fc.asyncProperty(
      anyHistory,
      fc.array(anyQuery, { minLength: 1, maxLength: 6 }),
      async (history, queries) => {
        const { store, source, remove } = await factory.open();
        try {
          const stored = new Map<string, Reading>();
          for (const { readings, rollUpHours, again } of history) {
            // What a store does with other content under one identity is not promised.
            const honest = readings.filter(
              (r) => !stored.has(`${r.boot} ${r.seq}`) && stored.set(`${r.boot} ${r.seq}`, r),
            );
            await store.write(batchOf(honest));
            if (again) await store.write(batchOf(honest.toReversed()));
            if (rollUpHours > 0) await store.rollUp(rollUpHours);
          }
          for (const query of queries) {
            expect(await source.series(query)).toEqual(modelSeries([...stored.values()], query));
          }
        } finally {
          await remove();
        }
      },
    );
    await fc.assert(property, { numRuns: factory.modelRuns });
  });
}
