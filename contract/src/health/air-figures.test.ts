import { describe, expect, it } from "vitest";
import type { FigureId } from "../figure.ts";
import { airFigure, districtAirOf, sharedAirUgM3 } from "./air-figures.ts";
import { airStandingOf, type AirSample, type AirStanding } from "./air-standing.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW_MS = Date.UTC(2026, 10, 2, 3);

/** One value a minute until now, oldest first; a head never says the same twice for long. */
const minutes = (count: number, valueAt: (minutesAgo: number) => number): AirSample[] =>
  Array.from({ length: count }, (_, index) => {
    const ago = count - 1 - index;
    return { atMs: NOW_MS - ago * MINUTE_MS, pm25UgM3: valueAt(ago) + (index % 3) - 1 };
  });
const standing = (samples: readonly AirSample[]): AirStanding => {
  const made = airStandingOf(samples);
  if (!made) throw new Error("no samples");
  return made;
};
const calm = (level = 30) => standing(minutes(480, () => level));
const figureOf = (
  figure: FigureId,
  own: AirStanding | null,
  others: readonly AirStanding[],
  nowMs = NOW_MS,
  bias: number | null = null,
) => {
  const district = districtAirOf(own ? [own, ...others] : others, nowMs);
  return airFigure(own, district, { figure, nowMs, bias });
};

describe("the air that stations share", () => {
  const hazy = (factor: number) => standing(minutes(480, (ago) => factor * (ago < 120 ? 200 : 30)));
  const sharedBy = (own: AirStanding, others: readonly AirStanding[], bias: number | null = null) =>
    sharedAirUgM3(own, districtAirOf([own, ...others], NOW_MS), bias);
  const others = [hazy(0.9), hazy(1), hazy(1), hazy(1.1)];

  it("is haze at every place that is no worse than the others", () => {
    expect(sharedBy(hazy(1.2), others)).toBeCloseTo(200, -1);
    expect(sharedBy(calm(), others)).toBeCloseTo(200, -1);
  });

  it("is not what a fire adds to it, nor what a fire alone makes", () => {
    const beside = standing(minutes(480, (ago) => (ago < 70 ? 380 : ago < 120 ? 200 : 30)));
    expect(sharedBy(beside, others)).toBeNull();
    expect(sharedBy(hazy(1), [calm(), calm(), calm(), calm()])).toBeNull();
  });

  it("is haze too where a head says twice of what the others say, since today or always", () => {
    expect(sharedBy(hazy(2), others)).toBeCloseTo(200, -1);
    const late = standing(minutes(60, () => 400));
    expect(sharedBy(late, others)).toBeNull();
    expect(sharedBy(late, others, 2)).toBeCloseTo(200, -1);
  });

  it("is haze too where a station was silent while it came: its hour is of other minutes", () => {
    const coming = (ago: number) => 30 + Math.max(0, 40 - ago) * 5;
    const neighbours = [1, 2, 3].map(() => standing(minutes(480, coming)));
    const silentBefore = minutes(480, coming).filter(({ atMs }) => {
      const ago = (NOW_MS - atMs) / MINUTE_MS;
      return ago < 36 || ago > 75;
    });
    const own = standing(silentBefore);
    expect(own.hourUgM3).toBeGreaterThan(1.4 * (neighbours[0]?.hourUgM3 ?? NaN));
    expect(sharedBy(own, neighbours)).toBeGreaterThan(190);
    // A fire is worse now, whoever was silent before.
    const fire = silentBefore.map((one) =>
      NOW_MS - one.atMs < HOUR_MS ? { ...one, pm25UgM3: 2 * one.pm25UgM3 } : one,
    );
    expect(sharedBy(standing(fire), neighbours)).toBeNull();
  });

  it("is haze for as long as an hour may hold what is left of it", () => {
    const gone = (factor: number) =>
      standing(minutes(480, (ago) => factor * (ago < 50 ? 30 : ago < 300 ? 200 : 30)));
    const neighbours = [gone(0.9), gone(1), gone(1.1)];
    expect(districtAirOf(neighbours, NOW_MS).hourUgM3).toBeLessThan(60);
    expect(sharedBy(gone(2.4), neighbours)).toBeGreaterThan(190);
  });

  it("is known of nobody who has no neighbours or no hour", () => {
    expect(sharedBy(hazy(1), [])).toBeNull();
    expect(sharedBy(standing(minutes(10, () => 200)), others)).toBeNull();
  });

  it("has no values of a head that stood still in a station's hour", () => {
    const freed = minutes(100, (ago) => (ago < 40 ? 200 : 30)).map((sample) =>
      NOW_MS - sample.atMs < 40 * MINUTE_MS ? sample : { ...sample, pm25UgM3: 26 },
    );
    expect(figureOf("pm25HourUgM3", standing(freed), [])).toBeCloseTo(200, 0);
  });
});

