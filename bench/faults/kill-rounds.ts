import { systemClock } from "@resik/kit/clock";
import { PROGRAMS, startSystem } from "../rig/system.ts";
import {
  conclude,
  DEVICES,
  drained,
  startBackgroundLoad,
  type FaultContext,
  type ScenarioResult,
} from "./scenario.ts";

const RATE_PER_S = 1_000;
const ROUND_MS_MAX = 2_500;

/** Under load, at random moments, kill -9 of broker, ingest and api in turn. */
export async function killRounds(context: FaultContext, rounds: number): Promise<ScenarioResult> {
  const { random, progress } = context;
  const system = await startSystem();
  try {
    const devices = await system.register(DEVICES);
    const seconds = Math.ceil((rounds * ROUND_MS_MAX) / 1_000) + 2;
    const load = startBackgroundLoad(system, devices, {
      ratePerS: RATE_PER_S,
      seconds,
      seed: random.id(8),
    });
    for (let round = 0; round < rounds; round++) {
      const name = PROGRAMS[round % PROGRAMS.length] ?? "broker";
      await systemClock.sleep(random.between(200, 1_200));
      await system.end(name, "SIGKILL");
      await systemClock.sleep(random.between(0, 600));
      await system.start(name);
      progress(`round ${round + 1} of ${rounds}: ${name} killed and started again`);
    }
    const { connectionsLost } = await load.done;
    await drained(system);
    return await conclude("kill -9", system, lastOf(devices), load.truth, {
      figures: { rounds, connectionsLost },
    });
  } finally {
    await system.stop();
  }
}

function lastOf<T>(items: readonly T[]): T {
  const last = items.at(-1);
  if (last === undefined) throw new Error("no devices");
  return last;
}
