import { expect, test } from "vitest";
import { NO_FILTER } from "../route/station-filter.ts";
import { sampleAir, sampleBin, withFill } from "./sample-station.ts";
import { areasOf, selectStations } from "./select.ts";

const ids = (list: { device: string }[]) => list.map((station) => station.device);

test("what needs attention comes first: full, dirty air, nearly full, silent, the rest", () => {
  const stations = [
    withFill("bak-sisa", 0.2),
    sampleBin({ device: "bak-diam", presence: "silent" }),
    withFill("bak-hampir", 0.82),
    sampleAir(200, { device: "udara-asap" }),
    withFill("bak-penuh", 0.99),
  ];
  expect(ids(selectStations(stations, NO_FILTER))).toEqual([
    "bak-penuh",
    "udara-asap",
    "bak-hampir",
    "bak-diam",
    "bak-sisa",
  ]);
});

test("no echo is neither full nor empty, whatever number comes with it", () => {
  const noEcho = sampleBin({
    latest: { atMs: 1, quality: "no-echo", fields: { fillRatio: 0.99 } },
  });
  expect(selectStations([noEcho], { ...NO_FILTER, only: "full" })).toEqual([]);
});

test("filters narrow by kind, kecamatan, state and every word of the search", () => {
  const bin = sampleBin();
  const air = sampleAir(10, { areaCode: "33.18.08", areaName: "Juwana" });
  const both = [bin, air];
  expect(ids(selectStations(both, { ...NO_FILTER, kind: "air" }))).toEqual(["udara-01"]);
  expect(ids(selectStations(both, { ...NO_FILTER, areaCode: "33.18.10" }))).toEqual(["bak-01"]);
  expect(ids(selectStations(both, { ...NO_FILTER, search: "JUWANA udara" }))).toEqual(["udara-01"]);
  expect(selectStations(both, { ...NO_FILTER, search: "juwana bak-01" })).toEqual([]);
  expect(selectStations(both, { ...NO_FILTER, only: "silent" })).toEqual([]);
});

test("names are ordered as people count", () => {
  const stations = [10, 9, 1].map((n) => sampleBin({ device: `bak-${n}`, name: `Bak ${n}` }));
  const ordered = selectStations(stations, { ...NO_FILTER, order: "name" });
  expect(ordered.map((station) => station.name)).toEqual(["Bak 1", "Bak 9", "Bak 10"]);
});

test("each kecamatan is offered once, by name", () => {
  const juwana = sampleBin({ areaCode: "33.18.08", areaName: "Juwana" });
  expect(areasOf([sampleBin(), juwana, sampleAir(1)])).toEqual([
    { code: "33.18.08", name: "Juwana" },
    { code: "33.18.10", name: "Pati" },
  ]);
});
