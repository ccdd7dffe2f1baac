import type { InboxRecord } from "@resik/contract/relay";
import { createManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createIngestEvents, type IngestEvents } from "./events.ts";
import { createForeignDecoder } from "./foreign.ts";
import { createPipeline, type Pipeline } from "./pipeline.ts";
import { binPayload, RECEIVED_AT_MS, recordOf } from "./record.fixture.ts";
import { openTestStore, type TestStore } from "./store.fixture.ts";

const FORMAT = JSON.stringify({
  format: "tasmota",
  binDepthMm: 1_000,
  mapping: [
    { from: "SR04.Distance", channel: "bin", field: "distanceMm", scale: 10, noEcho: [0] },
    { from: "Wifi.Signal", channel: "status", field: "rssiDbm" },
  ],
});
/** 06:59 in western Indonesia is a minute before the receipt. */
const document = (more: object = {}) => ({
  Time: "2026-03-01T06:59:00",
  SR04: { Distance: 40 },
  Wifi: { Signal: -70 },
  ...more,
});
const uplink = (payload: unknown, attributes = FORMAT, receivedAtMs = RECEIVED_AT_MS) => ({
  ...recordOf(payload, { channel: "uplink", receivedAtMs }),
  attributes,
});
const never = new AbortController().signal;

let stored: TestStore;
let events: IngestEvents;
let pipeline: Pipeline;
beforeEach(async () => {
  const clock = createManualClock(RECEIVED_AT_MS);
  stored = await openTestStore(clock);
  events = createIngestEvents(
    createLogger("ingest", "silent"),
    createMetrics({ processMetrics: false }),
  );
  pipeline = createPipeline({ clock, store: stored.store, events, lateDaysMax: 30 });
});
afterEach(() => stored.close());

async function readings(): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const channel of ["bin", "status"] as const) {
    const all = { channel, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
    for await (const { device, quality, fields, atMs } of stored.store.scan(all)) {
      found.push({ channel, device, quality, fields, atMs });
    }
  }
  return found;
}
const put = async () =>
  (await stored.store.quarantine({ limit: 10 })).rows.map(({ reason, detail, topic }) => ({
    reason,
    detail,
    topic,
  }));

describe("a foreign device's message", () => {
  it("becomes the readings that its format says, between those of others", async () => {
    const batch: InboxRecord[] = [
      recordOf(binPayload(1), { topic: "resik/v1/site-1/dev-2/bin" }),
      uplink(document()),
      recordOf(binPayload(2), { topic: "resik/v1/site-1/dev-2/bin" }),
    ];
    expect(await pipeline.process(batch, never)).toBe(true);
    const atMs = RECEIVED_AT_MS - 60_000;
    const found = await readings();
    expect(found).toHaveLength(4);
    expect(found).toContainEqual({
      channel: "bin",
      device: "dev-1",
      quality: "ok",
      fields: { distanceMm: 400, depthMm: 1_000, fillRatio: 0.6 },
      atMs,
    });
    expect(found).toContainEqual({
      channel: "status",
      device: "dev-1",
      quality: "ok",
      fields: { state: "online", rssiDbm: -70 },
      atMs,
    });
    expect(await put()).toEqual([]);
  });

  it("is stored once, however often the inbox or the device repeats it", async () => {
    await pipeline.process([uplink(document())], never);
    await pipeline.process([uplink(document()), uplink(document())], never);
    await pipeline.process([uplink(document(), FORMAT, RECEIVED_AT_MS + 50_000)], never);
    expect(await readings()).toHaveLength(2);
    expect(events.takeFigures()).toMatchObject({ received: 4, stored: 2, duplicates: 6 });
  });

  it("without a clock is stored once when the inbox repeats it", async () => {
    const timeless = uplink({ SR04: { Distance: 40 } });
    await pipeline.process([timeless], never);
    await pipeline.process([timeless], never);
    expect(await readings()).toMatchObject([{ channel: "bin", atMs: RECEIVED_AT_MS }]);
  });

  it.each([
    ["what is no JSON", uplink("Online"), "not-json", /^tasmota: /],
    ["what is not mapped", uplink({ POWER: "ON" }), "schema", /^tasmota: the document has nothing/],
    ["a value no sensor has", uplink(document({ SR04: { Distance: -4 } })), "out-of-bounds", /bin/],
    [
      "a clock in another zone",
      uplink(document({ Time: "2026-03-01T07:59:00" })),
      "clock-skew",
      /ah/,
    ],
    [
      "a clock of long ago",
      uplink(document({ Time: "2025-03-01T07:59:00" })),
      "clock-skew",
      /behind/,
    ],
    ["what is too large", uplink(" ".repeat(16_385)), "too-large", /16385 bytes/],
    ["a format we cannot follow", uplink(document(), "{}"), "schema", /format of the device/],
    ["a format that is no JSON", uplink(document(), "x"), "schema", /format of the device/],
  ])("goes to quarantine whole with its reason: %s", async (_what, record, reason, detail) => {
    await pipeline.process([record], never);
    expect(await readings()).toEqual([]);
    expect(await put()).toEqual([
      { reason, detail: expect.stringMatching(detail) as string, topic: record.topic },
    ]);
  });

  it("from a device without a format goes to quarantine, and the detail says so", async () => {
    await pipeline.process([recordOf(document(), { channel: "uplink" })], never);
    expect(await put()).toMatchObject([
      { reason: "unknown-channel", detail: expect.stringContaining("no payload format") as string },
    ]);
  });

  it("is put aside once when the store refuses more than one of its readings", async () => {
    stored.reject(() => true);
    await pipeline.process([uplink(document())], never);
    expect(await put()).toMatchObject([{ reason: "store-rejected" }]);
  });

  it("is put aside under a topic that is no device's", () => {
    const strange = { ...uplink(document()), topic: "x" };
    expect(createForeignDecoder()(strange)).toMatchObject({
      defect: { reason: "unknown-channel" },
    });
  });
});
