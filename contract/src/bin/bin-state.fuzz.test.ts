import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binStateOf } from "./bin-state.ts";
import { followFill, type FillSample } from "./fill-cycle.ts";

const HOUR_MS = 3_600_000;
const ratio = fc.double({ min: 0, max: 1, noNaN: true });
const samplesOf = (levels: readonly number[]): FillSample[] =>
  levels.map((fillRatio, hour) => ({ atMs: hour * HOUR_MS, fillRatio }));
const anySamples = fc.array(ratio, { minLength: 1, maxLength: 120 }).map(samplesOf);

describe("bin state over all series", () => {
  it("stays within its bounds, whatever the sensor says", () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const state = binStateOf(samples);
        const levels = samples.map(({ fillRatio }) => fillRatio);
        const lastMs = samples.at(-1)?.atMs ?? 0;
        expect(levels).toContain(state?.fillRatio);
        expect(state?.ratePerH).toBeGreaterThanOrEqual(0);
        expect(state?.emptiedAtMs ?? 0).toBeLessThanOrEqual(lastMs);
        const full = state?.full ?? { earlyMs: lastMs, atMs: lastMs, lateMs: lastMs };
        for (const ms of Object.values(full)) expect(Number.isSafeInteger(ms)).toBe(true);
        expect(full.earlyMs).toBeGreaterThanOrEqual(lastMs);
        expect(full.atMs).toBeGreaterThanOrEqual(full.earlyMs);
        expect(full.lateMs).toBeGreaterThanOrEqual(full.atMs);
      }),
    );
  });

  it("believes only samples of the cycle, in order of time", () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const { emptiedAtMs, samples: believed } = followFill(samples);
        for (const sample of believed) expect(samples).toContain(sample);
        const times = believed.map(({ atMs }) => atMs);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(times[0]).toBe(emptiedAtMs ?? times[0]);
      }),
    );
  });

  it("never sees an emptying in a bin that only fills, with one wrong echo anywhere", () => {
    const steps = fc.array(fc.double({ min: 0, max: 0.06, noNaN: true }), {
      minLength: 4,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, ratio, fc.nat(59), (rises, wrong, where) => {
        let level = 0;
        const levels = rises.map((rise) => (level = Math.min(1, level + rise)));
        const index = where % levels.length;
        expect(binStateOf(samplesOf(levels))?.emptiedAtMs).toBeNull();
        expect(binStateOf(samplesOf(levels.with(index, wrong)))?.emptiedAtMs).toBeNull();
      }),
    );
  });

  it("finds the last emptying of a bin that fills evenly", () => {
    const cycle = fc.record({
      perH: fc.double({ min: 0.04, max: 0.09, noNaN: true }),
      hours: fc.integer({ min: 10, max: 11 }),
      noise: fc.double({ min: -0.01, max: 0.01, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(cycle, { minLength: 2, maxLength: 8 }), (cycles) => {
        const levels = cycles.flatMap(({ perH, hours, noise }) =>
          Array.from({ length: hours }, (_, hour) => {
            const level = 0.02 + hour * perH + (hour % 2 === 0 ? noise : 0);
            return Math.max(0, Math.min(1, level));
          }),
        );
        const last = cycles.at(-1);
        const state = binStateOf(samplesOf(levels));
        expect(state?.emptiedAtMs).toBe((levels.length - (last?.hours ?? 0)) * HOUR_MS);
      }),
    );
  });

  it("is full later, the lower the level it started from", () => {
    const inputs = fc.tuple(
      fc.double({ min: 0.01, max: 0.05, noNaN: true }),
      fc.double({ min: 0, max: 0.2, noNaN: true }),
      fc.double({ min: 0, max: 0.2, noNaN: true }),
    );
    fc.assert(
      fc.property(inputs, ([perH, one, other]) => {
        const fullAt = (from: number): number =>
          binStateOf(samplesOf(Array.from({ length: 10 }, (_, hour) => from + hour * perH)))?.full
            ?.atMs ?? Number.NaN;
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(fullAt(low)).toBeGreaterThanOrEqual(fullAt(high) - 1);
      }),
    );
  });
});
