import type { Play } from "@resik/firmware-sim/play";
import { describe, expect, it } from "vitest";
import { makeDistrict } from "./district.ts";
import { createTruthKeeper } from "./truth.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const fleet = makeDistrict({ devices: 10, seed: "truth" });
const deviceOf = (kind: string) => {
  const found = fleet.devices.find((device) => device.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};
const bin = deviceOf("bin");
const air = deviceOf("air");

const quietPlay = (dark: Play["dark"] = new Map()): Play => ({
  advance: () => [],
  dark,
  sitePowerCuts: new Map([[bin.site, [{ beginMs: 2 * HOUR_MS, endMs: 3 * HOUR_MS }]]]),
});
const soundBin = { fillRatio: 0.5, batteryV: 3.6, weakCell: false };
const soundAir = { pm25UgM3: 30, hazeUgM3: 0, hazy: false, burning: false, ageing: 1 };

describe("truth", () => {
  it("knows a full bin from where it is nearly full until it is emptied", () => {
    const truth = createTruthKeeper(fleet);
    for (const [hour, fillRatio] of [0.7, 0.82, 0.9, 0.9, 0.02].entries()) {
      truth.observe(bin, hour * HOUR_MS, { ...soundBin, fillRatio });
    }
    const [full] = truth.events(quietPlay(), 5 * HOUR_MS).filter((one) => one.kind === "full-bin");
    expect(full).toMatchObject({
      subject: bin.id,
      nearFromMs: HOUR_MS,
      beginMs: 2 * HOUR_MS,
      endMs: 4 * HOUR_MS,
      outOfScope: null,
    });
  });

  it("asks for no wall's echo that came over a full bin, which is emptied under it", () => {
    const truth = createTruthKeeper(fleet);
    for (const [hour, fillRatio] of [0.95, 0.95, 0.02, 0.1, 0.2, 0.2].entries()) {
      const wallEcho = hour >= 1 && hour < 5;
      truth.observe(bin, hour * HOUR_MS, { ...soundBin, fillRatio, wallEcho });
    }
    const echoes = truth.events(quietPlay(), 6 * HOUR_MS).filter((one) => one.kind === "wall-echo");
    expect(echoes.map(({ outOfScope }) => outOfScope)).toEqual(["hidden"]);
  });

  it("tells a device's own silence from that of its site", () => {
    const spell = { beginMs: HOUR_MS, endMs: 4 * HOUR_MS, isOff: false };
    const dark: Play["dark"] = new Map([
      [bin.id, [{ ...spell, cause: "site-power" }]],
      [air.id, [{ ...spell, cause: "link" }]],
    ]);
    const truth = createTruthKeeper(fleet);
    const events = truth.events(quietPlay(dark), 9 * HOUR_MS);
    expect(events.filter((one) => one.kind === "outage").map((one) => one.subject)).toEqual([
      air.id,
    ]);
    expect(events.filter((one) => one.kind === "site-power")).toHaveLength(1);
  });

  it("takes a dead cell for an outage of its bin", () => {
    const truth = createTruthKeeper(fleet);
    truth.power(bin, HOUR_MS, false);
    truth.power(bin, 9 * HOUR_MS, true);
    const outages = truth.events(quietPlay(), 10 * HOUR_MS).filter((one) => one.kind === "outage");
    expect(outages).toMatchObject([{ beginMs: HOUR_MS, endMs: 9 * HOUR_MS }]);
  });

  it("hears of haze once for the district and of a plume at its station", () => {
    const truth = createTruthKeeper(fleet);
    for (let minute = 0; minute <= 6 * 60; minute += 2) {
      const hazy = minute >= 60 && minute < 300;
      const real = { ...soundAir, hazy, hazeUgM3: hazy ? 200 : 0, burning: minute >= 320 };
      truth.observe(air, minute * MINUTE_MS, real);
    }
    const events = truth.events(quietPlay(), 6 * HOUR_MS);
    expect(events.filter((one) => one.kind === "haze").map((one) => one.subject)).toEqual([
      "district",
    ]);
    expect(events.filter((one) => one.kind === "burning")).toMatchObject([
      { subject: air.id, beginMs: 320 * MINUTE_MS, endMs: 360 * MINUTE_MS },
    ]);
  });
});
