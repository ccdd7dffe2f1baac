import { isStoredChannel } from "@resik/contract/channel";
import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { QUARANTINE_REASONS } from "@resik/contract/quarantine";
import { createManualClock, type ManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics, type Registry } from "@resik/kit/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createIngestEvents, type IngestEvents } from "./events.ts";
import { createPipeline } from "./pipeline.ts";
import { runPipelineReports } from "./pipeline-report.ts";
import { binPayload, RECEIVED_AT_MS, recordOf } from "./record.fixture.ts";
import { openTestStore, type TestStore } from "./store.fixture.ts";

let clock: ManualClock;
let stored: TestStore;
let metrics: Registry;
let events: IngestEvents;
let stopping: AbortController;
let reports: Promise<void>;
beforeEach(async () => {
  clock = createManualClock(RECEIVED_AT_MS);
  stored = await openTestStore(clock);
  metrics = createMetrics({ processMetrics: false });
  events = createIngestEvents(createLogger("ingest", "silent"), metrics);
  stopping = new AbortController();
  const options = { clock, store: stored.store, events, boot: "boot", everyMs: 15_000 };
  reports = runPipelineReports(options, stopping.signal);
});
afterEach(async () => {
  stopping.abort();
  await reports;
  await stored.close();
});

async function process(...payloads: unknown[]): Promise<void> {
  const pipeline = createPipeline({ clock, store: stored.store, events, lateDaysMax: 30 });
  await pipeline.process(
    payloads.map((payload) => recordOf(payload)),
    stopping.signal,
  );
}

async function written() {
  const readings = [];
  const all = { channel: "pipeline", fromMs: 0, toMs: Number.MAX_SAFE_INTEGER } as const;
  for await (const reading of stored.store.scan(all)) readings.push(reading);
  return readings;
}
/** A field of each report, oldest first. */
const told = async (field: string) => (await written()).map(({ fields }) => fields[field]);
const sum = (values: unknown[]): number =>
  values.reduce<number>((total, value) => total + Number(value), 0);

async function counted(name: string): Promise<number> {
  const metric = await metrics.getSingleMetric(name)?.get();
  return (metric?.values ?? []).reduce((total, { value }) => total + value, 0);
}

describe("reports of ingest on itself", () => {
  it("are readings of a device of our own, one every fifteen seconds", async () => {
    await clock.advance(45_000);
    const readings = await written();
    expect(readings.map(({ seq, atMs }) => [seq, atMs - RECEIVED_AT_MS])).toEqual([
      [0, 15_000],
      [1, 30_000],
      [2, 45_000],
    ]);
    expect(readings[0]).toMatchObject({
      site: "resik",
      device: "ingest",
      channel: "pipeline",
      boot: "boot",
      quality: "ok",
      sampledAtMs: RECEIVED_AT_MS + 15_000,
    });
    expect(isStoredChannel("pipeline")).toBe(true);
  });

  it("hold what the channel's schema allows", async () => {
    await process(binPayload(1), "bad");
    await clock.advance(30_000);
    for (const { boot, seq, fields } of await written()) {
      const parsed = READING_PAYLOADS.pipeline.safeParse({ v: 1, boot, seq, ...fields });
      expect(parsed.error).toBeUndefined();
    }
  });

  it("tell what happened since the one before, and the same as the metrics", async () => {
    await process(binPayload(1), binPayload(2), "bad", binPayload(3, { fillRatio: 9 }));
    await clock.advance(15_000);
    await process(binPayload(2), binPayload(4));
    await clock.advance(30_000);
    expect(await told("received")).toEqual([4, 2, 0]);
    expect(await told("stored")).toEqual([2, 1, 0]);
    expect(await told("duplicates")).toEqual([0, 1, 0]);
    expect(await told("quarantinedNotJson")).toEqual([1, 0, 0]);
    expect(await told("quarantinedOutOfBounds")).toEqual([1, 0, 0]);
    expect(await told("quarantinedTooLarge")).toEqual([0, 0, 0]);
    for (const [field, metric] of [
      ["received", "ingest_messages_received_total"],
      ["stored", "ingest_readings_stored_total"],
      ["duplicates", "ingest_readings_duplicate_total"],
      ["storeFailures", "ingest_store_failures_total"],
    ] as const) {
      expect(sum(await told(field))).toBe(await counted(metric));
    }
  });

  it("have a field for every reason of quarantine", async () => {
    for (const reason of QUARANTINE_REASONS) events.quarantined(reason);
    await clock.advance(15_000);
    const [{ fields } = { fields: {} }] = await written();
    const quarantined = Object.entries(fields).filter(([name]) => name.startsWith("quarantined"));
    expect(quarantined).toHaveLength(QUARANTINE_REASONS.length);
    expect(quarantined.map(([, value]) => value)).toEqual(QUARANTINE_REASONS.map(() => 1));
  });

  it("tell the lag of the last batch and the longest wait for the store, when there was one", async () => {
    await clock.advance(4_000);
    await process(binPayload(1));
    await clock.advance(26_000);
    expect(await told("lagS")).toEqual([4, undefined]);
    expect(await told("writeMaxS")).toEqual([0, undefined]);
  });

  it("are written once when the store is back, and what happened meanwhile adds up", async () => {
    await process(binPayload(1));
    stored.failWith(new Error("away"));
    await clock.advance(60_000);
    events.received(5);
    events.received(6);
    await clock.advance(60_000);
    expect(await written()).toEqual([]);
    stored.failWith(null);
    await clock.advance(30_000);
    // The one that waited is written as it was, and one for everything since.
    expect((await written()).map(({ seq }) => seq).slice(0, 2)).toEqual([0, 1]);
    expect((await told("received")).slice(0, 2)).toEqual([1, 11]);
    expect(await counted("ingest_report_failures_total")).toBeGreaterThan(3);
    // Only batches count as failures of the store.
    expect(sum(await told("storeFailures"))).toBe(0);
  });

  it("do not count twice when the store had written before its answer was lost", async () => {
    await process(binPayload(1));
    stored.failWith(new Error("answer lost"), "after");
    await clock.advance(15_000);
    stored.failWith(null);
    await clock.advance(30_000);
    expect(sum(await told("received"))).toBe(1);
  });

  it("never make the pipeline wait", async () => {
    let release: () => void = () => undefined;
    const { write } = stored.store;
    stored.store.write = async (batch) => {
      if (batch.readings[0]?.channel === "pipeline") {
        await new Promise<void>((resolve) => (release = resolve));
      }
      return write(batch);
    };
    await clock.advance(15_000);
    await process(binPayload(1));
    expect(await stored.seqs()).toEqual([1]);
    release();
    await clock.advance(15_000);
    release();
    expect((await written())[0]).toMatchObject({ seq: 0 });
  });

  it("end at once when they are told to, also while the store is away", async () => {
    stored.failWith(new Error("away"));
    await clock.advance(20_000);
    stopping.abort();
    await reports;
    expect(await written()).toEqual([]);
  });
});