describe("the hour of a head that is out of the family", () => {
  const others = [calm(), calm(), calm()];
  const hourOf = (bias: number | null, level = 90) =>
    figureOf("pm25HourUgM3", calm(level), others, NOW_MS, bias) ?? Number.NaN;

  it("is read as if it said what the others do", () => {
    expect(hourOf(3)).toBeCloseTo(30, 0);
  });

  it("is believed of a place that is worse by less, or that says too little, or is unknown", () => {
    expect(hourOf(1.4, 40)).toBeCloseTo(40, 0);
    expect(hourOf(1.2)).toBeCloseTo(90, 0);
    expect(hourOf(0.4)).toBeCloseTo(90, 0);
    expect(hourOf(null)).toBeCloseTo(90, 0);
  });

  it("never jumps, however its day and its last hours grow", () => {
    for (const [bias, level] of [
      [1.5, 0],
      [0, 60],
    ] as const) {
      const figures = Array.from({ length: 200 }, (_, index) =>
        hourOf(bias || 1 + index / 100, level || 30 + index / 4),
      );
      const steps = figures.map((value, index) => value / (figures[index - 1] ?? value));
      expect(Math.max(...steps)).toBeLessThan(1.05);
      expect(Math.min(...steps)).toBeGreaterThan(0.95);
    }
  });

  it("counts by its last hours where it grew worse since", () => {
    const worse = standing(minutes(480, (ago) => (ago < 30 ? 200 : 70)));
    const hour = figureOf("pm25HourUgM3", worse, others, NOW_MS, 1.4) ?? NaN;
    expect(hour).toBeCloseTo(135 / (75 / 35), -1);
    // A fire that has burned for hours is no fault of the head, whose day was as the others'.
    expect(figureOf("pm25HourUgM3", worse, others, NOW_MS, 1.1)).toBeCloseTo(135, -1);
  });

  it("is believed again once its last hours are those of the others: it was cleaned", () => {
    const cleaned = standing(minutes(480, (ago) => (ago < 60 ? 200 : 30)));
    const hour = figureOf("pm25HourUgM3", cleaned, others, NOW_MS, 3);
    expect(hour).toBeCloseTo(200, 0);
    expect(figureOf("pm25HourUgM3", calm(90), others, NOW_MS, 3)).toBeCloseTo(30, 0);
  });

  it("says nothing once it is older than what the others say now", () => {
    const later = NOW_MS + 11 * MINUTE_MS;
    expect(figureOf("pm25HourUgM3", calm(90), others, later)).toBeNull();
  });
});

