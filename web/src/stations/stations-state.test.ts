import { expect, test } from "vitest";
import type { Station } from "../edge/station.ts";
import { sampleBin } from "./sample-station.ts";
import { INITIAL_STATIONS, reduceStations, type StationsState } from "./stations-state.ts";

const listed = (state: StationsState, stations: Station[], nowMs = 5_000) =>
  reduceStations(state, {
    type: "listed",
    list: { districtName: "Kabupaten Pati", generatedAtMs: nowMs, stations },
    nowMs,
  });
const measured = (state: StationsState, atMs: number, fillRatio: number, device = "bak-01") =>
  reduceStations(state, {
    type: "measured",
    readings: [{ device, channel: "bin", latest: { atMs, quality: "ok", fields: { fillRatio } } }],
    nowMs: 9_000,
  });
const bin = (state: StationsState) => state.byDevice?.get("bak-01");

test("a newer reading changes the station, marks the change and shows it is alive", () => {
  const before = listed(INITIAL_STATIONS, [sampleBin({ presence: "silent" })]);
  const after = measured(before, 2_000, 0.7);
  expect(bin(after)?.station.latest?.fields.fillRatio).toBe(0.7);
  expect(bin(after)?.station.presence).toBe("online");
  expect(bin(before)?.revision).toBe(0);
  expect(bin(after)?.revision).toBe(1);
  expect(after.freshAtMs).toBe(9_000);
});

test("late, doubled and foreign readings change nothing", () => {
  const before = listed(INITIAL_STATIONS, [sampleBin()]);
  expect(bin(measured(before, 1_000, 0.9))).toBe(bin(before));
  expect(bin(measured(before, 500, 0.9))).toBe(bin(before));
  expect(measured(before, 9_999, 0.9, "bak-99").byDevice?.size).toBe(1);
  expect(measured(INITIAL_STATIONS, 9_999, 0.9)).toBe(INITIAL_STATIONS);
});

test("a list that is older than a live value does not turn it back", () => {
  const live = measured(listed(INITIAL_STATIONS, [sampleBin()]), 2_000, 0.7);
  const again = listed(live, [sampleBin()]);
  expect(bin(again)?.station.latest?.fields.fillRatio).toBe(0.7);
});

test("a list removes what is gone and keeps the very entry of what did not change", () => {
  const before = listed(INITIAL_STATIONS, [sampleBin(), sampleBin({ device: "bak-02" })]);
  const after = listed(before, [sampleBin()]);
  expect([...(after.byDevice?.keys() ?? [])]).toEqual(["bak-01"]);
  expect(bin(after)).toBe(bin(before));
  expect(after.generation).toBe(before.generation + 1);
});

test("a lost connection keeps the numbers, their age and the reason", () => {
  const before = listed(INITIAL_STATIONS, [sampleBin()]);
  const lost = reduceStations(before, { type: "lost", failure: { reason: "network" } });
  expect(lost).toMatchObject({ connection: "lost", freshAtMs: 5_000 });
  expect(lost.byDevice).toBe(before.byDevice);
  const back = reduceStations(lost, { type: "connected", connection: "polling" });
  expect(back).toMatchObject({ connection: "polling", failure: null });
});
