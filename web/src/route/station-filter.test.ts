import * as fc from "fast-check";
import { expect, test } from "vitest";
import { NO_FILTER, parseStationFilter, stationFilterQuery } from "./station-filter.ts";

test("no query means no filter, and the other way round", () => {
  expect(parseStationFilter("")).toEqual(NO_FILTER);
  expect(stationFilterQuery(NO_FILTER)).toBe("");
});

test("nonsense in the query is the default", () => {
  expect(parseStationFilter("kind=boat&only=7&area=<script>&order=up")).toEqual(NO_FILTER);
});

test("a filter survives the way through the address", () => {
  const filter = fc.record({
    kind: fc.constantFrom("all" as const, "bin" as const, "air" as const),
    only: fc.constantFrom("any" as const, "full" as const, "silent" as const),
    areaCode: fc.constantFrom("", "33.18.10"),
    search: fc.string({ maxLength: 60 }),
    order: fc.constantFrom("attention" as const, "name" as const),
  });
  fc.assert(
    fc.property(filter, (value) => {
      expect(parseStationFilter(stationFilterQuery(value))).toEqual(value);
    }),
  );
});