describe("a plume", () => {
  const fire = standing(minutes(480, (ago) => (ago < 15 ? 230 : 30)));

  it("stands above the station's own hours before and above the others", () => {
    expect(figureOf("pm25PlumeUgM3", fire, [calm(), calm(40), calm(25)])).toBeGreaterThan(150);
    expect(figureOf("pm25PlumeUgM3", calm(40), [calm(30), calm(25)])).toBe(0);
  });

  it("is seen by a station that has no neighbours, too", () => {
    expect(figureOf("pm25PlumeUgM3", fire, [])).toBeGreaterThan(150);
  });

  it("is none in haze, also while the haze comes, wherever the air is thicker by its place", () => {
    const hazy = (factor: number) =>
      standing(minutes(480, (ago) => factor * (ago < 60 ? 30 + (60 - ago) * 4 : 30)));
    const others = [0.85, 0.95, 1, 1.1].map(hazy);
    expect(figureOf("pm25PlumeUgM3", hazy(1.15), others)).toBeLessThan(20);
  });

  it("is none of a head that says thrice of everything, in haze too", () => {
    const hazy = (factor: number) =>
      standing(minutes(480, (ago) => factor * (ago < 60 ? 200 : 30)));
    const others = [hazy(1), hazy(1), hazy(0.9)];
    expect(figureOf("pm25PlumeUgM3", hazy(3), others)).toBeLessThan(40);
    // Also where its hours before say nothing, once the others have shown what it is.
    const late = standing(minutes(60, () => 600));
    expect(figureOf("pm25PlumeUgM3", late, others, NOW_MS, 3)).toBe(0);
  });

  it("is seen in haze when it stands far above it", () => {
    const hazy = standing(minutes(480, () => 200));
    const burning = standing(minutes(480, (ago) => (ago < 15 ? 450 : 200)));
    expect(figureOf("pm25PlumeUgM3", burning, [hazy, hazy, hazy])).toBeGreaterThan(100);
  });

  it("is seen after haze is gone, which the hours before still hold", () => {
    const cleared = standing(minutes(480, (ago) => (ago < 60 ? 30 : 250)));
    const burning = standing(minutes(480, (ago) => (ago < 15 ? 200 : ago < 60 ? 30 : 250)));
    expect(figureOf("pm25PlumeUgM3", burning, [cleared, cleared, cleared])).toBeGreaterThan(100);
  });

  it("is not judged by one wrong value, nor by values of yesterday", () => {
    const peak = standing(minutes(480, (ago) => (ago === 3 ? 900 : 30)));
    expect(figureOf("pm25PlumeUgM3", peak, [calm(), calm()])).toBe(0);
    expect(figureOf("pm25PlumeUgM3", fire, [], NOW_MS + 11 * MINUTE_MS)).toBeNull();
  });
});

describe("haze", () => {
  it("is the middle of the stations' hours, also for one that is silent", () => {
    const stations = [calm(100), calm(140), calm(160)];
    expect(figureOf("pm25HazeUgM3", calm(20), stations)).toBeCloseTo(120, 0);
    expect(figureOf("pm25HazeUgM3", null, stations)).toBeCloseTo(140, 0);
  });

  it("is nobody's guess where fewer than three stations can be heard", () => {
    expect(figureOf("pm25HazeUgM3", calm(200), [calm(200)])).toBeNull();
    expect(
      figureOf("pm25HazeUgM3", calm(200), [calm(200), calm(200)], NOW_MS + 61 * MINUTE_MS),
    ).toBeNull();
  });
});

