import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { describe, expect, it } from "vitest";
import { distanceKm, nearestNeighbour, planRoundTrip, tripKm, type Stop } from "./round-trip.ts";

const START = { lat: -6.75, lon: 111.04 };
/** Kilometres east and north of the start, near enough at this latitude. */
const stopAt = (id: string, eastKm: number, northKm: number, worthKm = Infinity): Stop => ({
  id,
  lat: START.lat + northKm / 111.195,
  lon: START.lon + eastKm / (111.195 * Math.cos((START.lat * Math.PI) / 180)),
  worthKm,
});
const idsOf = (stops: readonly Stop[]): string => stops.map(({ id }) => id).join("");
/** The same round trip may be driven either way. */
const eitherWay = (ids: string): string[] => [ids, ids.split("").toReversed().join("")];

/** Every order of a few stops, tried out. */
function shortestKm(stops: readonly Stop[]): number {
  let best = Infinity;
  const extend = (tour: Stop[], left: readonly Stop[]): void => {
    if (left.length === 0) best = Math.min(best, tripKm(START, tour));
    left.forEach((stop, index) => extend([...tour, stop], left.toSpliced(index, 1)));
  };
  extend([], stops);
  return best;
}

describe("a round trip", () => {
  it("measures the earth", () => {
    expect(distanceKm(START, stopAt("a", 3, 4))).toBeCloseTo(5, 2);
    expect(tripKm(START, [])).toBe(0);
    expect(tripKm(START, [stopAt("a", 0, 2)])).toBeCloseTo(4, 3);
  });

  it("goes round a square, and not across", () => {
    const corners = [stopAt("c", 2, 2), stopAt("a", 2, 0), stopAt("b", 0, 2), stopAt("d", 3, 1)];
    expect(eitherWay("adcb")).toContain(idsOf(planRoundTrip(START, corners, 10)));
  });

  it("does not fall for the nearest neighbour's trap on a line", () => {
    // Nearest first zigzags over the start: 1 east, 1.5 west, 3 east, 7 west.
    const line = [stopAt("a", 1, 0), stopAt("b", -1.5, 0), stopAt("c", 3, 0), stopAt("d", -7, 0)];
    expect(tripKm(START, planRoundTrip(START, line, 10))).toBeCloseTo(20, 1);
  });

  it("is within 1 % of the shortest over small maps, and never longer than nearest neighbour", () => {
    const random = createRandom("small-maps");
    const sumKm = { found: 0, shortest: 0 };
    for (let map = 0; map < 40; map++) {
      const stops = Array.from({ length: 7 }, (_, index) =>
        stopAt(String(index), random.between(-10, 10), random.between(-10, 10)),
      );
      const km = tripKm(START, planRoundTrip(START, stops, 10));
      expect(km).toBeLessThanOrEqual(tripKm(START, nearestNeighbour(START, stops)) + 1e-9);
      sumKm.found += km;
      sumKm.shortest += shortestKm(stops);
    }
    expect(sumKm.found).toBeLessThan(sumKm.shortest * 1.01);
  });

  it("leaves out what is far and not worth it, and takes what is on the way", () => {
    const stops = [stopAt("a", 10, 0), stopAt("b", 5, 0.1, 1), stopAt("f", -20, 0, 5)];
    expect(idsOf(planRoundTrip(START, stops, 10))).toHaveLength(2);
    expect(idsOf(planRoundTrip(START, stops, 10))).not.toContain("f");
  });

  it("takes what must be however far, up to its number of stops", () => {
    const stops = [
      stopAt("a", 50, 0),
      stopAt("b", 1, 0),
      stopAt("c", -40, 0),
      stopAt("o", 2, 0, 9),
    ];
    expect(planRoundTrip(START, stops, 10)).toHaveLength(4);
    expect(
      planRoundTrip(START, stops, 2)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(["a", "b"]);
  });

  it("is the same for the same stops in any order, and where all stand at one place", () => {
    const random = createRandom("any-order");
    const stops = Array.from({ length: 30 }, (_, index) =>
      stopAt(String.fromCharCode(65 + index), random.between(-5, 5), random.between(-5, 5)),
    );
    const once = idsOf(planRoundTrip(START, stops, 40));
    expect(idsOf(planRoundTrip(START, stops.toReversed(), 40))).toBe(once);
    const pile = Array.from({ length: 5 }, (_, index) => stopAt(String(index), 0, 0));
    expect(planRoundTrip(START, pile, 10)).toHaveLength(5);
    expect(planRoundTrip(START, [], 10)).toEqual([]);
  });

  it("of 200 stops and 300 more on the way is found in little time", () => {
    const random = createRandom("large");
    const stops = Array.from({ length: 500 }, (_, index) =>
      stopAt(
        String(index),
        random.between(-20, 20),
        random.between(-20, 20),
        index < 150 ? Infinity : 3,
      ),
    );
    const beginMs = systemClock.nowMs();
    const trip = planRoundTrip(START, stops, 200);
    expect(systemClock.nowMs() - beginMs).toBeLessThan(5_000);
    expect(trip.length).toBeGreaterThan(150);
    expect(trip.length).toBeLessThanOrEqual(200);
  });
});
