import { createRandom } from "@resik/kit/random";
import { describe, expect, it } from "vitest";
import { makeFleet } from "../fleet.fixture.ts";
import { SCENARIOS, type ScenarioName } from "../scenario.ts";
import { createAirModel } from "./air.ts";
import { createAirshed } from "./airshed.ts";
import { DAY_MS, HOUR_MS, localHour } from "./calendar.ts";
import type { Emission } from "./model.ts";
import { growthWithHumidity } from "./particle-head.ts";

const ORIGIN_MS = Date.parse("2026-01-05T00:00:00Z");

function live(scenario: ScenarioName, days: number, options: { reference?: boolean } = {}) {
  const [spec] = makeFleet({ airs: 1 }).devices;
  if (!spec) throw new Error("no device");
  const model = createAirModel({
    spec: { ...spec, reference: options.reference ?? false },
    scenario: SCENARIOS[scenario].air,
    airshed: createAirshed("seed", scenario === "haze" ? "always" : "never"),
    random: createRandom("air"),
    originMs: ORIGIN_MS,
    event: () => {},
  });
  const emissions: Emission[] = [];
  while (model.nextAtMs() < ORIGIN_MS + days * DAY_MS) {
    const emission = model.step();
    if (emission) emissions.push(emission);
  }
  return { model, emissions };
}

