import { openStationsSchema } from "@resik/contract/http/open";
import { QUALITIES } from "@resik/contract/payload/quality";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sampleStations } from "../../dev/mock-state.ts";
import { parseLiveReading, parseStationList } from "./parse-stations.ts";

const NOW_MS = Date.parse("2026-11-21T10:00:00Z");

test("what the contract allows is read, value for value", () => {
  const list = sampleStations(NOW_MS);
  expect(openStationsSchema.safeParse(list).success).toBe(true);
  const parsed = parseStationList(JSON.parse(JSON.stringify(list)));
  expect(parsed?.districtName).toBe("Kabupaten Pati");
  expect(parsed?.stations).toHaveLength(list.stations.length);
  list.stations.forEach((station, index) => {
    const seen = parsed?.stations[index];
    expect(seen?.device).toBe(station.device);
    expect(seen?.latest?.fields).toEqual(station.latest?.fields);
    expect(seen?.latest?.atMs).toBe(station.latest ? Date.parse(station.latest.at) : undefined);
  });
});

test("every quality of the contract is known here", () => {
  for (const quality of QUALITIES) {
    const list = sampleStations(NOW_MS);
    const [station] = list.stations;
    if (station?.latest) station.latest.quality = quality;
    expect(parseStationList(list)?.stations[0]?.latest?.quality).toBe(quality);
  }
});

test("an answer with one wrong part is refused whole, not shown in part", () => {
  const damage = fc.constantFrom("device", "kind", "name", "areaName", "presence", "latest");
  const junk = fc.constantFrom(undefined, 7, "", "x".repeat(60), [], { at: "soon" }, true);
  fc.assert(
    fc.property(damage, junk, (key, value) => {
      const list = JSON.parse(JSON.stringify(sampleStations(NOW_MS))) as {
        stations: Record<string, unknown>[];
      };
      list.stations[0] = { ...list.stations[0], [key]: value };
      const isFine = openStationsSchema.safeParse(list).success;
      expect(parseStationList(list) !== null).toBe(isFine);
    }),
  );
});

test("nothing at all from outside makes the parser throw", () => {
  fc.assert(fc.property(fc.anything(), (value) => parseStationList(value) === null));
  fc.assert(fc.property(fc.string(), (text) => parseLiveReading(text) === null));
});

test("a live reading keeps its numbers; other channels and events are left out", () => {
  const reading = {
    device: "bak-01",
    channel: "bin",
    at: "2026-11-21T10:00:00Z",
    quality: "ok",
    fields: { fillRatio: 0.5, note: "x", stable: true },
  };
  expect(parseLiveReading(JSON.stringify({ type: "reading", reading }))).toEqual({
    device: "bak-01",
    channel: "bin",
    latest: { atMs: NOW_MS, quality: "ok", fields: { fillRatio: 0.5 } },
  });
  const scale = { ...reading, channel: "scale" };
  expect(parseLiveReading(JSON.stringify({ type: "reading", reading: scale }))).toBeNull();
  expect(parseLiveReading(JSON.stringify({ type: "weight", reading }))).toBeNull();
});
