import { describe, expect, it } from "vitest";
import { decodeWith, formatOf, identitiesOf, saidBy } from "./decode.fixture.ts";

const FORMAT = formatOf({
  format: "chirpstack",
  binDepthMm: 1_500,
  mapping: [
    {
      from: "object.echo.cm",
      channel: "bin",
      field: "distanceMm",
      scale: 10,
      noEcho: [null],
      noEchoFrom: 600,
    },
    { from: "object.tilt", channel: "bin", field: "tiltDeg" },
    { from: "object.mv", channel: "status", field: "batteryV", scale: 0.001 },
    { from: "rxInfo.0.rssi", channel: "status", field: "rssiDbm" },
  ],
});

const event = (more: object = {}) => ({
  deduplicationId: "5c0c5f51-27de-4f8e-9d0a-54d5b3a1b5e1",
  time: "2026-02-28T23:59:41.512873+00:00",
  deviceInfo: {
    tenantName: "DLH",
    applicationName: "tong-kecamatan",
    deviceProfileName: "ultrasonic",
    deviceName: "tong-07",
    devEui: "a84041c2b1f0d7e3",
    tags: { jalan: "pemuda" },
  },
  devAddr: "01b7c4aa",
  adr: true,
  dr: 3,
  fCnt: 4_211,
  fPort: 2,
  confirmed: false,
  data: "AfQD6A==",
  object: { echo: { cm: 50.5 }, tilt: 3, mv: 3_574 },
  rxInfo: [{ gatewayId: "b827ebfffe90aa01", rssi: -103, snr: 4.2 }],
  txInfo: { frequency: 921_400_000 },
  ...more,
});

describe("a ChirpStack 4 uplink", () => {
  it("becomes a reading of each mapped channel, at the time of the network", () => {
    const sampledAt = Date.parse("2026-02-28T23:59:41.512Z");
    expect(saidBy(decodeWith(FORMAT, event()))).toEqual([
      {
        channel: "bin",
        known: true,
        sampledAt,
        distanceMm: 505,
        depthMm: 1_500,
        fillRatio: 0.6633,
        tiltDeg: 3,
      },
      {
        channel: "status",
        known: true,
        sampledAt,
        state: "online",
        batteryV: 3.574,
        rssiDbm: -103,
      },
    ]);
  });

  it.each([
    ["null", null],
    ["the sensor's largest value", 600],
    ["more than it", 9_999],
  ])("says no echo by %s, never empty or full", (_what, cm) => {
    const [bin] = saidBy(decodeWith(FORMAT, event({ object: { echo: { cm } } }))) as object[];
    expect(bin).toMatchObject({ quality: "no-echo", depthMm: 1_500 });
    expect(bin).not.toHaveProperty("fillRatio");
    expect(bin).not.toHaveProperty("distanceMm");
  });

  it("without a time counts from its receipt", () => {
    for (const time of [null, undefined]) {
      const [bin] = saidBy(decodeWith(FORMAT, event({ time }))) as object[];
      expect(bin).not.toHaveProperty("sampledAt");
    }
  });

  it("begins with counter 0, which its JSON leaves out", () => {
    expect(identitiesOf(decodeWith(FORMAT, event({ fCnt: undefined })))).toEqual(
      identitiesOf(decodeWith(FORMAT, event({ fCnt: 0 }))),
    );
  });

  it.each([
    ["a list", [], "schema: the event is not an object"],
    [
      "an event of version 3",
      { applicationID: "1", devEUI: "AQ==" },
      "schema: this is an event of Chir",
    ],
    ["no device", event({ deviceInfo: {} }), "schema: deviceInfo.devEui"],
    ["an EUI that is none", event({ deviceInfo: { devEui: "xyz" } }), "schema: deviceInfo.devEui"],
    ["no address", event({ devAddr: undefined }), "schema: devAddr is not an address"],
    [
      "a join, which has an address too",
      event({ fCnt: undefined, data: undefined, object: undefined, rxInfo: undefined }),
      "or this is no up event",
    ],
    ["a counter below zero", event({ fCnt: -1 }), "schema: fCnt"],
    ["a counter that is text", event({ fCnt: "7" }), "schema: fCnt"],
    ["a time that is none", event({ time: "yesterday" }), "schema: time is not"],
    ["a day that is none", event({ time: "2026-02-30T00:00:00Z" }), "schema: time is not"],
    ["no codec", event({ object: undefined, rxInfo: [] }), "schema: the event has no object"],
    [
      "nothing that is mapped",
      event({ object: { x: 1 }, rxInfo: [] }),
      "schema: the event has nothing",
    ],
    ["text for a number", event({ object: { tilt: "3" } }), "schema: object.tilt is text"],
    ["an object for a number", event({ object: { tilt: {} } }), "schema: object.tilt is an object"],
    ["a tilt past half a turn", event({ object: { tilt: 181 } }), "out-of-bounds: bin.tiltDeg"],
  ])("is put aside with its reason: %s", (_what, document, reason) => {
    expect(saidBy(decodeWith(FORMAT, document))).toContain(reason);
  });

  it("is the same reading when it is delivered again", () => {
    const first = identitiesOf(decodeWith(FORMAT, event()));
    expect(identitiesOf(decodeWith(FORMAT, event(), 5))).toEqual(first);
  });

  it("is another one by counter, by session, and after the device began to count anew", () => {
    const others = [
      event(),
      event({ fCnt: 4_212 }),
      event({ devAddr: "01b7c4ab" }),
      event({ deviceInfo: { devEui: "a84041c2b1f0d7e4" } }),
      event({ time: "2026-03-01T00:09:41.1Z" }),
      event({ time: undefined }),
    ].map((one) => identitiesOf(decodeWith(FORMAT, one))[0]);
    expect(new Set(others).size).toBe(6);
  });

  it("is another one after 65,536 frames of exactly a minute each", () => {
    const [first, later] = [0, 65_536].map((frames) => {
      const time = new Date(Date.parse("2026-03-01T00:00:00Z") + frames * 60_000).toISOString();
      return identitiesOf(decodeWith(FORMAT, event({ fCnt: 100 + frames, time })));
    });
    expect(later).not.toEqual(first);
  });
});
