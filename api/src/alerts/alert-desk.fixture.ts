import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AlertRule } from "@resik/contract/alert-rule";
import type { DeviceKind } from "@resik/contract/http/registry";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { createManualClock, systemClock, type ManualClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createMetrics, type Registry as Metrics } from "@resik/kit/metrics";
import { createRandom } from "@resik/kit/random";
import { openReadingStore } from "@resik/readings/open";
import type { ReadingStore } from "@resik/readings/port";
import type { DeviceState } from "../presence.ts";
import { registerDevice } from "../registry/devices.ts";
import { openRegistry, type Registry } from "../registry/open.ts";
import { addSite } from "../registry/sites.ts";
import { makeReading } from "../test/make-reading.ts";
import { createAlertEvents } from "./alert-events.ts";
import { createEvaluator, type Evaluator, type EvaluatorOptions } from "./evaluator.ts";
import { createRoster, type Roster } from "./roster.ts";

export const START_MS = Date.UTC(2026, 10, 2, 3);
export const MINUTE_MS = 60_000;

export interface AlertDesk {
  clock: ManualClock;
  registry: Registry;
  store: ReadingStore;
  roster: Roster;
  metrics: Metrics;
  /** What the broker says of a device now. */
  states: Map<string, DeviceState>;
  addSite(id: string): Promise<void>;
  addDevice(id: string, site: string, kind: DeviceKind): Promise<void>;
  /** Stores a reading of now. */
  say(input: Omit<Parameters<typeof makeReading>[0], "atMs"> & { atMs?: number }): Promise<void>;
  /** A start of the program as far as the evaluator goes. */
  start(options?: Partial<EvaluatorOptions>): Evaluator;
  /** What happened so far, in order: `rule subject step`, `open` for opened. */
  history(): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * A real store, a real registry and a clock that a test moves.
 *
 * @param rules instead of those of the registry.
 */
export async function openAlertDesk(rules?: readonly AlertRule[]): Promise<AlertDesk> {
  const dataDir = mkdtempSync(join(tmpdir(), "resik-alerts-"));
  const clock = createManualClock(START_MS);
  const store = await openReadingStore("sqlite:", { dataDir, clock: systemClock });
  const registry = openRegistry(":memory:");
  const { db } = registry;
  const states = new Map<string, DeviceState>();
  const roster = createRoster(db, clock);
  const metrics = createMetrics({ processMetrics: false });
  const events = createAlertEvents(createLogger("api", "silent"), metrics);
  let seq = 0;
  let starts = 0;
  return {
    clock,
    registry,
    store,
    roster,
    metrics,
    states,
    async addSite(id) {
      const place = { areaCode: "33.18.10", areaName: "Pati", lat: -6.75, lon: 111.04 };
      await addSite(db, { id: siteIdSchema.parse(id), name: id, kind: "tps", ...place });
    },
    async addDevice(id, site, kind) {
      const input = { id: deviceIdSchema.parse(id), site: siteIdSchema.parse(site) };
      await registerDevice(db, { ...input, kind, name: id }, clock.nowMs());
      roster.forget();
    },
    async say(input) {
      const reading = makeReading({ atMs: clock.nowMs(), seq: seq++, ...input });
      const { rejected } = await store.write({ readings: [reading], quarantined: [] });
      if (rejected.length > 0) throw new Error(rejected[0]?.detail);
    },
    start: (options = {}) =>
      createEvaluator({
        db,
        source: store,
        states: { stateOf: (device) => states.get(device) ?? null },
        roster,
        ...(rules ? { rules } : {}),
        clock,
        random: createRandom(`start ${starts++}`),
        events,
        onTransitions: () => {},
        ...options,
      }),
    async history() {
      const rows = await db
        .selectFrom("alert_transitions as t")
        .innerJoin("alerts", "alerts.id", "t.alert")
        .select(["alerts.rule", "alerts.subject", "t.step"])
        .orderBy("t.id")
        .execute();
      return rows.map(
        ({ rule, subject, step }) => `${rule} ${subject} ${step === "opened" ? "open" : step}`,
      );
    },
    async close() {
      await registry.close();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
