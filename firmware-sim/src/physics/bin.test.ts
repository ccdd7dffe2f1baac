import { createRandom } from "@resik/kit/random";
import { describe, expect, it } from "vitest";
import { makeFleet } from "../fleet.fixture.ts";
import { SCENARIOS, type ScenarioName } from "../scenario.ts";
import { createBinModel, HEAD_SPACE_MM } from "./bin.ts";
import { DAY_MS, HOUR_MS, localHour } from "./calendar.ts";
import type { Emission } from "./model.ts";

const ORIGIN_MS = Date.parse("2026-01-05T00:00:00Z");

function live(scenario: ScenarioName, days: number, seed: string, daysToFull = 3) {
  const [spec] = makeFleet({ bins: 1 }).devices;
  if (!spec) throw new Error("no device");
  const events: { name: string; atMs: number }[] = [];
  const model = createBinModel({
    spec: { ...spec, daysToFull },
    scenario: SCENARIOS[scenario].bin,
    random: createRandom(seed),
    originMs: ORIGIN_MS,
    event: (name, atMs) => void events.push({ name, atMs }),
  });
  const emissions: Emission[] = [];
  while (model.nextAtMs() < ORIGIN_MS + days * DAY_MS) {
    const emission = model.step();
    if (emission) emissions.push(emission);
  }
  return { model, emissions, events };
}

const numberOf = (emission: Emission, field: string): number => Number(emission.fields[field]);
const withLevel = (emissions: Emission[]): Emission[] =>
  emissions.filter((emission) => emission.quality === "ok");

