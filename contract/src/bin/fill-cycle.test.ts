import { describe, expect, it } from "vitest";
import { followFill, type FillEcho, type FillSample } from "./fill-cycle.ts";

const HOUR_MS = 3_600_000;
const START_MS = Date.parse("2026-03-01T00:00:00Z");
const at = (hour: number): number => START_MS + hour * HOUR_MS;

/** One level an hour; null where there was no echo. */
const hourly = (...levels: (number | null)[]): FillSample[] =>
  levels.flatMap((fillRatio, hour) => (fillRatio === null ? [] : [{ atMs: at(hour), fillRatio }]));
/** One echo an hour; "blind" where it was too near to measure. */
const echoes = (...heard: (number | "blind")[]): FillEcho[] =>
  heard.map((echo, hour) =>
    echo === "blind" ? { atMs: at(hour), isBlind: true } : { atMs: at(hour), fillRatio: echo },
  );
/** Levels that rise evenly. */
const rising = (from: number, perH: number, hours: number): number[] =>
  Array.from({ length: hours }, (_, hour) => from + hour * perH);
const blinds = (hours: number): "blind"[] => Array.from({ length: hours }, () => "blind" as const);
const levelsOf = ({ samples }: { samples: readonly FillSample[] }): number[] =>
  samples.map(({ fillRatio }) => fillRatio);

describe("an emptying", () => {
  it("is seen at the second empty sample, at the time of the first", () => {
    const before = rising(0.3, 0.06, 10);
    expect(followFill(hourly(...before, 0.03))).toMatchObject({ emptiedAtMs: null });
    expect(followFill(hourly(...before, 0.03)).fillRatio).toBeCloseTo(0.84);
    expect(followFill(hourly(...before, 0.03, 0.05))).toMatchObject({
      emptiedAtMs: at(10),
      fillRatio: 0.05,
    });
  });

  it("twice a day is seen twice, and each cycle is told apart", () => {
    const morning = rising(0.05, 0.1, 9);
    const evening = rising(0.04, 0.07, 12);
    const first = followFill(hourly(...morning, ...evening));
    expect(first.emptiedAtMs).toBe(at(9));
    expect(levelsOf(first)).toEqual(evening);
    const second = followFill(hourly(...morning, ...evening, ...rising(0.02, 0.03, 6)));
    expect(second.emptiedAtMs).toBe(at(21));
    expect(second.earlier).toHaveLength(2);
  });

  it("of a market's bin that fills in four hours is seen", () => {
    const state = followFill(hourly(0.05, 0.3, 0.55, 0.8, 0.05, 0.06));
    expect(state).toMatchObject({ emptiedAtMs: at(4), fillRatio: 0.06 });
  });

  it("of a quarter full bin is seen", () => {
    expect(followFill(hourly(0.2, 0.22, 0.25, 0.02, 0.02)).emptiedAtMs).toBe(at(3));
  });

  it("during hours without echo is seen when the echo is back", () => {
    const state = followFill(hourly(0.7, 0.75, 0.8, null, null, null, 0.1, 0.12));
    expect(state.emptiedAtMs).toBe(at(6));
  });

  it("is not what settling waste looks like", () => {
    expect(followFill(hourly(0.5, 0.52, 0.49, 0.5, 0.47, 0.46)).emptiedAtMs).toBeNull();
  });
});

