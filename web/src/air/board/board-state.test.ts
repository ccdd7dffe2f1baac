import { expect, test } from "vitest";
import type { AirStation } from "../parse-ispu.ts";
import { boardStationOf, RELOAD_AFTER_MS, shouldReload, stationOfTurn } from "./board-state.ts";

const HOUR_MS = 3_600_000;
const AT = "2026-11-21T03:00:00.000Z";
const AT_MS = Date.parse(AT);
const STATION: AirStation = {
  device: "air-01",
  name: "Alun-alun",
  siteName: "Pendopo",
  areaName: "Pati",
  indicative: true,
  day: {
    at: AT,
    index: 74,
    beyondScale: false,
    category: "moderate",
    critical: "pm25",
    provisional: false,
    parameters: [],
  },
  hour: { at: AT, pm25UgM3: 35, category: "moderate" },
};

test("a number that is too old leaves the screen, and says of when it was", () => {
  expect(boardStationOf(STATION, AT_MS + 2 * HOUR_MS)).toMatchObject({
    day: STATION.day,
    hour: STATION.hour,
    oldAtMs: null,
  });
  expect(boardStationOf(STATION, AT_MS + 2 * HOUR_MS + 1).hour).toBeNull();
  expect(boardStationOf(STATION, AT_MS + 4 * HOUR_MS).day).toEqual(STATION.day);
  expect(boardStationOf(STATION, AT_MS + 4 * HOUR_MS + 1)).toMatchObject({
    day: null,
    oldAtMs: AT_MS,
  });
  expect(boardStationOf({ ...STATION, day: null }, AT_MS)).toMatchObject({ oldAtMs: null });
});

test("the turns go round, also when stations come and go", () => {
  const overview = (...names: string[]) => ({
    district: { name: "Pati" },
    summary: { worst: null, without: 0 },
    stations: names.map((name) => ({ ...STATION, name })),
  });
  const names = [0, 1, 2, 3].map((turn) => stationOfTurn(overview("a", "b"), turn)?.name);
  expect(names).toEqual(["a", "b", "a", "b"]);
  expect(stationOfTurn(overview("a"), 7)?.name).toBe("a");
  expect(stationOfTurn(overview(), 7)).toBeNull();
});

test("the page starts anew once a day, and never without a network", () => {
  const startedMs = AT_MS;
  const nowMs = AT_MS + RELOAD_AFTER_MS + 1;
  expect(shouldReload({ startedMs, nowMs, lastAnswerMs: nowMs - 60_000 })).toBe(true);
  expect(shouldReload({ startedMs, nowMs: nowMs - 1, lastAnswerMs: nowMs - 60_000 })).toBe(false);
  expect(shouldReload({ startedMs, nowMs, lastAnswerMs: nowMs - 180_000 })).toBe(false);
  expect(shouldReload({ startedMs, nowMs, lastAnswerMs: null })).toBe(false);
});
