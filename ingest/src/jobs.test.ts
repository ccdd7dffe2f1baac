import type { DerivedPoint } from "@resik/contract/measurement";
import { createManualClock, type ManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics, type Registry } from "@resik/kit/metrics";
import type { ReadingStore } from "@resik/readings/port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createIngestEvents } from "./events.ts";
import { runJobs } from "./jobs.ts";
import { createPipeline } from "./pipeline.ts";
import { binPayload, RECEIVED_AT_MS, recordOf } from "./record.fixture.ts";
import { openTestStore, type TestStore } from "./store.fixture.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let clock: ManualClock;
let stored: TestStore;
let metrics: Registry;
let stopping: AbortController;
let jobs: Promise<void>;
beforeEach(async () => {
  clock = createManualClock(RECEIVED_AT_MS);
  stored = await openTestStore(clock);
  metrics = createMetrics({ processMetrics: false });
  stopping = new AbortController();
});
afterEach(async () => {
  stopping.abort();
  await jobs;
  await stored.close();
});

function start(store: ReadingStore = stored.store): void {
  const events = createIngestEvents(createLogger("ingest", "silent"), metrics);
  jobs = runJobs(
    { clock, store, events, retentionDays: 40, ispuCompleteRatio: 0.75 },
    stopping.signal,
  );
}

async function write(count: number, everyMs: number): Promise<void> {
  const events = createIngestEvents(
    createLogger("ingest", "silent"),
    createMetrics({ processMetrics: false }),
  );
  const pipeline = createPipeline({ clock, store: stored.store, events, lateDaysMax: 30 });
  const records = Array.from({ length: count }, (_, seq) =>
    recordOf(binPayload(seq, { sampledAt: RECEIVED_AT_MS - seq * everyMs })),
  );
  await pipeline.process(records, stopping.signal);
}

async function count(name: string): Promise<number> {
  const metric = await metrics.getSingleMetric(name)?.get();
  return (metric?.values ?? []).reduce((sum, { value }) => sum + value, 0);
}

/** Moves time on by a little more than a period of the roll-ups, and reads a figure. */
async function afterPeriod(name: string): Promise<number> {
  for (let step = 0; step < 35; step++) await clock.advance(1_000);
  return count(name);
}

describe("background jobs", () => {
  it("roll up every hour that was written to, in steps, and again what is written later", async () => {
    await write(500, HOUR_MS);
    start();
    expect(await afterPeriod("ingest_rollup_hours_total")).toBe(500);
    await write(501, HOUR_MS);
    expect(await afterPeriod("ingest_rollup_hours_total")).toBe(501);
  });

  it("delete raw readings past their retention and keep the others", async () => {
    await write(20, DAY_MS);
    clock.jump(RECEIVED_AT_MS + 30 * DAY_MS - HOUR_MS);
    start();
    // Of 40 days ten lie before the moment of writing, and the reading of that very moment.
    const kept = [...Array(11).keys()];
    expect(await afterPeriod("ingest_readings_deleted_total")).toBe(9);
    expect((await stored.seqs()).sort((a, b) => a - b)).toEqual(kept);
  });

  it("go on after a run that failed, and count it", async () => {
    let fails = true;
    start({
      ...stored.store,
      rollUp: async (hoursMax) => {
        if (fails) throw new Error("no room");
        return stored.store.rollUp(hoursMax);
      },
    });
    await write(3, HOUR_MS);
    expect(await afterPeriod("ingest_job_failures_total")).toBe(2);
    fails = false;
    expect(await afterPeriod("ingest_rollup_hours_total")).toBe(3);
  });

  it("derive points for a store with screens, and no others", async () => {
    const points: DerivedPoint[] = [];
    const project = async (more: readonly DerivedPoint[]) => void points.push(...more);
    await write(3, HOUR_MS);
    start({ ...stored.store, project });
    await afterPeriod("ingest_rollup_hours_total");
    expect(points).toEqual([]);
    stopping.abort();
    await jobs;

    stopping = new AbortController();
    metrics = createMetrics({ processMetrics: false });
    start({ ...stored.store, projects: true, project });
    expect(await afterPeriod("ingest_points_projected_total")).toBe(3);
    expect(points.map(({ measurement }) => measurement)).toEqual(Array(3).fill("bin_state"));
  });

  it("roll up although deriving fails, and derive when it works again", async () => {
    let fails = true;
    const points: DerivedPoint[] = [];
    start({
      ...stored.store,
      projects: true,
      async project(more) {
        if (fails) throw new Error("screens are away");
        points.push(...more);
      },
    });
    await write(3, HOUR_MS);
    expect(await afterPeriod("ingest_rollup_hours_total")).toBe(3);
    expect(await count("ingest_job_failures_total")).toBeGreaterThan(0);
    fails = false;
    expect(await afterPeriod("ingest_points_projected_total")).toBe(3);
    expect(points.map(({ atMs }) => atMs).sort((a, b) => b - a)).toEqual(
      [0, 1, 2].map((back) => RECEIVED_AT_MS - back * HOUR_MS),
    );
  });

  it("end at once when they are told to", async () => {
    start();
    stopping.abort();
    await jobs;
  });

  it("end while they wait, too", async () => {
    start();
    expect(await afterPeriod("ingest_rollup_hours_total")).toBe(0);
    stopping.abort();
    await jobs;
  });
});
