import type { Clock } from "@resik/kit/clock";
import type { Logger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { startOpsServer } from "@resik/kit/ops-server";
import type { Random } from "@resik/kit/random";
import { openReadingStore } from "@resik/readings/open";
import { createIngestEvents } from "./events.ts";
import { createInboxSource } from "./inbox-source.ts";
import { runJobs } from "./jobs.ts";
import { createPipeline } from "./pipeline.ts";
import { checkIngestSettings, type IngestSettings } from "./settings.ts";

export interface Ingest {
  ports: Record<string, number>;
  /** Resolves when the inbox was subscribed for the first time. */
  subscribed: Promise<void>;
  /** Ends after the batch under way; what is not acknowledged comes again. */
  close(): Promise<void>;
}

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
    notReady: () => (source.isConnected() ? null : "the inbox is not subscribed"),
  });

  const stopping = new AbortController();
  const jobs = runJobs(
    { clock, store, events, retentionDays: settings.RESIK_READINGS_RETENTION_DAYS },
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
      await Promise.all([running, jobs, ops.close()]);
      await store.close();
    },
  };
}
