import type { InboxRecord } from "@resik/contract/relay";
import { createManualClock, type ManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics, type Registry } from "@resik/kit/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createIngestEvents } from "./events.ts";
import { createPipeline, type Pipeline } from "./pipeline.ts";
import { binPayload, RECEIVED_AT_MS, recordOf } from "./record.fixture.ts";
import { openTestStore, type TestStore } from "./store.fixture.ts";

let clock: ManualClock;
let stored: TestStore;
let metrics: Registry;
let pipeline: Pipeline;
beforeEach(async () => {
  clock = createManualClock(RECEIVED_AT_MS);
  stored = await openTestStore(clock);
  metrics = createMetrics({ processMetrics: false });
  const events = createIngestEvents(createLogger("ingest", "silent"), metrics);
  pipeline = createPipeline({ clock, store: stored.store, events, lateDaysMax: 30 });
});
afterEach(() => stored.close());

const never = new AbortController().signal;
const records = (...seqs: number[]): InboxRecord[] => seqs.map((seq) => recordOf(binPayload(seq)));

async function count(name: string, reason?: string): Promise<number> {
  const metric = await metrics.getSingleMetric(name)?.get();
  const found = metric?.values.find(
    ({ labels }) => reason === undefined || labels.reason === reason,
  );
  return found?.value ?? 0;
}

/** Lets the pipeline come to its next wait. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("pipeline", () => {
  it("stores what is right and puts aside what is not, with the bytes as they came", async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x7b]);
    const batch = [...records(1), recordOf(bytes), recordOf(binPayload(2, { fillRatio: 9 }))];
    expect(await pipeline.process(batch, never)).toBe(true);
    expect(await stored.seqs()).toEqual([1]);
    const page = await stored.store.quarantine({ limit: 10 });
    const rows = page.rows.map(({ reason, payload }) => [reason, Buffer.from(payload)] as const);
    expect(rows.find(([reason]) => reason === "not-json")?.[1]).toEqual(bytes);
    expect(rows.map(([reason]) => reason).sort()).toEqual(["not-json", "out-of-bounds"]);
    expect(await count("ingest_messages_received_total")).toBe(3);
    expect(await count("ingest_readings_stored_total")).toBe(1);
    expect(await count("ingest_messages_quarantined_total", "not-json")).toBe(1);
    expect(await count("ingest_messages_quarantined_total", "too-large")).toBe(0);
  });

  it("counts what comes twice as duplicate, in one batch and in two", async () => {
    await pipeline.process(records(1, 1, 2), never);
    await pipeline.process(records(2, 3), never);
    expect(await stored.seqs()).toEqual([1, 2, 3]);
    expect(await count("ingest_readings_stored_total")).toBe(3);
    expect(await count("ingest_readings_duplicate_total")).toBe(2);
  });

  it("tells the age of the oldest message when it was stored", async () => {
    await clock.advance(4_000);
    await pipeline.process(records(1), never);
    expect(await count("ingest_lag_seconds")).toBe(4);
  });

  it("tells how many of them our own programs sent, and the rest are devices'", async () => {
    const report = { v: 1, boot: "boot", seq: 1, inboxRows: 3 };
    const own = recordOf(report, { topic: "resik/v1/resik/broker/pipeline" });
    await pipeline.process([...records(1, 2), own, recordOf("bad")], never);
    await pipeline.process([own], never);
    expect(await count("ingest_service_readings_total")).toBe(2);
    expect(await count("ingest_readings_stored_total")).toBe(3);
    expect(await count("ingest_readings_duplicate_total")).toBe(1);
  });

  it("takes an empty batch", async () => {
    expect(await pipeline.process([], never)).toBe(true);
  });

  it("tries again with growing pauses for as long as the store fails, then is done", async () => {
    stored.failWith(new Error("no room"));
    let done: boolean | null = null;
    const processing = pipeline.process(records(1, 2), never).then((result) => (done = result));
    await turn();
    expect(stored.attempts()).toBe(1);
    for (const [pauseMs, attempts] of [
      [100, 2],
      [200, 3],
      [400, 4],
      [800, 5],
      [1_600, 6],
      [3_200, 7],
      [5_000, 8],
      [5_000, 9],
    ] as const) {
      await clock.advance(pauseMs - 1);
      expect(stored.attempts()).toBe(attempts - 1);
      await clock.advance(1);
      expect(stored.attempts()).toBe(attempts);
    }
    expect(done).toBeNull();
    stored.failWith(null);
    await clock.advance(5_000);
    await processing;
    expect(done).toBe(true);
    expect(await stored.seqs()).toEqual([1, 2]);
    expect(await count("ingest_store_failures_total")).toBe(9);
  });

  it("stores once when the store failed after it had written", async () => {
    stored.failWith(new Error("answer lost"), "after");
    const processing = pipeline.process([...records(1), recordOf("bad")], never);
    await turn();
    stored.failWith(null);
    await clock.advance(100);
    expect(await processing).toBe(true);
    expect(await stored.seqs()).toEqual([1]);
    expect((await stored.store.quarantine({ limit: 10 })).rows).toHaveLength(1);
  });

  it("gives up without success when it is told to end, so that nothing is acknowledged", async () => {
    stored.failWith(new Error("no room"));
    const ending = new AbortController();
    const processing = pipeline.process(records(1), ending.signal);
    await turn();
    ending.abort();
    expect(await processing).toBe(false);
    expect(await stored.seqs()).toEqual([]);
    expect(await pipeline.process(records(1), ending.signal)).toBe(false);
  });

  it("puts what the store refuses for ever aside, with its original bytes, and stores the rest", async () => {
    stored.reject(({ seq }) => seq === 2);
    const batch = records(1, 2, 3);
    expect(await pipeline.process(batch, never)).toBe(true);
    expect(await stored.seqs()).toEqual([1, 3]);
    const page = await stored.store.quarantine({ limit: 10 });
    expect(page.rows).toHaveLength(1);
    expect(page.rows[0]).toMatchObject({ reason: "store-rejected", topic: batch[1]?.topic });
    expect(Buffer.from(page.rows[0]?.payload ?? [])).toEqual(Buffer.from(batch[1]?.payload ?? []));
    expect(await count("ingest_messages_quarantined_total", "store-rejected")).toBe(1);
  });
});
