import { expect, test } from "vitest";
import type { Station } from "../../edge/station.ts";
import {
  compareQuery,
  COMPARED_MAX,
  drawable,
  measuresOfKind,
  parseCompareChoice,
} from "./compare-choice.ts";

test("what is compared comes back from its address", () => {
  const choice = {
    devices: ["udara-01", "udara-02"],
    measure: "pm10UgM3",
    range: { kind: "preset", preset: "1y" },
  } as const;
  expect(parseCompareChoice(compareQuery(choice))).toEqual(choice);
});

test("an address of somebody else's making gives no more than the page can show", () => {
  const many = Array.from({ length: 20 }, (_, index) => `bak-${index}`).join(",");
  const { devices } = parseCompareChoice(`devices=${many},bak-1,<script>,../x`);
  expect(devices).toHaveLength(COMPARED_MAX);
  expect(parseCompareChoice("field=constructor&range=99y")).toEqual({
    devices: [],
    measure: "pm25UgM3",
    range: { kind: "preset", preset: "24h" },
  });
});

test("a bin says nothing of the air, and both have a temperature", () => {
  expect(measuresOfKind("bin")).not.toContain("pm25UgM3");
  expect(measuresOfKind("air")).not.toContain("fillRatio");
  expect(measuresOfKind("bin")).toContain("temperatureC");
  expect(measuresOfKind("air")).toContain("temperatureC");
});

test("stations that are gone, or do not know the measure, take up no place", () => {
  const station = (device: string, kind: Station["kind"]): Station => ({
    device,
    kind,
    name: device,
    siteName: "TPS Puri",
    areaCode: "33.18.10",
    areaName: "Pati",
    lat: -6.75,
    lon: 111.04,
    presence: "online",
    latest: null,
  });
  const stations = [station("udara-01", "air"), station("bak-01", "bin")];
  const choice = parseCompareChoice("devices=udara-09,bak-01,udara-01&field=pm10UgM3");
  expect(drawable(choice, stations)).toEqual({ ...choice, devices: ["udara-01"] });
  expect(drawable({ ...choice, measure: "temperatureC" }, stations).devices).toEqual([
    "bak-01",
    "udara-01",
  ]);
});
