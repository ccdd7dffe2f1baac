import { systemClock } from "@resik/kit/clock";
import { runProgram } from "@resik/kit/program";
import { createRandom, createSeed } from "@resik/kit/random";
import { startBroker } from "./broker.ts";
import { BROKER_SETTINGS } from "./settings.ts";

runProgram(
  "broker",
  BROKER_SETTINGS,
  process.env,
  async ({ settings, logger, shutdown, ready }) => {
    const broker = await startBroker(settings, {
      clock: systemClock,
      random: createRandom(createSeed()),
      logger,
      processMetrics: true,
    });
    shutdown.add("broker", () => broker.close());
    ready(broker.ports);
  },
);