const mean = (values: number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const truths = (emissions: Emission[]): number[] =>
  emissions.map((emission) => Number(emission.truth["pm25UgM3"]));

describe("air", () => {
  it("breathes 15 to 50 µg/m³ with a hump before dawn", () => {
    const { emissions } = live("calm", 60);
    const values = truths(emissions);
    expect(Math.min(...values)).toBeGreaterThan(8);
    expect(Math.max(...values)).toBeLessThan(75);
    expect(mean(values)).toBeGreaterThan(18);
    expect(mean(values)).toBeLessThan(45);
    const at = (from: number, to: number) =>
      mean(truths(emissions.filter(({ atMs }) => localHour(atMs) >= from && localHour(atMs) < to)));
    expect(at(4, 7)).toBeGreaterThan(at(12, 15) * 1.4);
  });

  it("publishes every 60 to 120 s, PM10 1.2 to 2 times PM2.5 in truth", () => {
    const { emissions } = live("calm", 3);
    const gapsMs = emissions
      .slice(1)
      .map(({ atMs }, index) => atMs - (emissions[index]?.atMs ?? 0));
    expect(Math.min(...gapsMs)).toBeGreaterThanOrEqual(60_000);
    expect(Math.max(...gapsMs)).toBeLessThanOrEqual(120_000);
    const ratios = emissions.map(
      ({ truth }) => Number(truth["pm10UgM3"]) / Number(truth["pm25UgM3"]),
    );
    expect(Math.min(...ratios)).toBeGreaterThan(1.19);
    expect(Math.max(...ratios)).toBeLessThan(2.01);
  });

  it("sees waste burned nearby as 100 to 400 µg/m³ for a while", () => {
    const values = truths(live("burning", 20).emissions);
    const high = values.filter((value) => value > 100).length;
    expect(high).toBeGreaterThan(20);
    expect(Math.max(...values)).toBeLessThan(520);
    expect(high / values.length).toBeLessThan(0.4);
  });

  it("lies under haze of 150 to 300 µg/m³ for days", () => {
    const values = truths(live("haze", 10).emissions);
    expect(mean(values)).toBeGreaterThan(150);
    expect(mean(values)).toBeLessThan(350);
  });

  it("over-reads when it is humid, unless it is a reference station", () => {
    const excess = (reference: boolean) =>
      mean(
        live("calm", 20, { reference })
          .emissions.filter((emission) => Number(emission.truth["humidityRatio"]) > 0.9)
          .map((one) => Number(one.fields["pm25UgM3"]) / Number(one.truth["pm25UgM3"])),
      );
    expect(excess(false)).toBeGreaterThan(1.1);
    expect(excess(true)).toBeCloseTo(1, 1);
    expect(growthWithHumidity(0.7)).toBe(1);
  });

  it("has gas columns on a reference station only, and leaves out what it cannot measure", () => {
    const gas = ["so2UgM3", "coUgM3", "o3UgM3", "no2UgM3", "hcUgM3"];
    for (const name of gas) {
      expect(live("calm", 1, { reference: true }).emissions[0]?.fields).toHaveProperty(name);
      expect(live("calm", 1).emissions[0]?.fields).not.toHaveProperty(name);
    }
  });

  it("warms up for 30 s after a boot and says so", () => {
    const { model, emissions } = live("calm", 1);
    const bootMs = (emissions.at(-1)?.atMs ?? 0) + 10_000;
    model.boot(bootMs);
    const first = model.step();
    expect(first?.quality).toBe("warming-up");
    expect((first?.atMs ?? Infinity) - bootMs).toBeLessThan(30_000);
    expect(model.step()?.quality).toBe("ok");
  });

  it("is silent for one to six hours now and then", () => {
    const { emissions } = live("demo", 120);
    const gaps = emissions
      .map(({ atMs }, index) => atMs - (emissions[index - 1]?.atMs ?? atMs))
      .filter((gapMs) => gapMs > 10 * 60_000);
    expect(gaps.length).toBeGreaterThan(1);
    for (const gapMs of gaps) {
      expect(gapMs).toBeGreaterThan(0.9 * HOUR_MS);
      expect(gapMs).toBeLessThan(13 * HOUR_MS);
    }
  });

  it("repeats one value while its fan is stuck", () => {
    const stuck = live("demo", 300).emissions.filter((one) => one.truth["stuckFan"] === true);
    expect(stuck.length).toBeGreaterThan(30);
    const values = new Set(stuck.slice(0, 30).map((one) => one.fields["pm25UgM3"]));
    expect(values.size).toBeLessThanOrEqual(2);
  });

  it("says zero without light, and too much or too little with dust in its head", () => {
    const { emissions } = live("desk", 200);
    const warm = emissions.filter(({ quality }) => quality === "ok");
    const zero = warm.filter(({ truth }) => truth["zero"] === true);
    expect(zero.length).toBeGreaterThan(100);
    expect(zero.every(({ fields }) => fields["pm25UgM3"] === 0)).toBe(true);
    const factors = warm
      .filter(({ truth }) => truth["stuckFan"] !== true && truth["zero"] !== true)
      .map(({ fields, truth }) => ({
        ageing: Number(truth["ageing"]),
        factor: Number(fields["pm25UgM3"]) / Number(truth["pm25UgM3"]),
      }));
    const meanFactor = (from: number, to: number): number =>
      mean(factors.filter(({ ageing }) => ageing >= from && ageing < to).map((one) => one.factor));
    expect(meanFactor(0.2, 0.5)).toBeLessThan(0.55);
    expect(meanFactor(0.99, 1.01)).toBeGreaterThan(0.95);
    expect(meanFactor(2, 9)).toBeGreaterThan(1.9);
  });
});

describe("airshed", () => {
  it("has haze in spells of hours with clear air between, when it comes often", () => {
    const airshed = createAirshed("often", "often");
    const spells: { hours: number; peakUgM3: number }[] = [];
    let clearHours = 0;
    for (let hour = 0; hour < 100 * 24; hour++) {
      const atMs = ORIGIN_MS + hour * HOUR_MS;
      const level = airshed.hazeUgM3(atMs);
      expect(airshed.isHazy(atMs)).toBe(level > 0);
      if (level === 0) clearHours++;
      const last = spells.at(-1);
      if (level > 0 && last && clearHours === 0) {
        last.hours++;
        last.peakUgM3 = Math.max(last.peakUgM3, level);
      } else if (level > 0) spells.push({ hours: 1, peakUgM3: level });
      if (level > 0) clearHours = 0;
    }
    expect(spells.length).toBeGreaterThan(70);
    const whole = spells.slice(1, -1);
    expect(Math.min(...whole.map(({ hours }) => hours))).toBeGreaterThanOrEqual(3);
    expect(Math.max(...whole.map(({ hours }) => hours))).toBeLessThanOrEqual(21);
    expect(Math.min(...whole.map(({ peakUgM3 }) => peakUgM3))).toBeGreaterThan(100);
    expect(Math.max(...whole.map(({ peakUgM3 }) => peakUgM3))).toBeLessThan(350);
  });
});
