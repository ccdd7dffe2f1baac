import { systemClock } from "@resik/kit/clock";
import { runProgram } from "@resik/kit/program";
import { createRandom, createSeed } from "@resik/kit/random";
import { startIngest } from "./ingest.ts";
import { INGEST_SETTINGS } from "./settings.ts";

runProgram(
  "ingest",
  INGEST_SETTINGS,
  process.env,
  async ({ settings, logger, shutdown, ready }) => {
    const ingest = await startIngest(settings, {
      clock: systemClock,
      // The jitter of reconnecting depends on it, and the boot of our own figures.
      random: createRandom(createSeed()),
      logger,
      processMetrics: true,
    });
    shutdown.add("ingest", () => ingest.close());
    await ingest.subscribed;
    ready(ingest.ports);
  },
);