describe("a wrong echo", () => {
  const levels = rising(0.2, 0.03, 16);
  const truth = followFill(hourly(...levels));

  it.each([
    ["full", 1],
    ["empty", 0],
  ])("that reads %s once changes nothing, wherever it comes", (_name, wrong) => {
    for (let index = 0; index < levels.length - 1; index++) {
      const state = followFill(hourly(...levels.with(index, wrong)));
      expect(state.emptiedAtMs).toBeNull();
      expect(state.fillRatio).toBe(truth.fillRatio);
      expect(levelsOf(state)).not.toContain(wrong);
    }
  });

  it.each([0, 1])("%d as the newest sample is not believed yet", (wrong) => {
    const state = followFill(hourly(...levels, wrong));
    expect(state).toMatchObject({ fillRatio: truth.fillRatio, emptiedAtMs: null });
  });

  it("now and then, on both sides, changes nothing", () => {
    const spoiled = levels.map((level, hour) => (hour % 5 === 2 ? 1 : hour % 5 === 4 ? 0 : level));
    const state = followFill(hourly(...spoiled));
    expect(state.emptiedAtMs).toBeNull();
    expect(levelsOf(state).every((level) => levels.includes(level))).toBe(true);
  });

  it("of a wall for hours neither raises the level nor stays in the cycle", () => {
    const held = followFill(hourly(...levels, 1, 1, 1, 1, 1));
    expect(held).toMatchObject({ rimSinceMs: at(16), emptiedAtMs: null });
    expect(held.fillRatio).toBeCloseTo(0.65);
    const over = followFill(hourly(...levels, 1, 1, 1, 1, 1, 0.68, 0.7, 0.74));
    expect(over).toMatchObject({ emptiedAtMs: null, fillRatio: 0.74, rimSinceMs: null });
    expect(levelsOf(over)).not.toContain(1);
  });

  it("of a wall does not hide that the bin has become full meanwhile", () => {
    const state = followFill(
      hourly(...rising(0.5, 0.04, 10), ...Array.from({ length: 6 }, () => 1)),
    );
    expect(state.fillRatio).toBe(1);
    expect(state.rimSinceMs).toBeNull();
  });

  it("of a wall over a nearly full bin is no emptying either", () => {
    expect(followFill(hourly(0.7, 0.75, 1, 1, 1, 0.77, 0.78)).emptiedAtMs).toBeNull();
  });

  it("of a wall does not hide that the bin was emptied meanwhile", () => {
    const state = followFill(hourly(...levels, 1, 1, 1, 1, 0.04, 0.05));
    expect(state.emptiedAtMs).toBe(at(levels.length + 4));
  });

  it("is believed after a day: then it was waste", () => {
    const echoes = Array.from({ length: 26 }, () => 0.9);
    const state = followFill(hourly(0.1, 0.1, 0.1, ...echoes, 0.05, 0.06));
    expect(state.emptiedAtMs).toBe(at(29));
  });
});

describe("the blind zone", () => {
  it("of a bin that was nearly full is a full bin", () => {
    const state = followFill(echoes(...rising(0.7, 0.04, 6), ...blinds(3)));
    expect(state).toMatchObject({ fillRatio: 1, nearSinceMs: null });
  });

  it("from far below is water on the head, and no level", () => {
    const state = followFill(echoes(...rising(0.2, 0.01, 6), ...blinds(8)));
    expect(state.fillRatio).toBeCloseTo(0.25);
    expect(state.nearSinceMs).toBe(at(6));
  });

  it("is over with the next echo, and the level goes on as if nothing had been", () => {
    const state = followFill(echoes(0.2, 0.21, 0.22, ...blinds(8), 0.27, 0.28));
    expect(state).toMatchObject({ fillRatio: 0.28, nearSinceMs: null, emptiedAtMs: null });
  });

  it("for so long that the bin must be full by its rhythm is believed at last", () => {
    expect(followFill(echoes(0.5, 0.52, 0.54, ...blinds(12))).fillRatio).toBeCloseTo(0.54);
    expect(followFill(echoes(0.5, 0.52, 0.54, ...blinds(40))).fillRatio).toBe(1);
  });

  it("does not hide an emptying", () => {
    const state = followFill(echoes(...rising(0.7, 0.05, 6), ...blinds(3), 0.03, 0.04));
    expect(state).toMatchObject({ fillRatio: 0.04, emptiedAtMs: at(9) });
  });

  it("before any level says nothing", () => {
    const silent = { fillRatio: null, samples: [], nearSinceMs: null };
    expect(followFill(echoes(...blinds(5)))).toMatchObject(silent);
  });
});

describe("the blind zone after a silence", () => {
  it("is judged from the first level on, not from what came before it", () => {
    const known = [...blinds(30), 0.2, 0.21, 0.22];
    expect(followFill(echoes(...known))).toMatchObject({ fillRatio: 0.22, nearSinceMs: null });
    expect(followFill(echoes(...known, ...blinds(3))).nearSinceMs).toBe(at(33));
  });

  it("stays a full bin where flickering levels at the rim came between", () => {
    const flicker = [1, 1, "blind", 1, 1, ...blinds(40)] as const;
    const state = followFill(echoes(...rising(0.7, 0.04, 6), ...flicker));
    expect(state).toMatchObject({ fillRatio: 1, nearSinceMs: null });
  });
});

describe("a gap without echo", () => {
  it("is not a level", () => {
    const levels = rising(0.1, 0.04, 20).map((level, hour) =>
      hour > 6 && hour < 13 ? null : level,
    );
    const state = followFill(hourly(...levels));
    expect(state.samples).toHaveLength(14);
    expect(state.emptiedAtMs).toBeNull();
  });

  it("in which much was thrown in is a rise, not an error", () => {
    const state = followFill(hourly(0.1, 0.12, 0.14, null, null, null, 0.7, 0.72, 0.74));
    expect(state).toMatchObject({ fillRatio: 0.74, emptiedAtMs: null });
  });
});
