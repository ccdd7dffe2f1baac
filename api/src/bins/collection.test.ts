import { UNKNOWN_RHYTHM } from "@resik/contract/bin/bin-rhythm";
import { BIN_FULL_RATIO } from "@resik/contract/bin/fill-cycle";
import { forecastFull } from "@resik/contract/bin/full-forecast";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { describe, expect, it } from "vitest";
import type { StandingBin } from "./bin-views.ts";
import { dayOf, dayStartMs, planCollection } from "./collection.ts";

const START = { name: "Kantor", lat: -6.75, lon: 111.04 };
const NOW_MS = Date.parse("2026-06-03T08:00:00+07:00");
const TODAY = "2026-06-03";
const instant = (ms: number): string => new Date(ms).toISOString();

/** A bin some kilometres north of the start that fills by `perDay`, measured just now. */
function binAt(
  id: string,
  northKm: number,
  fillRatio: number | null,
  { perDay = 0.3, emptiedAt = null as string | null } = {},
): StandingBin {
  const rhythm = { ...UNKNOWN_RHYTHM, perH: perDay / 24, rateVariance: 0.01 };
  const level = { rhythm, fillRatio: fillRatio ?? 0, atMs: NOW_MS, nowMs: NOW_MS };
  const full = fillRatio === null ? null : forecastFull(level);
  return {
    view: {
      device: deviceIdSchema.parse(id),
      name: id,
      site: siteIdSchema.parse("tps-1"),
      siteName: "TPS 1",
      areaName: "Pati",
      lat: START.lat + northKm / 111.195,
      lon: START.lon,
      fillRatio,
      at: fillRatio === null ? null : instant(NOW_MS),
      trust: "ok",
      isFull: fillRatio !== null && fillRatio >= BIN_FULL_RATIO,
      emptiedAt,
      ratePerDay: perDay,
      full: full && {
        at: instant(full.atMs),
        early: instant(full.earlyMs),
        late: instant(full.lateMs),
      },
    },
    standing: {
      rhythm,
      heardMs: NOW_MS,
      belief: {
        fillRatio,
        atMs: fillRatio === null ? null : NOW_MS,
        emptiedAtMs: null,
        trust: "ok",
        noEchoRatio: 0,
        wallEchoHours: 0,
        nearStuckHours: 0,
      },
    },
  };
}

const plan = (
  bins: readonly StandingBin[],
  { day = TODAY, reported = new Map<string, number>(), stopsMax = 40 } = {},
) => planCollection({ day, start: START, bins, reported, stopsMax });
const told = (bins: readonly StandingBin[], options = {}) =>
  plan(bins, options).stops.map(({ bin, reason }) => `${bin.device} ${reason}`);

describe("a collection list", () => {
  it("of no bins is empty", () => {
    expect(plan([])).toEqual({ day: TODAY, start: START, stops: [], totalKm: 0, leftOut: 0 });
  });

  it("names full bins, those full that day and the next, and nothing emptier", () => {
    const bins = [
      binAt("bin-full", 1, 0.97),
      binAt("bin-day", 2, 0.85),
      binAt("bin-next", 2.2, 0.6),
      binAt("bin-low", 1.5, 0.2),
      binAt("bin-dumb", 1.5, null),
    ];
    expect(told(bins).toSorted()).toEqual([
      "bin-day full-that-day",
      "bin-full full",
      "bin-next full-next-day",
    ]);
  });

  it("looks at the day asked for", () => {
    expect(told([binAt("bin-a", 2, 0.6)])).toEqual(["bin-a full-next-day"]);
    expect(told([binAt("bin-a", 2, 0.6)], { day: "2026-06-04" })).toEqual(["bin-a full-that-day"]);
  });

  it("leaves a half full bin that is far, and takes it beside the way", () => {
    const slow = { perDay: 0.12 };
    const full = binAt("bin-full", 6, 1);
    expect(told([full, binAt("bin-half", -12, 0.55, slow)])).toEqual(["bin-full full"]);
    expect(told([full, binAt("bin-half", 3, 0.55, slow)])).toEqual([
      "bin-half on-the-way",
      "bin-full full",
    ]);
  });

  it("goes to a full bin however far it is", () => {
    expect(told([binAt("bin-full", 45, 1)])).toEqual(["bin-full full"]);
  });

  it("believes residents until the bin was emptied", () => {
    const reported = new Map([["bin-low", NOW_MS - 3_600_000]]);
    expect(told([binAt("bin-low", 1, 0.2)], { reported })).toEqual(["bin-low reported"]);
    const emptied = binAt("bin-low", 1, 0.2, { emptiedAt: instant(NOW_MS - 60_000) });
    expect(told([emptied], { reported })).toEqual([]);
  });

  it("counts the due bins that found no place among the stops", () => {
    const bins = ["a", "b", "c"].map((name, index) => binAt(`bin-${name}`, index + 1, 1));
    const collection = plan(bins, { stopsMax: 2 });
    expect(collection.stops.map(({ order }) => order)).toEqual([1, 2]);
    expect(collection.leftOut).toBe(1);
  });

  it("tells each leg, and the whole way with the way back", () => {
    const collection = plan([binAt("bin-a", 2, 1), binAt("bin-b", 5, 1)]);
    expect(collection.stops.map(({ legKm }) => Math.round(legKm))).toEqual([2, 3]);
    expect(collection.totalKm).toBeCloseTo(10, 1);
  });

  it("begins its days at midnight in the district", () => {
    expect(dayOf(Date.parse("2026-06-02T17:00:00Z"))).toBe(TODAY);
    expect(dayStartMs(TODAY)).toBe(Date.parse("2026-06-02T17:00:00Z"));
  });
});
