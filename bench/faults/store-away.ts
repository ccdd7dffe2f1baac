import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { startSystem, type System } from "../rig/system.ts";
import { waitFor } from "../rig/wait.ts";
import {
  conclude,
  DEVICES,
  drained,
  startBackgroundLoad,
  type FaultContext,
  type ScenarioResult,
} from "./scenario.ts";

const RATE_PER_S = 1_000;
/** The bar: the backlog drains at this many times the rate at which it grew. */
const DRAIN_FACTOR_MIN = 10;
/** A backlog below this is what the load itself keeps in flight. */
const DRAINED_ROWS = RATE_PER_S / 2;

/** Holds the store's write lock, as a stuck backup would: nothing can be written meanwhile. */
export function lockStore(system: System): () => void {
  const db = openDurableSqlite(join(system.dataDir, "readings", "readings.sqlite"));
  db.exec("BEGIN IMMEDIATE");
  return () => {
    db.exec("ROLLBACK");
    db.close();
  };
}

/** The store cannot be written for a minute; the inbox holds, then drains. */
export async function storeAway(context: FaultContext): Promise<ScenarioResult> {
  const { random, progress, short } = context;
  const awayS = short ? 8 : 60;
  const system = await startSystem();
  try {
    const devices = await system.register(DEVICES);
    const load = startBackgroundLoad(system, devices, {
      ratePerS: RATE_PER_S,
      seconds: awayS + 15,
      seed: random.id(8),
    });
    await systemClock.sleep(1_000);
    const unlock = lockStore(system);
    await systemClock.sleep(awayS * 1_000);
    const rows = async (): Promise<number> =>
      (await system.metric("broker", "broker_inbox_rows")) ?? Infinity;
    const backlog = await rows();
    progress(`store away for ${awayS} s: ${backlog} messages wait`);
    unlock();
    await waitFor("the backlog begins to drain", 30_000, async () => (await rows()) < backlog, 5);
    const startMs = systemClock.monotonicMs();
    await waitFor("the backlog is gone", 60_000, async () => (await rows()) < DRAINED_ROWS, 5);
    const drainS = (systemClock.monotonicMs() - startMs) / 1_000;
    // While it drains, the load goes on: that many more have passed through.
    const drainPerS = (backlog + drainS * RATE_PER_S) / drainS;
    progress(`drained at ${Math.round(drainPerS)} messages a second`);
    await load.done;
    await drained(system);
    return await conclude("store away", system, first(devices), load.truth, {
      passed: drainPerS >= DRAIN_FACTOR_MIN * RATE_PER_S,
      figures: { awayS, backlog, drainPerS: Math.round(drainPerS) },
    });
  } finally {
    await system.stop();
  }
}

/** The inbox reaches its bound while the store is away: publishes are refused, none is lost. */
export async function inboxFull(context: FaultContext): Promise<ScenarioResult> {
  const { random } = context;
  const system = await startSystem({
    environment: { RESIK_BROKER_INBOX_BYTES_MAX: String(1_024 * 1_024) },
  });
  try {
    const devices = await system.register(DEVICES);
    const load = startBackgroundLoad(system, devices, {
      ratePerS: RATE_PER_S,
      seconds: 15,
      seed: random.id(8),
    });
    await systemClock.sleep(1_000);
    const unlock = lockStore(system);
    const refusals = async (): Promise<number> =>
      (await system.metric("broker", "broker_publishes_refused_total")) ?? 0;
    await waitFor("publishes are refused", 30_000, async () => (await refusals()) > 0);
    await systemClock.sleep(2_000);
    const refused = await refusals();
    unlock();
    await load.done;
    await drained(system);
    return await conclude("inbox full", system, first(devices), load.truth, {
      passed: refused > 0,
      figures: { refused },
    });
  } finally {
    await system.stop();
  }
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error("no devices");
  return item;
}
