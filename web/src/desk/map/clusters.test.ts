import * as fc from "fast-check";
import { expect, test } from "vitest";
import { clusterNear, isOneSpot } from "./clusters.ts";

const pixel = fc.record({
  x: fc.integer({ min: 0, max: 4_000 }),
  y: fc.integer({ min: 0, max: 4_000 }),
});

test("every place is in exactly one cluster, near its first; first ones are apart", () => {
  fc.assert(
    fc.property(fc.array(pixel), (points) => {
      const clusters = clusterNear(points, 64);
      expect(clusters.flat().length).toBe(points.length);
      expect(new Set(clusters.flat()).size).toBe(new Set(points).size);
      const distance = (a: (typeof points)[0], b: (typeof points)[0]) =>
        Math.hypot(a.x - b.x, a.y - b.y);
      const firsts = clusters.flatMap(([first]) => first ?? []);
      for (const [index, cluster] of clusters.entries()) {
        const first = firsts[index];
        for (const member of cluster) {
          expect(first === undefined ? NaN : distance(first, member)).toBeLessThan(64);
        }
      }
      const pairs = firsts.flatMap((one, at) => firsts.slice(at + 1).map((other) => [one, other]));
      const tooNear = pairs.filter(([one, other]) => one && other && distance(one, other) < 64);
      expect(tooNear).toEqual([]);
    }),
  );
});

test("what is far apart stays apart", () => {
  const points = [
    { x: 10, y: 10 },
    { x: 60, y: 10 },
    { x: 80, y: 10 },
  ];
  expect(clusterNear(points, 64).map((cluster) => cluster.length)).toEqual([2, 1]);
});

test("places on one spot cannot be told apart, others can", () => {
  expect(isOneSpot([{ lat: -6.75, lon: 111.04 }])).toBe(true);
  expect(
    isOneSpot([
      { lat: -6.75, lon: 111.04 },
      { lat: -6.75, lon: 111.04 },
    ]),
  ).toBe(true);
  expect(
    isOneSpot([
      { lat: -6.75, lon: 111.04 },
      { lat: -6.7501, lon: 111.04 },
    ]),
  ).toBe(false);
});
