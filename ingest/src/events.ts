import { QUARANTINE_REASONS, type QuarantineReason } from "@resik/contract/quarantine";
import type { Logger } from "@resik/kit/logger";
import { Counter, Gauge, Histogram, type Registry } from "@resik/kit/metrics";

export interface IngestEvents {
  connected(): void;
  disconnected(reason: string): void;
  /** The broker sent something that is not the next batch; the connection is made anew. */
  outOfStep(detail: string): void;
  received(rows: number): void;
  stored(counts: {
    stored: number;
    duplicates: number | null;
    lagMs: number;
    tookMs: number;
  }): void;
  quarantined(reason: QuarantineReason): void;
  storeFailed(error: unknown, waitMs: number): void;
  rolledUp(hours: number): void;
  deleted(rows: number): void;
  /** A background job failed; it runs again. */
  jobFailed(job: string, error: unknown): void;
}

/** One function an event: it counts, and logs where a person wants to know. */
export function createIngestEvents(logger: Logger, metrics: Registry): IngestEvents {
  const count = createCounters(metrics);
  for (const reason of QUARANTINE_REASONS) count.quarantined.inc({ reason }, 0);
  return {
    connected() {
      count.connected.set(1);
      logger.info("inbox subscribed");
    },
    disconnected(reason) {
      count.connected.set(0);
      logger.warn({ reason }, "inbox connection ended; trying again");
    },
    outOfStep(detail) {
      count.outOfStep.inc();
      logger.warn({ detail }, "inbox out of step; starting anew from the last acknowledged cursor");
    },
    received: (rows) => count.received.inc(rows),
    stored({ stored, duplicates, lagMs, tookMs }) {
      count.stored.inc(stored);
      if (duplicates !== null) count.duplicates.inc(duplicates);
      count.lag.set(lagMs / 1_000);
      count.write.observe(tookMs / 1_000);
    },
    quarantined: (reason) => count.quarantined.inc({ reason }),
    storeFailed(error, waitMs) {
      count.storeFailures.inc();
      logger.warn({ err: error, waitMs }, "store did not take the batch; trying again");
    },
    rolledUp: (hours) => count.rollUps.inc(hours),
    deleted(rows) {
      count.deleted.inc(rows);
      logger.info({ rows }, "raw readings past their retention deleted");
    },
    jobFailed(job, error) {
      count.jobFailures.inc({ job });
      logger.error({ job, err: error }, "background job failed; it runs again");
    },
  };
}

function createCounters(metrics: Registry) {
  const registers = [metrics];
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name: `ingest_${name}`, help, labelNames, registers });
  return {
    connected: new Gauge({ name: "ingest_connected", help: "1 while subscribed.", registers }),
    outOfStep: counter("out_of_step_total", "Batches that were not the next one."),
    received: counter("messages_received_total", "Messages taken from the inbox."),
    stored: counter("readings_stored_total", "Readings stored for the first time."),
    duplicates: counter("readings_duplicate_total", "Readings that were stored already."),
    quarantined: counter("messages_quarantined_total", "Messages put aside.", ["reason"]),
    storeFailures: counter("store_failures_total", "Batches the store did not take at once."),
    lag: new Gauge({
      name: "ingest_lag_seconds",
      help: "Age of the oldest message of the last batch when it was stored.",
      registers,
    }),
    write: new Histogram({
      name: "ingest_store_write_seconds",
      help: "Time the store took for a batch.",
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2, 10],
      registers,
    }),
    rollUps: counter("rollup_hours_total", "Series-hours recomputed."),
    deleted: counter("readings_deleted_total", "Rows deleted after their retention."),
    jobFailures: counter("job_failures_total", "Runs of a background job that failed.", ["job"]),
  };
}
