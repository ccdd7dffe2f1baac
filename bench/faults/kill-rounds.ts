import { systemClock } from "@resik/kit/clock";
import { PROGRAMS } from "../rig/system.ts";
import { play, type FaultContext, type ScenarioResult } from "./scenario.ts";

const ROUND_MS_MAX = 2_500;

/** Under load, at random moments, kill -9 of broker, ingest and api in turn. */
export const killRounds = (
  { random, progress }: FaultContext,
  rounds: number,
): Promise<ScenarioResult> =>
  play(
    {
      name: "kill -9",
      ratePerS: 1_000,
      seconds: Math.ceil((rounds * ROUND_MS_MAX) / 1_000) + 2,
      async fault(system) {
        for (let round = 0; round < rounds; round++) {
          const name = PROGRAMS[round % PROGRAMS.length] ?? "broker";
          await systemClock.sleep(random.between(200, 1_200));
          await system.end(name, "SIGKILL");
          await systemClock.sleep(random.between(0, 600));
          await system.start(name);
          progress(`round ${round + 1} of ${rounds}: ${name} killed and started again`);
        }
        return { figures: { rounds } };
      },
    },
    random,
  );
