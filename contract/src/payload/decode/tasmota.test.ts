import { describe, expect, it } from "vitest";
import { decodeWith, formatOf, identitiesOf, saidBy } from "./decode.fixture.ts";

const mapping = [
  { from: "SR04.Distance", channel: "bin", field: "distanceMm", scale: 10, noEcho: [0, null] },
  { from: "AM2301.Temperature", channel: "air", field: "temperatureC" },
  { from: "AM2301.Humidity", channel: "air", field: "humidityRatio", scale: 0.01 },
  { from: "BMP280.Pressure", channel: "air", field: "pressureHpa" },
  { from: "SDS0X1.PM2.5", channel: "air", field: "pm25UgM3" },
  { from: "Wifi.Signal", channel: "status", field: "rssiDbm" },
  { from: "UptimeSec", channel: "status", field: "uptimeS" },
];
const FORMAT = formatOf({ format: "tasmota", binDepthMm: 1_000, mapping });
const LOCAL = "2026-03-01T06:58:30";
const AT_MS = Date.parse("2026-02-28T23:58:30Z");

const sensor = (more: object = {}) => ({
  Time: LOCAL,
  SR04: { Distance: 24.5 },
  AM2301: { Temperature: 29.4, Humidity: 77.3, DewPoint: 25.0 },
  TempUnit: "C",
  ...more,
});
const state = {
  Time: LOCAL,
  Uptime: "2T03:11:09",
  UptimeSec: 184_269,
  Wifi: { RSSI: 64, Signal: -68 },
};

