import { createRandom } from "@resik/kit/random";
import type { SeriesHour } from "@resik/readings/port";
import { describe, expect, it } from "vitest";
import { affectedHours, planReads, type Read } from "./affected-hours.ts";
import { createHourCache } from "./hour-cache.ts";
import { createIspuDerivation } from "./ispu-derivation.ts";
import { createPendingHours, type PendingSeries } from "./pending-hours.ts";

const HOUR_MS = 3_600_000;
const at = (...hours: number[]): number[] => hours.map((hour) => hour * HOUR_MS);
const ispu = createIspuDerivation(0.75);
const LAST_MS = 1_000 * HOUR_MS;

/** Pending hours of so many stations. */
function stations(count: number, hours: readonly number[]): PendingSeries[] {
  const pending = createPendingHours();
  for (let station = 0; station < count; station++) {
    pending.add(
      hours.map((hourMs) => {
        const hour = { channel: "air", site: "site-1", device: `air-${station}`, hourMs };
        // Slugs by their looks; nothing here depends on the brand.
        return hour as SeriesHour;
      }),
    );
  }
  return pending.take("air");
}
const plan = (pending: PendingSeries[], cache = createHourCache(1_000)): Read[] => [
  ...planReads(pending, cache, ispu, LAST_MS),
];

describe("affected hours", () => {
  it("are the changed ones and those that look back to them, up to the last", () => {
    expect(affectedHours(at(5), 3, 100 * HOUR_MS)).toEqual(at(5, 6, 7, 8));
    expect(affectedHours(at(5), 3, 6 * HOUR_MS)).toEqual(at(5, 6));
    expect(affectedHours(at(7, 5), 2, 100 * HOUR_MS)).toEqual(at(5, 6, 7, 8, 9));
    expect(affectedHours(at(5, 50), 1, 100 * HOUR_MS)).toEqual(at(5, 6, 50, 51));
  });

  it("hold a changed hour that lies ahead of our clock", () => {
    expect(affectedHours(at(8), 3, 7 * HOUR_MS)).toEqual(at(8));
  });
});

describe("the plan of questions", () => {
  it("asks for stations with the same hours together, at most fifty at once", () => {
    const reads = plan(stations(120, [LAST_MS]));
    expect(reads.map(({ series }) => series.length)).toEqual([50, 50, 20]);
    for (const { fromMs, toMs } of reads) {
      expect([fromMs, toMs]).toEqual([LAST_MS - 23 * HOUR_MS, LAST_MS + HOUR_MS]);
    }
  });

  it("asks for fewer stations at once when their hours are many", () => {
    const month = Array.from({ length: 720 }, (_, hour) => hour * HOUR_MS);
    const reads = plan(stations(30, month));
    for (const { fromMs, toMs, series } of reads) {
      expect(((toMs - fromMs) / HOUR_MS) * 7 * series.length).toBeLessThanOrEqual(50_000);
    }
    expect(reads.flatMap(({ series }) => series)).toHaveLength(30);
  });

  it("asks for a long series although it is larger than the bound", () => {
    const years = Array.from({ length: 20_000 }, (_, hour) => hour * HOUR_MS);
    expect(plan(stations(2, years)).map(({ series }) => series.length)).toEqual([1, 1]);
  });

  it("asks for the changed hours alone when the ones before are known", () => {
    const cache = createHourCache(10);
    const [series] = stations(1, [LAST_MS - HOUR_MS]);
    if (!series) throw new Error("no series");
    const values = new Map<number, number[]>();
    cache.set(series, { fromMs: LAST_MS - 24 * HOUR_MS, values }, 0);
    const [read] = plan([series], cache);
    expect([read?.fromMs, read?.toMs]).toEqual([LAST_MS - HOUR_MS, LAST_MS]);
    expect(read?.series[0]).toMatchObject({ affected: [LAST_MS - HOUR_MS, LAST_MS] });
    const [older] = stations(1, [LAST_MS - 2 * HOUR_MS]);
    expect(plan(older ? [older] : [], cache)[0]?.fromMs).toBe(LAST_MS - 25 * HOUR_MS);
  });
});

describe("the cache of hours", () => {
  it("forgets the series that was used longest ago, and hours that nobody needs", () => {
    const cache = createHourCache(2);
    const all = stations(3, [LAST_MS]);
    for (const series of all) {
      const values = new Map(at(1, 2, 3).map((hourMs) => [hourMs, [1]]));
      cache.set(series, { fromMs: HOUR_MS, values }, 3 * HOUR_MS);
    }
    expect(all.map((series) => cache.get(series) !== undefined)).toEqual([false, true, true]);
    const [, second] = all;
    const kept = second && cache.get(second);
    expect([kept?.fromMs, ...(kept?.values.keys() ?? [])]).toEqual(at(3, 3));
    if (second) cache.forget(second);
    expect(second && cache.get(second)).toBeUndefined();
  });
});

describe("pending hours", () => {
  it("count each series-hour once, and only of channels from which something is derived", () => {
    const pending = createPendingHours();
    const random = createRandom("pending");
    const seen = new Set<string>();
    for (let step = 0; step < 500; step++) {
      const channel = random.pick(["air", "bin", "status", "scale"]);
      const hour = { channel, site: "site-1", device: `d-${random.int(5)}`, hourMs: random.int(9) };
      // Slugs by their looks; nothing here depends on the brand.
      pending.add([hour as SeriesHour]);
      if (channel === "air" || channel === "bin") seen.add(JSON.stringify(hour));
    }
    expect(pending.size()).toBe(seen.size);
    const air = pending.take("air");
    const airHours = air.reduce((sum, { hours }) => sum + hours.size, 0);
    expect(pending.size()).toBe(seen.size - airHours);
    expect(pending.take("air")).toEqual([]);
    pending.putBack(air);
    pending.putBack(air);
    expect(pending.size()).toBe(seen.size);
    pending.clear();
    expect([pending.size(), pending.take("bin")]).toEqual([0, []]);
  });
});
