import type { QuarantineReason } from "@resik/contract/quarantine";
import type { Reading } from "@resik/contract/reading";
import type { FIELDS } from "@resik/contract/series";
import { deviceIdSchema, OWN_SITE_ID, siteIdSchema } from "@resik/contract/slug";
import type { Clock } from "@resik/kit/clock";
import type { ReadingStore } from "@resik/readings/port";
import type { IngestEvents, IngestFigures } from "./events.ts";
import { retryForever } from "./retry.ts";

type PipelineField = keyof typeof FIELDS.pipeline;

const QUARANTINE_FIELDS = {
  "not-json": "quarantinedNotJson",
  schema: "quarantinedSchema",
  "out-of-bounds": "quarantinedOutOfBounds",
  "clock-skew": "quarantinedClockSkew",
  "unknown-channel": "quarantinedUnknownChannel",
  "too-large": "quarantinedTooLarge",
  "store-rejected": "quarantinedStoreRejected",
} as const satisfies Record<QuarantineReason, PipelineField>;

export interface PipelineReportOptions {
  clock: Clock;
  store: ReadingStore;
  events: IngestEvents;
  /** Drawn at each start of the process, like a device's. */
  boot: string;
  everyMs: number;
}

/**
 * Writes what ingest did as readings of its own, until the signal ends it. It has a loop of its own,
 * so the pipeline never waits for it. A report that the store does not take is written again as it
 * is, which cannot count twice; what happens meanwhile adds up into the next one.
 */
export async function runPipelineReports(
  { clock, store, events, boot, everyMs }: PipelineReportOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let seq = 0; ; seq++) {
    await clock.sleep(everyMs, signal);
    if (signal.aborted) return;
    const reading = toReading(events.takeFigures(), { boot, seq, atMs: clock.nowMs() });
    const result = await retryForever(() => store.write({ readings: [reading], quarantined: [] }), {
      clock,
      signal,
      onFailure: events.reportFailed,
    });
    for (const { detail } of result?.rejected ?? []) events.reportFailed(new Error(detail), null);
  }
}

function toReading(
  { quarantined, lagMs, writeMaxMs, ...counts }: IngestFigures,
  { boot, seq, atMs }: { boot: string; seq: number; atMs: number },
): Reading {
  const fields: Partial<Record<PipelineField, number>> = { ...counts };
  if (lagMs !== null) fields.lagS = lagMs / 1_000;
  if (writeMaxMs !== null) fields.writeMaxS = writeMaxMs / 1_000;
  for (const [reason, field] of Object.entries(QUARANTINE_FIELDS)) {
    // The keys of the table are the reasons.
    fields[field] = quarantined[reason as QuarantineReason];
  }
  return {
    site: siteIdSchema.parse(OWN_SITE_ID),
    device: deviceIdSchema.parse("ingest"),
    channel: "pipeline",
    boot,
    seq,
    sampledAtMs: atMs,
    receivedAtMs: atMs,
    atMs,
    quality: "ok",
    fields,
  };
}
