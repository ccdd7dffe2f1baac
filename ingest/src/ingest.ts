import type { Clock } from "@resik/kit/clock";
import type { Logger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { startOpsServer } from "@resik/kit/ops-server";
import type { Random } from "@resik/kit/random";
import { openReadingStore } from "@resik/readings/open";
import { influxCredentialsOf } from "@resik/readings/settings";
import { createIngestEvents } from "./events.ts";
import { createInboxSource } from "./inbox-source.ts";
import { runJobs } from "./jobs.ts";
import { createPipeline } from "./pipeline.ts";
import { runPipelineReports } from "./pipeline-report.ts";
import { checkIngestSettings, type IngestSettings } from "./settings.ts";

export interface Ingest {
  ports: Record<string, number>;
  /** Resolves when the inbox was subscribed for the first time. */
  subscribed: Promise<void>;
  /** Ends after the batch under way; what is not acknowledged comes again. */
  close(): Promise<void>;
}

const BOOT_CHARACTERS = 12;

export interface IngestDependencies {
  clock: Clock;
  random: Random;
  logger: Logger;
  processMetrics: boolean;
}

/**
 * Starts ingest: takes the inbox, stores readings and quarantine, keeps roll-ups and retention. It
 * holds no state of its own and may be killed at any moment.
 *
 * @throws SettingsError, StartError, or the system's error when a port or folder cannot be had.
 */
export async function startIngest(
  settings: IngestSettings,
  { clock, random, logger, processMetrics }: IngestDependencies,
): Promise<Ingest> {
  checkIngestSettings(settings);
  const metrics = createMetrics({ processMetrics });
  const events = createIngestEvents(logger, metrics);
  const store = await openReadingStore(settings.RESIK_READINGS_URL, {
    dataDir: settings.RESIK_DATA_DIR,
    clock,
    influxdb: influxCredentialsOf(settings),
    retentionDays: settings.RESIK_READINGS_RETENTION_DAYS,
  });
  const pipeline = createPipeline({
    clock,
    store,
    events,
    lateDaysMax: settings.RESIK_INGEST_LATE_DAYS_MAX,
  });
  const source = createInboxSource({
    url: settings.RESIK_MQTT_URL,
    secret: settings.RESIK_INGEST_MQTT_SECRET,
    clock,
    random,
    events,
    take: (batch, signal) => pipeline.process(batch.records, signal),
  });
  const ops = await startOpsServer({
    host: settings.RESIK_INGEST_OPS_HOST,
    port: settings.RESIK_INGEST_OPS_PORT,
    metrics,
    notReady: async () => (source.isConnected() ? store.notReady() : "the inbox is not subscribed"),
  });

  const stopping = new AbortController();
  const jobs = runJobs(
    {
      clock,
      store,
      events,
      retentionDays: settings.RESIK_READINGS_RETENTION_DAYS,
      ispuCompleteRatio: settings.RESIK_ISPU_COMPLETE_PERCENT / 100,
    },
    stopping.signal,
  );
  const everyMs = settings.RESIK_PIPELINE_REPORT_S * 1_000;
  const reports =
    everyMs > 0 &&
    runPipelineReports(
      { clock, store, events, boot: random.id(BOOT_CHARACTERS), everyMs },
      stopping.signal,
    );
  const { promise: subscribed, resolve: onSubscribed } = Promise.withResolvers<void>();
  const running = source.run(onSubscribed);

  return {
    ports: { ops: ops.port },
    subscribed,
    async close() {
      source.stop();
      stopping.abort();
      await Promise.all([running, jobs, reports, ops.close()]);
      await store.close();
    },
  };
}