describe("a document of Tasmota", () => {
  it("becomes a reading of each mapped channel, its local time as that of western Indonesia", () => {
    expect(saidBy(decodeWith(FORMAT, sensor()))).toEqual([
      {
        channel: "bin",
        known: true,
        sampledAt: AT_MS,
        distanceMm: 245,
        depthMm: 1_000,
        fillRatio: 0.755,
      },
      { channel: "air", known: true, sampledAt: AT_MS, temperatureC: 29.4, humidityRatio: 0.773 },
    ]);
    expect(saidBy(decodeWith(FORMAT, state))).toEqual([
      {
        channel: "status",
        known: true,
        sampledAt: AT_MS,
        state: "online",
        rssiDbm: -68,
        uptimeS: 184_269,
      },
    ]);
  });

  it.each([
    ["another zone of the mapping", { utcOffsetMin: 540 }, LOCAL, "2026-02-28T21:58:30Z"],
    ["its own offset", {}, "2026-03-01T06:58:30+09:00", "2026-02-28T21:58:30Z"],
    ["an offset to the west", {}, "2026-03-01T06:58:30-0130", "2026-03-01T08:28:30Z"],
    ["UTC", {}, "2026-03-01T06:58:30Z", "2026-03-01T06:58:30Z"],
    ["the largest offset", {}, "2026-03-01T06:58:30+23:59", "2026-02-28T06:59:30Z"],
    ["the last day of a leap February", {}, "2028-02-29T23:00:00", "2028-02-29T16:00:00Z"],
  ])("has the time of %s", (_what, more, time, utc) => {
    const format = formatOf({ format: "tasmota", binDepthMm: 1_000, mapping, ...more });
    expect(saidBy(decodeWith(format, sensor({ Time: time })))).toMatchObject([
      { sampledAt: Date.parse(utc) },
      {},
    ]);
  });

  it("counts from its receipt until the clock was set", () => {
    for (const Time of ["1970-01-01T00:00:09", undefined]) {
      const [bin] = saidBy(decodeWith(FORMAT, sensor({ Time }))) as object[];
      expect(bin).not.toHaveProperty("sampledAt");
    }
  });

  it("is in the units that it names", () => {
    const warm = (more: object) => saidBy(decodeWith(FORMAT, { Time: LOCAL, ...more }));
    const f = { AM2301: { Temperature: 86 }, TempUnit: "F" };
    expect(warm(f)).toMatchObject([{ temperatureC: 30 }]);
    const mmHg = { BMP280: { Pressure: 757 }, PressureUnit: "mmHg" };
    expect(warm(mmHg)).toMatchObject([{ pressureHpa: 1_009.25047273 }]);
    const hPa = { BMP280: { Pressure: 1_009.2 }, PressureUnit: "hPa" };
    expect(warm(hPa)).toMatchObject([{ pressureHpa: 1_009.2 }]);
    const dust = { SDS0X1: { "PM2.5": 41.3, PM10: 77 } };
    expect(warm(dust)).toMatchObject([{ pm25UgM3: 41.3 }]);
    expect(warm({ ...f, TempUnit: { toString: 1 } })).toContain("schema: TempUnit an object");
    expect(warm({ ...f, TempUnit: "R" })).toContain("schema: TempUnit R");
    expect(warm({ ...mmHg, PressureUnit: "toString" })).toContain("schema: PressureUnit toString");
  });

  it("says no echo by the values the mapping names, never empty or full", () => {
    for (const Distance of [0, null]) {
      expect(saidBy(decodeWith(FORMAT, sensor({ SR04: { Distance }, AM2301: null })))).toEqual([
        { channel: "bin", known: true, sampledAt: AT_MS, quality: "no-echo", depthMm: 1_000 },
      ]);
    }
  });

  it("has nothing of a sensor that gave nothing", () => {
    const dead = { AM2301: { Temperature: null, Humidity: null } };
    expect(saidBy(decodeWith(FORMAT, sensor(dead)))).toMatchObject([{ channel: "bin" }]);
  });

  it.each([
    ["a list", [], "schema: the document is not an object"],
    ["a word", "Online", "not-json"],
    ["a time that is a number", sensor({ Time: 1_772_323_190 }), "schema: Time is not a time"],
    [
      "a time of no calendar",
      sensor({ Time: "2026-13-01T00:00:00" }),
      "schema: Time is not a time",
    ],
    ["an hour of no day", sensor({ Time: "2026-03-01T24:00:00" }), "schema: Time is not a time"],
    ["an offset of no place", sensor({ Time: `${LOCAL}+24:00` }), "schema: Time is not a time"],
    ["minutes of no offset", sensor({ Time: `${LOCAL}+07:60` }), "schema: Time is not a time"],
    ["nothing that is mapped", { Time: LOCAL, POWER: "ON" }, "schema: the document has nothing"],
    ["text for a number", sensor({ SR04: { Distance: "far" } }), "schema: SR04.Distance is text"],
    ["a temperature of no air", sensor({ AM2301: { Temperature: 99 } }), "out-of-bounds: air.temp"],
    ["keys every object has", { Time: LOCAL, __proto__: { UptimeSec: 1 } }, "schema: the document"],
  ])("is put aside with its reason: %s", (_what, document, reason) => {
    expect(saidBy(decodeWith(FORMAT, document))).toContain(reason);
  });

  it("is the same reading when it is sent again, and another one than what the second also brings", () => {
    const first = identitiesOf(decodeWith(FORMAT, sensor()));
    expect(identitiesOf(decodeWith(FORMAT, sensor(), 5))).toEqual(first);
    const part = identitiesOf(decodeWith(FORMAT, { Time: LOCAL, AM2301: { Humidity: 70 } }));
    const next = identitiesOf(decodeWith(FORMAT, sensor({ Time: "2026-03-01T06:58:31" })));
    const all = [...first, ...part, ...next];
    expect(new Set(all).size).toBe(all.length);
  });

  it("is another one when it differs in one second of its clock, as it does after a switch", () => {
    const documents = [24.5, 24.6, 80].map((Distance) => sensor({ SR04: { Distance } }));
    const bins = documents.map((one) => identitiesOf(decodeWith(FORMAT, one))[0]);
    expect(new Set(bins).size).toBe(3);
    expect(saidBy(decodeWith(FORMAT, documents[2]))).toHaveProperty("0.sampledAt", AT_MS);
  });

  it("reads no other value where a path is longer than a path may be", () => {
    const from = Array.from({ length: 17 }, () => "a").join(".");
    const deep = (steps: number): unknown => (steps === 0 ? 5 : { a: deep(steps - 1) });
    const format = formatOf({
      format: "tasmota",
      mapping: [{ from, channel: "status", field: "uptimeS" }],
    });
    const document = { Time: LOCAL, ...(deep(16) as object) };
    expect(saidBy(decodeWith(format, document))).toContain("nothing that the mapping names");
  });
});
