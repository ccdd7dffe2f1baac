import { expect, test } from "vitest";
import { sampleSeries } from "../../dev/mock-series.ts";
import { parseSeries } from "./parse-series.ts";

const QUERY = new URLSearchParams({
  channel: "air",
  fields: "pm25UgM3",
  devices: "udara-pati",
  from: "2026-11-20T00:00:00Z",
  to: "2026-11-21T00:00:00Z",
  every: "300",
});

test("one field of one device is taken out of the contract's answer", () => {
  const answer = sampleSeries(QUERY);
  const column = parseSeries(answer, "udara-pati", "pm25UgM3");
  expect(column?.everyS).toBe(300);
  expect(column?.atMs).toEqual(answer?.series[0]?.at);
  expect(column?.values).toEqual(answer?.series[0]?.values.pm25UgM3);
});

test("a device without readings is an empty column, not an error", () => {
  const none = { channel: "air", everyS: 0, aggregate: "mean", series: [] };
  expect(parseSeries(none, "udara-pati", "pm25UgM3")).toEqual({ everyS: 0, atMs: [], values: [] });
});

test("columns that do not belong together are refused", () => {
  const broken = { everyS: 0, series: [{ device: "a1", at: [1, 2], values: { pm25UgM3: [1] } }] };
  expect(parseSeries(broken, "a1", "pm25UgM3")).toBeNull();
  expect(parseSeries({ everyS: 0 }, "a1", "pm25UgM3")).toBeNull();
  const text = { everyS: 0, series: [{ device: "a1", at: ["x"], values: { pm25UgM3: [1] } }] };
  expect(parseSeries(text, "a1", "pm25UgM3")).toBeNull();
});
