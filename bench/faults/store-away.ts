import { systemClock } from "@resik/kit/clock";
import type { System } from "../rig/system.ts";
import { waitFor } from "../rig/wait.ts";
import { play, waitForRefusals, type FaultContext, type ScenarioResult } from "./scenario.ts";

const RATE_PER_S = 1_000;
/** The bar: the backlog drains at this many times the rate at which it grew. */
const DRAIN_FACTOR_MIN = 10;
/** Of a short run: so few rows drain in a third of a second, and one pause of the machine is more. */
const DRAIN_FACTOR_MIN_SHORT = 3;
/** A backlog below this is what the load itself keeps in flight. */
const DRAINED_ROWS = RATE_PER_S / 2;

/** The store cannot be written for a minute; the inbox holds, then drains. */
export function storeAway(context: FaultContext): Promise<ScenarioResult> {
  const { progress, short } = context;
  const awayS = short ? 6 : 60;
  const drainPerSMin = RATE_PER_S * (short ? DRAIN_FACTOR_MIN_SHORT : DRAIN_FACTOR_MIN);
  return play(
    {
      name: "store away",
      ratePerS: RATE_PER_S,
      seconds: awayS + (short ? 8 : 15),
      async fault(system) {
        await systemClock.sleep(1_000);
        const giveBack = await system.store.takeAway(system.dataDir);
        await systemClock.sleep(awayS * 1_000);
        const backlog = await inboxRows(system);
        progress(`store away for ${awayS} s: ${backlog} messages wait`);
        await giveBack();
        const drainPerS = await measureDrain(system, backlog);
        progress(`drained at ${drainPerS} messages a second`);
        return {
          passed: drainPerS >= drainPerSMin,
          figures: { awayS, backlog, drainPerS },
        };
      },
    },
    context,
  );
}

const inboxRows = async (system: System): Promise<number> =>
  (await system.metric("broker", "broker_inbox_rows")) ?? Infinity;

/** Messages a second from the first that leaves; those that come meanwhile pass through as well. */
async function measureDrain(system: System, backlog: number): Promise<number> {
  await waitFor("the drain begins", 30_000, async () => (await inboxRows(system)) < backlog, 5);
  const startMs = systemClock.monotonicMs();
  await waitFor("it drains", 60_000, async () => (await inboxRows(system)) < DRAINED_ROWS, 5);
  const drainS = (systemClock.monotonicMs() - startMs) / 1_000;
  return Math.round((backlog + drainS * RATE_PER_S) / drainS);
}

/** The inbox reaches its bound while the store is away: publishes are refused, none is lost. */
export const inboxFull = (context: FaultContext): Promise<ScenarioResult> =>
  play(
    {
      name: "inbox full",
      system: { environment: { RESIK_BROKER_INBOX_BYTES_MAX: String(1_024 * 1_024) } },
      ratePerS: RATE_PER_S,
      seconds: context.short ? 10 : 15,
      async fault(system) {
        await systemClock.sleep(1_000);
        const giveBack = await system.store.takeAway(system.dataDir);
        const refused = await waitForRefusals(system);
        await giveBack();
        return { passed: refused > 0, figures: { refused } };
      },
    },
    context,
  );
