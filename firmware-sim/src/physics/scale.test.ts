import { createRandom } from "@resik/kit/random";
import { describe, expect, it } from "vitest";
import { makeFleet } from "../fleet.fixture.ts";
import type { DeviceSpec } from "../fleet.ts";
import { SCENARIOS, type Scenario } from "../scenario.ts";
import { DAY_MS, localDay, localHour, weekdayOfDay } from "./calendar.ts";
import type { Emission } from "./model.ts";
import { createScaleModel } from "./scale.ts";

const ORIGIN_MS = Date.parse("2026-01-05T00:00:00Z");

function live(
  days: number,
  changes: Partial<Scenario["scale"]> = {},
  weighingDays = [0],
  more: Partial<DeviceSpec> = {},
) {
  const [spec] = makeFleet({ scales: 1 }).devices;
  if (!spec) throw new Error("no device");
  const model = createScaleModel({
    spec: { ...spec, weighingDays, ...more },
    scenario: { ...SCENARIOS.demo.scale, sessions: "weekly", ...changes },
    random: createRandom("scale"),
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

const weighings = (emissions: Emission[]): Emission[] =>
  emissions.filter(({ channel }) => channel === "scale");

describe("scale", () => {
  it("weighs on mornings of its weekdays only, 20 to 60 visits of up to four lines", () => {
    const byDay = new Map<number, number>();
    for (const { atMs } of weighings(live(56).emissions)) {
      expect(weekdayOfDay(localDay(atMs))).toBe(0);
      expect(localHour(atMs)).toBeGreaterThan(6.9);
      expect(localHour(atMs)).toBeLessThan(13);
      byDay.set(localDay(atMs), (byDay.get(localDay(atMs)) ?? 0) + 1);
    }
    expect(byDay.size).toBe(8);
    for (const count of byDay.values()) {
      expect(count).toBeGreaterThanOrEqual(20);
      expect(count).toBeLessThanOrEqual(240);
    }
  });

  it("never rests once it is busy, and keeps its mornings before", () => {
    const busyFrom = new Date(ORIGIN_MS + 9.5 * DAY_MS).toISOString();
    const all = weighings(live(11, {}, [0], { busyFrom }).emissions);
    const busy = all.filter(({ atMs }) => atMs >= Date.parse(busyFrom));
    // A load every 20 to 40 seconds for a day and a half.
    expect(busy.length).toBeGreaterThan(3_000);
    expect(busy.length).toBeLessThan(6_500);
    const before = all.filter(({ atMs }) => atMs < Date.parse(busyFrom));
    expect(before.length).toBeGreaterThan(0);
    for (const { atMs } of before) expect(weekdayOfDay(localDay(atMs))).toBe(0);
  });

  it("shows live weights 2 to 5 times a second, then one message for each weighing", () => {
    const { emissions } = live(14);
    let live1: Emission[] = [];
    for (const emission of emissions) {
      if (emission.channel === "weight") {
        live1.push(emission);
        continue;
      }
      expect(live1.length).toBeGreaterThan(4);
      for (const [index, weight] of live1.slice(0, -1).entries()) {
        const before = live1[index - 1];
        if (!before) continue;
        expect(weight.atMs - before.atMs).toBeGreaterThanOrEqual(200);
        expect(weight.atMs - before.atMs).toBeLessThanOrEqual(500);
      }
      live1 = [];
    }
    expect(live1).toEqual([]);
  });

  it("weighs true within a division and its drift; lines of 0.2 to 20 kg", () => {
    const stable = weighings(live(56).emissions).filter(({ quality }) => quality === "ok");
    expect(stable.length).toBeGreaterThan(300);
    for (const { fields, truth } of stable) {
      const errorG = Math.abs(Number(fields["massG"]) - Number(truth["grossG"]));
      expect(errorG).toBeLessThanOrEqual(Math.abs(Number(truth["driftG"])) + 20);
      expect(Number(truth["grossG"])).toBeGreaterThanOrEqual(200);
      expect(Number(truth["grossG"])).toBeLessThanOrEqual(20_000);
      expect(fields["stable"]).toBe(true);
    }
  });

  it("never lets an overload or an unstable load pass as stable", () => {
    const { emissions } = live(56, { overloadRatio: 0.1, neverStableRatio: 0.1 });
    const bad = weighings(emissions).filter(({ quality }) => quality !== "ok");
    expect(bad.length).toBeGreaterThan(50);
    for (const { fields, quality } of bad) {
      expect(fields["stable"]).toBe(false);
      expect(fields["overload"]).toBe(quality === "overload");
      // Nothing is shown above the capacity plus nine divisions.
      expect(Number(fields["massG"])).toBeLessThanOrEqual(150_090);
    }
  });

  it("tells its verification, which has lapsed on some scales", () => {
    const until = (expiredTeraRatio: number) =>
      Date.parse(
        String(weighings(live(7, { expiredTeraRatio }).emissions)[0]?.fields["teraUntil"]),
      );
    expect(until(0)).toBeGreaterThan(ORIGIN_MS);
    expect(until(1)).toBeLessThan(ORIGIN_MS);
  });

  it("takes a load that is on it as tare, and an empty one as zero", () => {
    const { model } = live(5);
    let emission = model.step();
    while (emission?.channel !== "weight") emission = model.step();
    expect(model.tare()).toBe(true);
    while (emission?.channel !== "scale") emission = model.step();
    expect(Number(emission.fields["tareG"])).toBeGreaterThan(0);
    expect(Math.abs(Number(emission.fields["massG"]))).toBeLessThanOrEqual(20);
    expect(model.tare()).toBe(true);
    while (emission?.channel !== "weight") emission = model.step();
    while (emission?.channel !== "scale") emission = model.step();
    expect(emission.fields["tareG"]).toBe(0);
  });

  it("takes off the mass that its configuration names", () => {
    const { model } = live(5);
    model.configure({ tareG: 700 });
    let emission = model.step();
    while (emission?.channel !== "scale") emission = model.step();
    expect(emission.fields["tareG"]).toBe(700);
    expect(Number(emission.fields["massG"])).toBeLessThan(Number(emission.truth["grossG"]) - 500);
  });
});
