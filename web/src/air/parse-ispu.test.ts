import { ispuHistorySchema, ispuOverviewSchema } from "@resik/contract/http/ispu";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseIspuHistory, parseIspuOverview } from "./parse-ispu.ts";

const AT = "2026-11-21T03:00:00.000Z";
const DAY = {
  at: AT,
  index: 74,
  beyondScale: false,
  category: "moderate",
  critical: "pm25",
  provisional: false,
  parameters: [{ parameter: "pm25", meanUgM3: 35, index: 74.436, completenessRatio: 0.75 }],
};
const STATION = {
  device: "air-01",
  name: "Alun-alun",
  site: "alun-alun",
  siteName: "Alun-alun Pati",
  areaCode: "33.18.10",
  areaName: "Pati",
  lat: -6.75,
  lon: 111.04,
  indicative: true,
  day: DAY,
  hour: { at: AT, pm25UgM3: 41.5, category: "moderate" },
};
const OVERVIEW = {
  district: { name: "Kabupaten Pati", code: "33.18" },
  generatedAt: AT,
  summary: {
    worst: "air-01",
    medianIndex: 74,
    byCategory: { good: 0, moderate: 1, unhealthy: 0, "very-unhealthy": 0, hazardous: 0 },
    without: 1,
  },
  stations: [STATION, { ...STATION, device: "air-02", day: null, hour: null }],
};
const HISTORY = {
  device: "air-01",
  indicative: true,
  at: [Date.parse(AT)],
  index: [74],
  beyondScale: [false],
  category: ["moderate"],
  critical: ["pm25"],
  provisional: [false],
};

test("what the contract allows is read", () => {
  expect(ispuOverviewSchema.safeParse(OVERVIEW).success).toBe(true);
  const read = parseIspuOverview(OVERVIEW);
  expect(read?.stations[0]).toMatchObject({ name: "Alun-alun", day: { index: 74 } });
  expect(read?.stations[1]).toMatchObject({ day: null, hour: null });
  expect(read?.summary).toEqual({ worst: "air-01", without: 1 });
  expect(ispuHistorySchema.safeParse(HISTORY).success).toBe(true);
  expect(parseIspuHistory(HISTORY)?.index).toEqual([74]);
});

test("an answer with one wrong part is none", () => {
  const broken = [
    { ...DAY, index: 74.5 },
    { ...DAY, category: "fine" },
    { ...DAY, critical: "co2" },
    { ...DAY, at: "soon" },
    { ...DAY, provisional: undefined },
  ];
  for (const day of broken) {
    expect(parseIspuOverview({ ...OVERVIEW, stations: [{ ...STATION, day }] })).toBeNull();
  }
  expect(parseIspuOverview({ ...OVERVIEW, summary: null })).toBeNull();
  // Columns of different lengths would put numbers at the wrong hours.
  expect(parseIspuHistory({ ...HISTORY, index: [74, 75] })).toBeNull();
  expect(parseIspuHistory({ ...HISTORY, category: [] })).toBeNull();
  fc.assert(
    fc.property(
      fc.anything(),
      (value) => parseIspuOverview(value) === null && parseIspuHistory(value) === null,
    ),
  );
});
