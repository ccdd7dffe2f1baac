import { describe, expect, it } from "vitest";
import { decodeWith, formatOf, identitiesOf, RECEIVED_AT_MS, saidBy } from "./decode.fixture.ts";

const BIN = formatOf({
  format: "senml",
  binDepthMm: 1_200,
  blindZoneMm: 250,
  mapping: [
    { from: "urn:dev:mac:3c71bf00aa17:level", channel: "bin", field: "distanceMm", noEcho: [0] },
    { from: "urn:dev:mac:3c71bf00aa17:temp", channel: "bin", field: "temperatureC" },
    { from: "urn:dev:mac:3c71bf00aa17:batt", channel: "bin", field: "batteryV" },
    {
      from: "urn:dev:mac:3c71bf00aa17:state",
      channel: "bin",
      quality: { fine: "ok", stuck: "sensor-fault", true: "tilted" },
    },
  ],
});
const AIR = formatOf({
  format: "senml",
  mapping: [
    { from: "s/pm", channel: "air", field: "pm25UgM3" },
    { from: "s/rh", channel: "air", field: "humidityRatio" },
    { from: "s/p", channel: "air", field: "pressureHpa" },
    { from: "s/t", channel: "air", field: "temperatureC", scale: 2, offset: -1 },
    { from: "s/up", channel: "status", field: "uptimeS" },
    { from: "s/rssi", channel: "status", field: "rssiDbm" },
  ],
});
const BASE = { bn: "urn:dev:mac:3c71bf00aa17:" };
const T = 1_772_323_190;
const at = (timeS: number): number => timeS * 1_000;

