import { describe, expect, it } from "vitest";
import type { Quality } from "../payload/quality.ts";
import { believeBin, type BinReading } from "./bin-belief.ts";

const STEP_MS = 20 * 60_000;
const START_MS = Date.parse("2026-06-01T00:00:00Z");

type Said = number | Exclude<Quality, "ok">;
/** A reading every twenty minutes: a level, or why there is none. */
const readings = (...said: Said[]): BinReading[] =>
  said.map((what, index) => ({
    atMs: START_MS + index * STEP_MS,
    quality: typeof what === "number" ? "ok" : what,
    fillRatio: typeof what === "number" ? what : null,
  }));
const many = (count: number, what: Said): Said[] => Array.from({ length: count }, () => what);
const rising = (from: number, step: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + index * step);

describe("the belief in a bin", () => {
  it("of good readings is their level, noise averaged", () => {
    const belief = believeBin(readings(...many(6, 0.4), 0.41, 0.39, 0.4));
    expect(belief).toMatchObject({ trust: "ok", wallEchoHours: 0, nearStuckHours: 0 });
    expect(belief.fillRatio).toBeCloseTo(0.4, 1);
    expect(belief.atMs).toBe(START_MS + 8 * STEP_MS);
  });

  it("of nothing, or of missing echoes alone, is none", () => {
    expect(believeBin([])).toMatchObject({ fillRatio: null, atMs: null, noEchoRatio: null });
    const none = believeBin(readings(...many(9, "no-echo")));
    expect(none).toMatchObject({ fillRatio: null, trust: "no-echo", noEchoRatio: 1 });
  });

  it("never takes a missing echo for a level", () => {
    const belief = believeBin(readings(...many(20, 0.7), ...many(15, "no-echo")));
    expect(belief.fillRatio).toBeCloseTo(0.7, 1);
    expect(belief.trust).toBe("no-echo");
    expect(belief.emptiedAtMs).toBeNull();
  });

  it("keeps the level below a wall echo, and says for how long", () => {
    const belief = believeBin(readings(...many(9, 0.4), ...many(10, 0.99)));
    expect(belief.fillRatio).toBeCloseTo(0.4, 1);
    expect(belief).toMatchObject({ trust: "wall-echo", wallEchoHours: 3 });
  });

  it("has nothing of a wall echo that is over, where the bin went on filling below it", () => {
    const after = [0.63, 0.63, 0.64];
    for (const [index] of after.entries()) {
      const said = readings(...many(9, 0.45), ...many(10, 1), ...after.slice(0, index + 1));
      const { fillRatio } = believeBin(said);
      expect(fillRatio).toBeLessThan(0.65);
    }
    const last = believeBin(readings(...many(9, 0.45), ...many(10, 1), ...after));
    expect(last.fillRatio).toBeCloseTo(0.63, 1);
    expect(last).toMatchObject({ trust: "ok", wallEchoHours: 0 });
  });

  it("says within two hours that the echo is lost, and within two that it is back", () => {
    const ratio = (...said: Said[]) => believeBin(readings(...said)).noEchoRatio ?? -1;
    expect(ratio(...many(20, 0.5), ...many(6, "no-echo"))).toBeGreaterThanOrEqual(0.6);
    expect(ratio(...many(20, 0.5), "no-echo", 0.5, 0.5, "no-echo", 0.5, 0.5)).toBeLessThan(0.3);
    expect(ratio(...many(20, "no-echo"), ...many(7, 0.5))).toBeLessThanOrEqual(0.3);
  });

  it("asks the last six readings of a bin that speaks once an hour, but none of yesterday", () => {
    const hourly = (gapMs: number) =>
      many(6, "no-echo").map((_, index): BinReading => {
        const atMs = START_MS + index * 3 * STEP_MS + (index > 2 ? gapMs : 0);
        return { atMs, quality: "no-echo", fillRatio: null };
      });
    expect(believeBin(hourly(0)).noEchoRatio).toBe(1);
    expect(believeBin(hourly(12 * 3 * STEP_MS)).noEchoRatio).toBeNull();
    expect(believeBin(hourly(0).slice(1)).noEchoRatio).toBeNull();
  });

  it("takes a bin that filled up for full, in the blind zone as well", () => {
    const filling = rising(0.7, 0.03, 9);
    expect(believeBin(readings(...filling, 0.97, 0.98)).fillRatio).toBeGreaterThan(0.95);
    const blind = believeBin(readings(...filling, ...many(5, "blind-zone")));
    expect(blind).toMatchObject({ fillRatio: 1, trust: "ok", nearStuckHours: 0 });
  });

  it("does not take water on the head for a full bin", () => {
    const belief = believeBin(readings(...many(9, 0.3), ...many(7, "blind-zone")));
    expect(belief).toMatchObject({ trust: "stuck-near", nearStuckHours: 2 });
    expect(belief.fillRatio).toBeCloseTo(0.3, 1);
  });

  it("cannot tell water from a full bin while the blind zone is all that it has heard", () => {
    const belief = believeBin(readings(...many(140, "blind-zone"), "no-echo"));
    expect(belief).toMatchObject({ fillRatio: null, nearStuckHours: null, trust: "stuck-near" });
    const emptied = believeBin(readings(...many(140, "blind-zone"), 0.01, 0.02));
    expect(emptied).toMatchObject({ trust: "ok", nearStuckHours: 0 });
    expect(emptied.fillRatio).toBeLessThan(0.05);
  });

  describe("of a bin that lies on its side, too near to measure", () => {
    const lying = (tiltDeg: number | null, ...said: Said[]) =>
      believeBin(
        readings(...said).map((reading) =>
          reading.quality === "blind-zone" ? { ...reading, tiltDeg } : reading,
        ),
      );

    it.each([0.16, 0.9])("is neither water nor waste (before it: %d)", (level) => {
      const belief = lying(76, ...many(9, level), ...many(12, "blind-zone"));
      expect(belief).toMatchObject({ trust: "tilted", nearStuckHours: 0 });
      expect(belief.fillRatio).toBeCloseTo(level, 1);
    });

    it("leaves the hours of a wall echo before it as they were", () => {
      const belief = lying(76, ...many(9, 0.16), ...many(12, 1), ...many(12, "blind-zone"));
      expect(belief).toMatchObject({ nearStuckHours: 0, wallEchoHours: (23 * 20) / 60 });
    });

    it("does not end hours of water that began while it stood", () => {
      const wet = readings(...many(9, 0.16), ...many(14, "blind-zone"));
      const said = wet.map((reading, index) => ({ ...reading, tiltDeg: index < 16 ? 2 : 76 }));
      expect(believeBin(said).nearStuckHours).toBeCloseTo(13 / 3, 5);
    });

    it.each([2, 19.9, null])("is water where it leans by %s degrees only", (tiltDeg) => {
      const belief = lying(tiltDeg, ...many(9, 0.16), ...many(7, "blind-zone"));
      expect(belief).toMatchObject({ trust: "stuck-near", nearStuckHours: 2 });
    });
  });

  it("asks nothing of a tilted bin, a warm-up or a fault", () => {
    const tilted = readings(...many(9, 0.3), ...many(3, "tilted")).map((reading) =>
      reading.quality === "tilted" ? { ...reading, fillRatio: 0.6 } : reading,
    );
    expect(believeBin(tilted).fillRatio).toBeCloseTo(0.3, 1);
    expect(believeBin(tilted).trust).toBe("tilted");
    const warm = readings(...many(9, 0.3), "warming-up", "sensor-fault");
    expect(believeBin(warm).fillRatio).toBeCloseTo(0.3, 1);
  });

  it("sees an emptying at the second reading", () => {
    const full = many(9, 0.9);
    expect(believeBin(readings(...full, 0.02)).emptiedAtMs).toBeNull();
    const belief = believeBin(readings(...full, 0.02, 0.03));
    expect(belief.emptiedAtMs).toBe(START_MS + 9 * STEP_MS);
    expect(belief.fillRatio).toBeLessThan(0.05);
  });
});
