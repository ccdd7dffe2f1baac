import { expect, it } from "vitest";
import { influxdMissing } from "./influxd.fixture.ts";

const ABSENT = "/nowhere/influxd";

it("lets tests be skipped with a sentence where influxd is not installed", () => {
  expect(influxdMissing(false, ABSENT)).toMatch(/not installed \(Debian: apt install influxdb\)/);
});

it("is an error in a gate, which must not pass without having looked", () => {
  expect(() => influxdMissing(true, ABSENT)).toThrow(/not installed/);
  // Another program of that name is no InfluxDB 1.x.
  expect(() => influxdMissing(true, process.execPath)).toThrow(/not installed/);
});
