import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseRoute, stationHref } from "./route.ts";

test("each page has its address", () => {
  expect(parseRoute("/")).toEqual({ page: "stations" });
  expect(parseRoute("/stasiun")).toEqual({ page: "stations" });
  expect(parseRoute("/stasiun/bak-07")).toEqual({ page: "station", device: "bak-07" });
  expect(parseRoute("/masuk")).toEqual({ page: "sign-in" });
  expect(parseRoute("/setup")).toEqual({ page: "setup" });
  expect(parseRoute("/bank")).toEqual({ page: "bank", rest: [] });
  expect(parseRoute("/bank/nasabah/m1")).toEqual({ page: "bank", rest: ["nasabah", "m1"] });
  expect(parseRoute("/saya/struk/12")).toEqual({ page: "me", rest: ["struk", "12"] });
  expect(parseRoute("/dlh")).toEqual({ page: "desk", rest: [] });
  expect(parseRoute("/dlh/bank")).toEqual({ page: "desk", rest: ["bank"] });
  expect(parseRoute("/dlh/peringatan/a1b2")).toEqual({
    page: "desk",
    rest: ["peringatan", "a1b2"],
  });
  expect(parseRoute("/cek")).toEqual({ page: "receipt-check", receipt: null });
  expect(parseRoute("/bank-sampah")).toEqual({ page: "open-waste" });
  expect(parseRoute("/cek/1-2-7KX2M9QH4T")).toEqual({
    page: "receipt-check",
    receipt: "1-2-7KX2M9QH4T",
  });
});

test("anything else is unknown, never an error", () => {
  expect(parseRoute("/stasiun/Not%20A%20Slug")).toEqual({ page: "unknown" });
  expect(parseRoute("/stasiun/bak-07/more")).toEqual({ page: "unknown" });
  expect(parseRoute("/masuk/x")).toEqual({ page: "unknown" });
  expect(parseRoute("/bank/a/b/c")).toEqual({ page: "unknown" });
  expect(parseRoute("/dlh/tugas/a/b")).toEqual({ page: "unknown" });
  fc.assert(fc.property(fc.string(), (path) => parseRoute(path).page.length > 0));
});

test("a station's address leads back to the station", () => {
  expect(parseRoute(stationHref("udara-02"))).toEqual({ page: "station", device: "udara-02" });
  expect(stationHref("udara-02", "range=7d")).toBe("/stasiun/udara-02?range=7d");
});
