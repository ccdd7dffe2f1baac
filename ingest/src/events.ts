import { QUARANTINE_REASONS, type QuarantineReason } from "@resik/contract/quarantine";
import type { Logger } from "@resik/kit/logger";
import { Counter, Gauge, Histogram, type Registry } from "@resik/kit/metrics";
import { createStoreOutage } from "./store-outage.ts";

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
    /** Readings of the batch that a program of ours sent, stored already or not. */
    ofServices: number;
  }): void;
  quarantined(reason: QuarantineReason): void;
  storeFailed(error: unknown, waitMs: number): void;
  rolledUp(hours: number): void;
  deleted(rows: number): void;
  /** Points for screens were written. */
  projected(points: number): void;
  /** Too many hours waited to be derived from; the newest are derived anew instead. */
  projectionForgotten(hours: number): void;
  /** A background job failed; it runs again. */
  jobFailed(job: string, error: unknown): void;
  /** The store did not take our own figures; they are written again, or (null) never will be. */
  reportFailed(error: unknown, waitMs: number | null): void;
  /** What happened since the last call: the same events as the metrics count. */
  takeFigures(): IngestFigures;
}

/** What ingest did between two looks. */
export interface IngestFigures {
  received: number;
  stored: number;
  duplicates: number;
  storeFailures: number;
  quarantined: Record<QuarantineReason, number>;
  /** Age of the oldest message of the last batch when it was stored; null without a batch. */
  lagMs: number | null;
  /** Longest time the store took for a batch, tries included; null without a batch. */
  writeMaxMs: number | null;
}

function noFigures(): IngestFigures {
  return {
    received: 0,
    stored: 0,
    duplicates: 0,
    storeFailures: 0,
    quarantined: {
      "not-json": 0,
      schema: 0,
      "out-of-bounds": 0,
      "clock-skew": 0,
      "unknown-channel": 0,
      "too-large": 0,
      "store-rejected": 0,
    },
    lagMs: null,
    writeMaxMs: null,
  };
}

/** One function an event: it counts, and logs where a person wants to know. */
export function createIngestEvents(logger: Logger, metrics: Registry): IngestEvents {
  const count = createCounters(metrics);
  for (const reason of QUARANTINE_REASONS) count.quarantined.inc({ reason }, 0);
  const figures = createFigures();
  const outage = createStoreOutage(logger);
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
    received(rows) {
      figures.now.received += rows;
      count.received.inc(rows);
    },
    stored({ stored, duplicates, lagMs, tookMs, ofServices }) {
      outage.over();
      figures.now.stored += stored;
      figures.now.duplicates += duplicates ?? 0;
      figures.now.lagMs = lagMs;
      figures.now.writeMaxMs = Math.max(figures.now.writeMaxMs ?? 0, tookMs);
      count.stored.inc(stored);
      count.ofServices.inc(ofServices);
      if (duplicates !== null) count.duplicates.inc(duplicates);
      count.lag.set(lagMs / 1_000);
      count.write.observe(tookMs / 1_000);
    },
    quarantined(reason) {
      figures.now.quarantined[reason]++;
      count.quarantined.inc({ reason });
    },
    storeFailed(error, waitMs) {
      figures.now.storeFailures++;
      count.storeFailures.inc();
      if (outage.met(error)) return;
      logger.warn({ err: error, waitMs }, "store did not take the batch; trying again");
    },
    rolledUp(hours) {
      outage.over();
      count.rollUps.inc(hours);
    },
    deleted(rows) {
      count.deleted.inc(rows);
      logger.info({ rows }, "raw readings past their retention deleted");
    },
    projected: (points) => count.projected.inc(points),
    projectionForgotten(hours) {
      count.projectionsForgotten.inc();
      logger.warn({ hours }, "too many hours wait to be derived from; deriving the newest anew");
    },
    jobFailed(job, error) {
      count.jobFailures.inc({ job });
      if (outage.met(error)) return;
      logger.error({ job, err: error }, "background job failed; it runs again");
    },
    reportFailed(error, waitMs) {
      count.reportFailures.inc();
      logger.debug({ err: error, waitMs }, "store did not take our own figures");
    },
    takeFigures: figures.take,
  };
}

/** The figures since they were last taken. */
function createFigures() {
  const figures = {
    now: noFigures(),
    take(): IngestFigures {
      const taken = figures.now;
      figures.now = noFigures();
      return taken;
    },
  };
  return figures;
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
    ofServices: counter(
      "service_readings_total",
      "Readings of our own programs, stored for the first time or already.",
    ),
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
    projected: counter("points_projected_total", "Points for screens that were written."),
    projectionsForgotten: counter(
      "projections_forgotten_total",
      "Times that too many hours waited to be derived from.",
    ),
    reportFailures: counter("report_failures_total", "Own figures not taken at once."),
    jobFailures: counter("job_failures_total", "Runs of a background job that failed.", ["job"]),
  };
}