describe("bin", () => {
  it("never tells a level without an echo, nor from the blind zone", () => {
    const { emissions } = live("demo", 200, "a");
    const silent = emissions.filter(
      ({ quality }) => quality === "no-echo" || quality === "blind-zone",
    );
    expect(silent.length).toBeGreaterThan(100);
    for (const { fields } of silent) {
      expect(fields).not.toHaveProperty("distanceMm");
      expect(fields).not.toHaveProperty("fillRatio");
    }
  });

  it("misses the echo in 2 to 5 % of its reads", () => {
    const { emissions } = live("calm", 200, "b");
    const missed = emissions.filter(({ quality }) => quality === "no-echo").length;
    expect(missed / emissions.length).toBeGreaterThan(0.012);
    expect(missed / emissions.length).toBeLessThan(0.06);
  });

  it("measures the true level within noise and the speed of sound", () => {
    for (const emission of withLevel(live("calm", 60, "c").emissions)) {
      const trueRatio = Math.min(1, Number(emission.truth["fillRatio"]));
      expect(Math.abs(numberOf(emission, "fillRatio") - trueRatio)).toBeLessThan(0.05);
      const depthMm = numberOf(emission, "depthMm");
      const ratio = (depthMm - numberOf(emission, "distanceMm")) / (depthMm - HEAD_SPACE_MM);
      expect(numberOf(emission, "fillRatio")).toBeCloseTo(Math.min(1, Math.max(0, ratio)), 3);
    }
  });

  it("fills in about the days it is given and drops sharply when it is emptied", () => {
    const { emissions, events } = live("calm", 120, "d", 2);
    const emptied = events.filter(({ name }) => name === "emptied");
    expect(emptied.length).toBeGreaterThan(25);
    expect(emptied.length).toBeLessThan(100);
    const levels = withLevel(emissions);
    for (const { atMs } of emptied) {
      const after = levels.find((emission) => emission.atMs >= atMs);
      expect(Number(after?.truth["fillRatio"] ?? 0)).toBeLessThan(0.2);
    }
    expect(
      Math.max(...emissions.map((emission) => Number(emission.truth["fillRatio"]))),
    ).toBeGreaterThan(0.8);
  });

  it("takes more waste in the morning and the evening than at night", () => {
    const { emissions } = live("calm", 120, "e");
    const gain = { day: 0, night: 0 };
    for (const [index, emission] of emissions.entries()) {
      const before = emissions[index - 1];
      if (!before) continue;
      const rise = Number(emission.truth["fillRatio"]) - Number(before.truth["fillRatio"]);
      if (rise <= 0) continue;
      const hour = localHour(emission.atMs);
      if (hour < 4) gain.night += rise / 4;
      if ((hour >= 5 && hour < 9) || (hour >= 16 && hour < 20)) gain.day += rise / 8;
    }
    expect(gain.day).toBeGreaterThan(gain.night * 4);
  });

  it("publishes every 20 minutes, every 10 when nearly full, at once on a jump", () => {
    const { emissions } = live("calm", 60, "f");
    const pairs = emissions.slice(1).map((emission, index) => {
      const before = emissions[index] ?? emission;
      return { emission, before, gapMin: (emission.atMs - before.atMs) / 60_000 };
    });
    expect(Math.max(...pairs.map(({ gapMin }) => gapMin))).toBe(20);
    const nearFull = pairs.filter(
      ({ emission, before }) =>
        Number(before.fields["fillRatio"] ?? 0) >= 0.85 &&
        Number(emission.fields["fillRatio"]) >= 0.85,
    );
    expect(nearFull.length).toBeGreaterThan(20);
    expect(Math.max(...nearFull.map(({ gapMin }) => gapMin))).toBe(10);
    const jumps = pairs.filter(({ gapMin }) => gapMin < 10);
    expect(jumps.length).toBeGreaterThan(0);
  });

  it("takes a new interval for its next reading", () => {
    const { model } = live("calm", 1, "g");
    model.configure({ intervalS: 60 });
    const times: number[] = [];
    for (let index = 0; index < 5; index++) times.push(model.step()?.atMs ?? NaN);
    for (let index = 1; index < 5; index++) {
      expect((times[index] ?? NaN) - (times[index - 1] ?? NaN)).toBe(60_000);
    }
  });

  it("grows hot in a fire and says when it lies tilted", () => {
    const { emissions, events } = live("burning", 500, "h");
    expect(events.some(({ name }) => name === "fire")).toBe(true);
    const burning = emissions.filter((emission) => emission.truth["burning"] === true);
    expect(burning.every((emission) => numberOf(emission, "temperatureC") > 45)).toBe(true);
    const tilted = emissions.filter(({ quality }) => quality === "tilted");
    expect(tilted.length).toBeGreaterThan(0);
    expect(tilted.every((emission) => numberOf(emission, "tiltDeg") > 20)).toBe(true);
  });

  it("says what is wrong with its sensor while soft bags swallow the echo", () => {
    const { emissions } = live("desk", 200, "j");
    const soft = emissions.filter(({ truth }) => truth["noEcho"] === true);
    const others = emissions.filter(({ truth }) => truth["noEcho"] !== true);
    const missed = (some: Emission[]): number =>
      some.filter(({ quality }) => quality === "no-echo").length / some.length;
    expect(soft.length).toBeGreaterThan(100);
    expect(missed(soft)).toBeGreaterThan(0.9);
    expect(missed(others)).toBeLessThan(0.06);
  });

  it("is silent while its cell is dead, though the bin goes on filling", () => {
    const { emissions } = live("desk", 200, "k");
    const gaps = emissions
      .slice(1)
      .map((emission, index) => emission.atMs - (emissions[index]?.atMs ?? 0))
      .filter((gapMs) => gapMs > 2 * HOUR_MS);
    expect(gaps.length).toBeGreaterThan(0);
    expect(Math.min(...gaps)).toBeGreaterThan(11 * HOUR_MS);
    const volts = emissions.map((emission) => numberOf(emission, "batteryV"));
    expect(Math.min(...volts)).toBeLessThan(3);
    expect(Math.max(...volts)).toBeGreaterThan(3.6);
  });

  it("fills in the days it is given, whatever its week looks like", () => {
    const dayCounts = ["l", "m", "n", "o"].map((seed) => {
      const { emissions } = live("calm", 200, seed, 2);
      let gained = 0;
      for (const [index, emission] of emissions.entries()) {
        const before = emissions[index - 1];
        if (!before || Number(before.truth["fillRatio"]) > 1.1) continue;
        const rise = Number(emission.truth["fillRatio"]) - Number(before.truth["fillRatio"]);
        gained += Math.max(0, rise);
      }
      return 200 / gained;
    });
    // Nothing is brought to a bin that is heaped up, so it takes a little longer.
    for (const days of dayCounts) expect(days).toBeGreaterThan(1.8);
    for (const days of dayCounts) expect(days).toBeLessThan(2.4);
  });

  it("reads full for hours when the wall echoes", () => {
    const full = live("demo", 400, "i", 7).emissions.filter(
      ({ quality, fields, truth }) =>
        quality === "ok" && Number(fields["fillRatio"]) > 0.95 && Number(truth["fillRatio"]) < 0.5,
    );
    const first = full[0];
    const hours = full.filter((one) => first && one.atMs - first.atMs < 8 * HOUR_MS);
    expect(hours.length).toBeGreaterThan(5);
  });
});
