import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseRoute, stationHref } from "./route.ts";

test("each page has its address", () => {
  expect(parseRoute("/")).toEqual({ page: "stations" });
  expect(parseRoute("/stasiun")).toEqual({ page: "stations" });
  expect(parseRoute("/stasiun/bak-07")).toEqual({ page: "station", device: "bak-07" });
  expect(parseRoute("/masuk")).toEqual({ page: "sign-in" });
  expect(parseRoute("/setup")).toEqual({ page: "setup" });
  expect(parseRoute("/petugas/")).toEqual({ page: "staff" });
});

test("anything else is unknown, never an error", () => {
  expect(parseRoute("/stasiun/Not%20A%20Slug")).toEqual({ page: "unknown" });
  expect(parseRoute("/stasiun/bak-07/more")).toEqual({ page: "unknown" });
  expect(parseRoute("/masuk/x")).toEqual({ page: "unknown" });
  fc.assert(fc.property(fc.string(), (path) => parseRoute(path).page.length > 0));
});

test("a station's address leads back to the station", () => {
  expect(parseRoute(stationHref("udara-02"))).toEqual({ page: "station", device: "udara-02" });
  expect(stationHref("udara-02", "range=7d")).toBe("/stasiun/udara-02?range=7d");
});
