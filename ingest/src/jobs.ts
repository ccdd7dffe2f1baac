import type { Clock } from "@resik/kit/clock";
import type { ReadingStore } from "@resik/readings/port";
import type { IngestEvents } from "./events.ts";
import { createProjection, type Projection } from "./projection/projection.ts";

/** Roll-ups lag by this much at most when nothing else is to do. */
const ROLLUP_EVERY_MS = 30_000;
/** Series-hours of one step; between steps batches are written. */
const ROLLUP_HOURS = 200;
const RETENTION_EVERY_MS = 10 * 60_000;
const DELETE_ROWS = 2_000;
/** A pause between two steps of deletion, for those who write and read. */
const DELETE_PAUSE_MS = 20;
const DAY_MS = 86_400_000;

export interface JobsOptions {
  clock: Clock;
  store: ReadingStore;
  events: IngestEvents;
  retentionDays: number;
  /** Share of 24 hours below which an ISPU is provisional. */
  ispuCompleteRatio: number;
}

/** Runs roll-ups and retention in small steps until the signal ends them. */
export async function runJobs(options: JobsOptions, signal: AbortSignal): Promise<void> {
  const { ispuCompleteRatio: completeRatioMin } = options;
  const projection = options.store.projects
    ? createProjection({ ...options, completeRatioMin })
    : null;
  await Promise.all([
    repeat("rollup", ROLLUP_EVERY_MS, options, signal, () => rollUp(options, projection, signal)),
    repeat("retention", RETENTION_EVERY_MS, options, signal, () => deleteOld(options, signal)),
  ]);
}

/** A failed run is told and the next one tries again: both jobs are idempotent. */
async function repeat(
  job: string,
  everyMs: number,
  { clock, events }: JobsOptions,
  signal: AbortSignal,
  run: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await run();
    } catch (error) {
      events.jobFailed(job, error);
    }
    await clock.sleep(everyMs, signal);
  }
}

async function rollUp(
  { clock, store, events }: JobsOptions,
  projection: Projection | null,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { hours, touched, more } = await store.rollUp(ROLLUP_HOURS);
    events.rolledUp(hours);
    projection?.touch(touched);
    // Roll-ups go on although deriving fails: what was not derived stays noted for the next step.
    await projection?.run(signal).catch((error: unknown) => events.jobFailed("projection", error));
    if (!more) return;
    // Lets a waiting batch through.
    await clock.sleep(0, signal);
  }
}

async function deleteOld(options: JobsOptions, signal: AbortSignal): Promise<void> {
  const { clock, store, events, retentionDays } = options;
  let total = 0;
  while (!signal.aborted) {
    const rows = await store.deleteBefore(clock.nowMs() - retentionDays * DAY_MS, DELETE_ROWS);
    if (rows === 0) break;
    total += rows;
    await clock.sleep(DELETE_PAUSE_MS, signal);
  }
  if (total > 0) events.deleted(total);
}