describe("a head that stands still", () => {
  const still = (hours: number, value: number) => [
    ...minutes(480, () => 30).map((sample) => ({
      ...sample,
      atMs: sample.atMs - hours * 60 * MINUTE_MS,
    })),
    ...Array.from({ length: hours * 60 }, (_, index) => ({
      atMs: NOW_MS - (hours * 60 - 1 - index) * MINUTE_MS,
      pm25UgM3: value,
    })),
  ];

  it("says for how long, and nothing of the air", () => {
    const stuck = standing(still(2, 47));
    expect(figureOf("airStuckHours", stuck, [])).toBeCloseTo(2, 1);
    expect(figureOf("airZeroHours", stuck, [])).toBe(0);
    expect(figureOf("pm25HourUgM3", stuck, [])).toBeNull();
    expect(figureOf("pm25PlumeUgM3", stuck, [])).toBeNull();
    expect(districtAirOf([stuck, calm(), calm()], NOW_MS).hourUgM3).toBeNull();
  });

  it("says nothing of its hour as soon as that shows", () => {
    const hazeBefore = minutes(60, () => 200).map((one) => ({
      ...one,
      atMs: one.atMs - 15 * MINUTE_MS,
    }));
    const since = minutes(15, () => 0).map((one) => ({ ...one, pm25UgM3: 180 }));
    const stuck = standing([...hazeBefore, ...since]);
    expect(stuck.hourUgM3).toBeCloseTo(200, -1);
    expect(figureOf("pm25HourUgM3", stuck, [calm(), calm(), calm()])).toBeNull();
  });

  it("at zero is another fault", () => {
    const zero = standing(still(3, 0));
    expect(figureOf("airZeroHours", zero, [])).toBeCloseTo(3, 1);
    expect(figureOf("airStuckHours", zero, [])).toBe(0);
  });

  it("is not one that says the most it can in thick smoke", () => {
    expect(figureOf("airStuckHours", standing(still(3, 999)), [])).toBe(0);
  });

  it("is no trouble either where it says the most it can many times a second, for hours", () => {
    const many = Array.from({ length: 200_000 }, (_, index) => ({
      atMs: NOW_MS - (200_000 - index) * 100,
      pm25UgM3: 999,
    }));
    const calmBefore = minutes(60, () => 30).map((one) => ({
      ...one,
      atMs: one.atMs - 6 * HOUR_MS,
    }));
    expect(standing([...calmBefore, ...many]).hourUgM3).toBe(999);
    expect(figureOf("airStuckHours", standing(many), [])).toBe(0);
  });

  it("at the end of its range is believed for an hour, as a fire is", () => {
    const full = (from: number) => standing(minutes(480, (ago) => (ago < from ? 1_000 : 30)));
    const others = [calm(), calm(), calm()];
    expect(figureOf("pm25HourUgM3", full(50), others)).toBeGreaterThan(800);
    expect(figureOf("pm25PlumeUgM3", full(50), others)).toBeGreaterThan(800);
    const still = standing(
      minutes(480, () => 30).map((one) =>
        NOW_MS - one.atMs < 70 * MINUTE_MS ? { ...one, pm25UgM3: 999 } : one,
      ),
    );
    expect(figureOf("pm25HourUgM3", still, others)).toBeNull();
    expect(figureOf("pm25PlumeUgM3", still, others)).toBeNull();
  });

  it("at the end of its range is stuck where the others say little, and may not be in haze", () => {
    const still = standing(
      minutes(480, () => 400).map((one) =>
        NOW_MS - one.atMs < 3 * HOUR_MS ? { ...one, pm25UgM3: 999 } : one,
      ),
    );
    const thick = [calm(300), calm(300), calm(300)];
    expect(figureOf("airStuckHours", still, [calm(), calm(), calm()])).toBeCloseTo(3, 1);
    expect(figureOf("airStuckHours", still, thick)).toBe(0);
  });

  it("at the end of its range since it came back is not believed until it has moved", () => {
    const back = minutes(40, () => 0).map((one) => ({ ...one, pm25UgM3: 999 }));
    const others = [calm(), calm(), calm()];
    const awayBefore = minutes(60, () => 30).map((one) => ({
      ...one,
      atMs: one.atMs - 3 * HOUR_MS,
    }));
    expect(figureOf("pm25HourUgM3", standing([...awayBefore, ...back]), others)).toBeNull();
    expect(figureOf("pm25HourUgM3", standing(back), others)).toBeNull();
    expect(figureOf("pm25PlumeUgM3", standing(back.slice(-4)), others)).toBeNull();
    const rising = (samples: readonly AirSample[]) =>
      standing(samples.map((one, index) => (index === 0 ? { ...one, pm25UgM3: 400 } : one)));
    expect(figureOf("pm25HourUgM3", rising(back), others)).toBeGreaterThan(900);
    expect(figureOf("pm25PlumeUgM3", rising(back.slice(-4)), others)).toBeGreaterThan(800);
  });

  it("is not one that repeats itself now and then, nor one of a few readings", () => {
    const samples = minutes(60, () => 30).map((sample, index) => ({
      ...sample,
      pm25UgM3: Math.floor(index / 5) % 2 === 0 ? 30 : 31,
    }));
    expect(figureOf("airStuckHours", standing(samples), [])).toBe(0);
    const few = [0, 30, 60].map((ago) => ({ atMs: NOW_MS - ago * MINUTE_MS, pm25UgM3: 30 }));
    expect(figureOf("airStuckHours", standing(few.toReversed()), [])).toBe(0);
  });
});

describe("the mean of an hour", () => {
  it("counts every minute alike, and says nothing of less than half an hour", () => {
    const often = minutes(60, (ago) => (ago < 30 ? 100 : 20)).flatMap((sample, index) =>
      index < 30 ? [sample, { ...sample, atMs: sample.atMs + 1 }] : [sample],
    );
    expect(figureOf("pm25HourUgM3", standing(often), [])).toBeCloseTo(60, 0);
    expect(figureOf("pm25HourUgM3", standing(minutes(29, () => 90)), [])).toBeNull();
  });
});
