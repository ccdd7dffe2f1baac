import { systemClock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { PROGRAMS, type System } from "../rig/system.ts";
import { play, type FaultContext, type ScenarioResult } from "./scenario.ts";

/** A round in which a server has to read its log again takes longer than one without. */
const ROUND_MS_MAX = { sqlite: 2_500, influxdb: 3_500 } as const;

/** Something that can be killed as a power cut would, and started again. */
interface Victim {
  name: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

function victimsOf(system: System): Victim[] {
  const { server } = system.store;
  const programs = PROGRAMS.map((name) => ({
    name,
    kill: () => system.end(name, "SIGKILL"),
    start: () => system.start(name),
  }));
  return server === null ? programs : [{ name: "influxd", ...server }, ...programs];
}

/** Each victim once, in a random order, then each once again. */
function* inRandomTurns(victims: readonly Victim[], random: Random): Generator<Victim, never> {
  for (;;) {
    const waiting = [...victims];
    while (waiting.length > 0) {
      const [next] = waiting.splice(random.int(waiting.length), 1);
      if (next) yield next;
    }
  }
}

/** Under load, at random moments, kill -9 of the programs and of the store's server. */
export const killRounds = (context: FaultContext, rounds: number): Promise<ScenarioResult> => {
  const { random, progress, store } = context;
  return play(
    {
      name: "kill -9",
      ratePerS: 1_000,
      seconds: Math.ceil((rounds * ROUND_MS_MAX[store]) / 1_000) + 2,
      async fault(system) {
        const victims = inRandomTurns(victimsOf(system), random);
        for (let round = 0; round < rounds; round++) {
          const { name, kill, start } = victims.next().value;
          await systemClock.sleep(random.between(200, 1_200));
          await kill();
          await systemClock.sleep(random.between(0, 600));
          await start();
          progress(`round ${round + 1} of ${rounds}: ${name} killed and started again`);
        }
        return { figures: { rounds } };
      },
    },
    context,
  );
};
