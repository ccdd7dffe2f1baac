import { expect, test } from "vitest";
import { sampleAir, sampleBin, withFill } from "./sample-station.ts";
import { summarise } from "./summary.ts";

test("bins count as nearly full from eighty percent, not before", () => {
  const summary = summarise([withFill("a1", 0.799), withFill("a2", 0.8), withFill("a3", 1)]);
  expect(summary).toMatchObject({ bins: 3, nearlyFullBins: 2, silent: 0, total: 3 });
});

test("bands hold their upper limit", () => {
  const values = [15.5, 15.6, 55.4, 55.5, 150.4, 150.5];
  expect(summarise(values.map((value) => sampleAir(value))).airByBand).toEqual({
    low: 1,
    middle: 2,
    high: 2,
    "very-high": 1,
  });
});

test("what a silent, warming or broken station last said is not the air now", () => {
  const latest = { atMs: 1, quality: "warming-up" as const, fields: { pm25UgM3: 400 } };
  const summary = summarise([
    sampleAir(400, { presence: "silent" }),
    sampleAir(0, { latest }),
    sampleAir(0, { latest: { ...latest, quality: "sensor-fault" } }),
  ]);
  expect(summary.airByBand["very-high"]).toBe(0);
  expect(summary).toMatchObject({ airStations: 3, silent: 1 });
});

test("a bin without a level is counted, but never as full", () => {
  const blind = { atMs: 1, quality: "blind-zone" as const, fields: { fillRatio: 0.98 } };
  const summary = summarise([sampleBin({ latest: blind }), sampleBin({ latest: null })]);
  expect(summary).toMatchObject({ bins: 2, nearlyFullBins: 0 });
});