describe("SenML (RFC 8428) becomes readings", () => {
  it("with base name, time and unit worked into each record", () => {
    const pack = [
      { ...BASE, bt: T, bu: "m", bver: 10, n: "level", v: 0.9 },
      { n: "temp", u: "Cel", v: 31.5 },
      { n: "batt", u: "V", v: 3.61 },
    ];
    expect(saidBy(decodeWith(BIN, pack))).toEqual([
      {
        channel: "bin",
        known: true,
        sampledAt: at(T),
        distanceMm: 900,
        depthMm: 1_200,
        fillRatio: 0.25,
        temperatureC: 31.5,
        batteryV: 3.61,
      },
    ]);
  });

  it("one for each time, with times relative to the base time and base values added", () => {
    const pack = [
      { ...BASE, bt: T, bu: "m", bv: 1, n: "level", v: 0.2 },
      { n: "level", v: -0.1, t: -60 },
      { n: "level", v: -0.4, t: -120.5 },
    ];
    const said = saidBy(decodeWith(BIN, pack));
    expect(said).toMatchObject([
      { sampledAt: at(T), distanceMm: 1_200, fillRatio: 0 },
      { sampledAt: at(T - 60), distanceMm: 900 },
      { sampledAt: at(T) - 120_500, distanceMm: 600, fillRatio: 0.5 },
    ]);
  });

  it("with a base that changes on the way, and records of bases alone", () => {
    const pack = [
      { bn: "other:", bt: T, n: "level", v: 9 },
      { ...BASE, bt: T + 10 },
      { n: "level", u: "cm", v: 60 },
      { bv: 100, n: "level", u: "mm", t: 5, v: 800 },
      { n: "level", u: "mm", t: 6 },
    ];
    expect(saidBy(decodeWith(BIN, pack))).toMatchObject([
      { sampledAt: at(T + 10), distanceMm: 600 },
      { sampledAt: at(T + 15), distanceMm: 900 },
      { sampledAt: at(T + 16), quality: "blind-zone" },
    ]);
  });

  it("in the units of the fields", () => {
    const pack = [
      { bn: "s/", bt: T, n: "pm", u: "kg/m3", v: 4.2e-8 },
      { n: "rh", u: "%RH", v: 81.5 },
      { n: "p", u: "Pa", v: 100_870 },
      { n: "t", u: "K", v: 301.15 },
      { n: "up", u: "h", v: 1.5 },
      { n: "rssi", u: "dBW", v: -97 },
    ];
    expect(saidBy(decodeWith(AIR, pack))).toEqual([
      {
        channel: "air",
        known: true,
        sampledAt: at(T),
        pm25UgM3: 42,
        humidityRatio: 0.815,
        pressureHpa: 1_008.7,
        temperatureC: 55,
      },
      {
        channel: "status",
        known: true,
        sampledAt: at(T),
        state: "online",
        uptimeS: 5_400,
        rssiDbm: -67,
      },
    ]);
    const bare = [
      { n: "s/rh", v: 0.4 },
      { n: "s/p", u: "hPa", v: 1_001 },
    ];
    expect(saidBy(decodeWith(AIR, bare))).toMatchObject([
      { humidityRatio: 0.4, pressureHpa: 1_001 },
    ]);
  });

  it("with the time of receipt where the node has no clock, and reckoned from it before now", () => {
    const pack = [
      { ...BASE, n: "level", u: "m", v: 0.9 },
      { n: "level", u: "m", v: 0.6, t: -30 },
    ];
    const [now, before] = saidBy(decodeWith(BIN, pack)) as Record<string, unknown>[];
    expect(now).not.toHaveProperty("sampledAt");
    expect(before).toMatchObject({ sampledAt: RECEIVED_AT_MS - 30_000 });
  });

  it("that never call a missing echo a level, and name what the node says of itself", () => {
    const level = (v: unknown, more: object[] = []) =>
      saidBy(decodeWith(BIN, [{ ...BASE, bt: T, n: "level", u: "m", v }, ...more]));
    const nothing = { channel: "bin", known: true, sampledAt: at(T), depthMm: 1_200 };
    expect(level(0)).toEqual([{ ...nothing, quality: "no-echo" }]);
    expect(level(0.249)).toEqual([{ ...nothing, quality: "blind-zone" }]);
    expect(level(-0.001)).toContain("out-of-bounds: bin.distanceMm");
    expect(level(1.33)).toEqual([{ ...nothing, quality: "no-echo" }]);
    expect(level(1.3)).toMatchObject([{ distanceMm: 1_300, fillRatio: 0 }]);
    expect(level(0.6, [{ n: "state", vs: "stuck" }])).toEqual([
      { ...nothing, quality: "sensor-fault" },
    ]);
    expect(level(0.6, [{ n: "state", vb: true }])).toMatchObject([
      { quality: "tilted", distanceMm: 600 },
    ]);
    expect(level(0.6, [{ n: "state", vs: "fine" }])).toMatchObject([{ distanceMm: 600 }]);
  });

  it("ignoring names nobody mapped and labels that may be ignored", () => {
    const pack = [
      { ...BASE, bt: T, n: "level", u: "m", v: 0.9, foo: {} },
      { n: "extra", vs: "x" },
    ];
    expect(saidBy(decodeWith(BIN, pack))).toMatchObject([{ distanceMm: 900 }]);
  });
});

