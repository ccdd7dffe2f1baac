import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAlertEvents } from "@resik/api/alert-events";
import { createEvaluator } from "@resik/api/alert-evaluator";
import { createRoster } from "@resik/api/alert-roster";
import { createStateBoard } from "@resik/api/presence";
import { openRegistry } from "@resik/api/registry";
import { registerDevice } from "@resik/api/registry-devices";
import { addSite } from "@resik/api/registry-sites";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import type { Fleet } from "@resik/firmware-sim/fleet";
import type { PlayedMessage } from "@resik/firmware-sim/play";
import { createIngestEvents } from "@resik/ingest/events";
import { createPipeline } from "@resik/ingest/pipeline";
import { systemClock, type ManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics } from "@resik/kit/metrics";
import { createRandom } from "@resik/kit/random";
import { openReadingStore } from "@resik/readings/open";
import { createBrokerVoice } from "./broker-voice.ts";
import { openPostbox, type PostedMessage } from "./postbox.ts";
import type { PlayedAlert } from "./score.ts";

/** Memory as a folder, where the system has it: how fast a disk syncs is not measured here. */
const MEMORY_FOLDER = "/dev/shm";
const LATE_DAYS_MAX = 30;
const ROLL_UP_HOURS = 500;

/** Ingest, stores, registry and evaluator of one installation, driven by hand. */
export interface Desk {
  /** What the broker received: judged and stored as ingest does it, and told to who listens. */
  receive(messages: readonly PlayedMessage[]): Promise<void>;
  /** Puts what happened into messages as far as its time has come, and judges all rules. */
  evaluate(): Promise<void>;
  /** Brings the hourly roll-ups up to date, as ingest does between batches. */
  rollUp(): Promise<void>;
  /** Every message that a target for everything was sent. */
  messages(): readonly PostedMessage[];
  alerts(): Promise<PlayedAlert[]>;
  /** What went to quarantine, which a simulated fleet with right clocks never does. */
  quarantined(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Opens an installation in a folder of its own with the given devices registered, and the rules of
 * a new installation.
 */
export async function openDesk(fleet: Fleet, clock: ManualClock): Promise<Desk> {
  const parent = existsSync(MEMORY_FOLDER) ? MEMORY_FOLDER : tmpdir();
  const folder = mkdtempSync(join(parent, "resik-bench-alerts-"));
  const store = await openReadingStore("sqlite:", { dataDir: folder, clock: systemClock });
  const registry = openRegistry(join(folder, "registry.sqlite"));
  const { db } = registry;
  const metrics = createMetrics({ processMetrics: false });
  const logger = createLogger("api", "silent");
  const voice = createBrokerVoice();
  const states = createStateBoard(voice);
  const ingestEvents = createIngestEvents(logger, metrics);
  const pipeline = createPipeline({
    clock,
    store,
    // A store that fails would be asked again for ever on a clock that stands still.
    events: {
      ...ingestEvents,
      storeFailed(error) {
        throw error;
      },
    },
    lateDaysMax: LATE_DAYS_MAX,
  });
  await registerFleet(db, fleet, clock.nowMs());
  const postbox = await openPostbox({ db, clock, seed: fleet.seed, logger, metrics });
  const evaluator = createEvaluator({
    db,
    source: store,
    states,
    roster: createRoster(db, clock),
    clock,
    random: createRandom(`${fleet.seed}/evaluator`),
    events: createAlertEvents(logger, metrics),
    onTransitions: postbox.wake,
  });
  const never = new AbortController().signal;

  return {
    async receive(messages) {
      if (messages.length === 0) return;
      const records = messages.map(({ atMs, retain, topic, payload }) => ({
        receivedAtMs: Math.floor(atMs),
        retain,
        topic,
        payload,
      }));
      await pipeline.process(records, never);
      for (const message of messages) if (message.channel === "status") voice.say(message);
    },
    async evaluate() {
      await postbox.post();
      const done = await evaluator.evaluate();
      if (done !== "evaluated") throw new Error("another evaluator holds the lease");
    },
    async rollUp() {
      while ((await store.rollUp(ROLL_UP_HOURS)).more);
    },
    messages: postbox.messages,
    async alerts() {
      const rows = await db.selectFrom("alerts").selectAll().orderBy("seq").execute();
      return rows.map(({ rule, subject, opened_at_ms, resolved_at_ms }) => ({
        rule,
        subject,
        openedAtMs: opened_at_ms,
        resolvedAtMs: resolved_at_ms,
      }));
    },
    quarantined: async () => (await store.quarantine({ limit: 500 })).rows.length,
    async close() {
      await evaluator.release();
      await registry.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function registerFleet(
  db: ReturnType<typeof openRegistry>["db"],
  fleet: Fleet,
  nowMs: number,
): Promise<void> {
  for (const id of new Set(fleet.devices.map(({ site }) => site))) {
    const place = { areaCode: "33.18.10", areaName: "Pati", lat: -6.75, lon: 111.04 };
    await addSite(db, { id: siteIdSchema.parse(id), name: id, kind: "tps", ...place });
  }
  for (const { id, site, kind, intervalS } of fleet.devices) {
    const input = {
      id: deviceIdSchema.parse(id),
      site: siteIdSchema.parse(site),
      kind,
      name: id,
      ...(intervalS === undefined ? {} : { config: { intervalS } }),
    };
    const registered = await registerDevice(db, input, nowMs);
    if (!registered.ok) throw new Error(registered.detail);
  }
}