describe("SenML is put aside", () => {
  const record = { ...BASE, bt: T, n: "level", u: "m", v: 0.9 };
  it.each([
    ["an object", {}, "schema: a SenML pack is a list"],
    ["an empty pack", [], "schema: the pack has no record"],
    ["a record that is none", [7], "schema: record 0 is a number"],
    ["a later version", [{ ...record, bver: 11 }], "schema: record 0: SenML version 11"],
    ["two versions", [{ ...record, bver: 10 }, { bver: 9 }], "schema: record 1: bver differs"],
    ["no version", [{ ...record, bver: "10" }], "schema: record 0: bver is no version"],
    ["a label that must be understood", [{ ...record, ct_: "60" }], "schema: record 0: ct_ is not"],
    ["a value that is text", [{ ...record, v: "0.9" }], "schema: record 0: v is text"],
    ["an endless value", '[{"n":"a","v":1e999}]', "schema: record 0: v is a number"],
    ["a name that is a number", [{ ...record, n: 4 }], "schema: record 0: n is a number"],
    ["a boolean that is text", [{ n: "a", vb: "yes" }], "schema: record 0: vb is not"],
    ["two values", [{ ...record, vs: "x" }], "schema: record 0: v and vs are two"],
    ["no name", [{ v: 1 }], 'schema: record 0: "" is no SenML name'],
    ["a name with a space", [{ n: "a b", v: 1 }], 'schema: record 0: "a b" is no SenML name'],
    ["no value", [{ n: "a" }], "schema: record 0: a has neither"],
    ["a time of no calendar", [{ n: "a", v: 1, t: 1e15 }], "schema: record 0: no instant"],
    ["a unit of something else", [{ ...record, u: "kg" }], "schema: unit kg does not fit bin.dis"],
    ["a battery's charge as volts", [{ ...BASE, n: "batt", u: "%EL", v: 90 }], "schema: unit %EL"],
    ["a unit every object has", [{ ...record, u: "constructor" }], "schema: unit constructor"],
    [
      "text for a number",
      [{ ...BASE, n: "level", vs: "far" }],
      "schema: urn:dev:mac:3c71bf00aa17:",
    ],
    ["a boolean for a number", [{ ...BASE, n: "level", vb: true }], "schema: urn:dev:mac:3c71b"],
    ["bytes for a number", [{ ...BASE, n: "level", vd: "AQ" }], "schema: urn:dev:mac:3c71bf00aa"],
    [
      "a sum alone",
      [{ ...BASE, n: "level", s: 4 }],
      "schema: urn:dev:mac:3c71bf00aa17:level has a",
    ],
    [
      "a quality nobody named",
      [{ ...BASE, n: "state", vs: "odd" }],
      "schema: urn:dev:mac:3c71bf00",
    ],
    [
      "one name twice at a time",
      [record, { n: "level", v: 1 }],
      "schema: urn:dev:mac:3c71bf00aa17",
    ],
    ["nothing that is mapped", [{ n: "a", v: 1 }], "schema: the pack has nothing"],
    ["a value out of bounds", [{ ...BASE, n: "temp", v: 900 }], "out-of-bounds: bin.temperatureC"],
    ["a pack too long", Array.from({ length: 513 }, () => record), "too-large"],
    [
      "too many readings",
      Array.from({ length: 65 }, (_, t) => ({ ...record, t })),
      "too-large: the pack has more than 64",
    ],
  ])("with its reason: %s", (_what, pack, reason) => {
    expect(saidBy(decodeWith(BIN, pack))).toContain(reason);
  });

  it("whole, when one of its readings is wrong", () => {
    const pack = [record, { n: "level", t: 1, u: "m", v: 400 }];
    expect(saidBy(decodeWith(BIN, pack))).toMatchObject([
      { fillRatio: 0.25 },
      { quality: "no-echo" },
    ]);
    const wrong = [record, { n: "temp", t: 1, u: "Cel", v: 400 }];
    expect(saidBy(decodeWith(BIN, wrong))).toContain("out-of-bounds");
  });
});

describe("the identity of a SenML reading", () => {
  const pack = (v: number) => [{ ...BASE, bt: T, n: "level", u: "m", v }];

  it("is the same when the node repeats itself, whenever it is received", () => {
    const first = identitiesOf(decodeWith(BIN, pack(0.9)));
    expect(identitiesOf(decodeWith(BIN, pack(0.9), RECEIVED_AT_MS + 90_000))).toEqual(first);
  });

  it("differs by time and by what was measured at one time", () => {
    const temperature = [{ ...BASE, bt: T, n: "temp", u: "Cel", v: 30 }];
    const later = [{ ...BASE, bt: T + 0.001, n: "level", u: "m", v: 0.9 }];
    const other = pack(0.8);
    const all = [pack(0.9), temperature, later, other].flatMap((one) =>
      identitiesOf(decodeWith(BIN, one)),
    );
    expect(new Set(all).size).toBe(4);
  });

  it("without a clock is that of the receipt and the document", () => {
    const timeless = (v: number) => [{ ...BASE, n: "level", u: "m", v }];
    const first = identitiesOf(decodeWith(BIN, timeless(0.9)));
    expect(identitiesOf(decodeWith(BIN, timeless(0.9)))).toEqual(first);
    expect(identitiesOf(decodeWith(BIN, timeless(0.8)))).not.toEqual(first);
    expect(identitiesOf(decodeWith(BIN, timeless(0.9), RECEIVED_AT_MS + 1))).not.toEqual(first);
  });
});
