import { systemClock } from "@resik/kit/clock";
import { runProgram, startSentence, EXIT_CODE_SETTINGS } from "@resik/kit/program";
import { parseCommandLine, USAGE, type CommandOf, type SimCommand } from "./arguments.ts";
import {
  backfillCommand,
  loadCommand,
  loadFleet,
  readCa,
  stormCommand,
  type CommandContext,
} from "./commands.ts";
import { startFleet } from "./run.ts";
import { SCENARIOS } from "./scenario.ts";
import { SIM_SETTINGS } from "./settings.ts";
import { openTruthFile } from "./truth/file.ts";

const STATS_PERIOD_MS = 60_000;
const EXIT_CODE_INCOMPLETE = 1;

const parsed = parseCommandLine(process.argv.slice(2));
if (parsed.ok) main(parsed.value);
else {
  process.stderr.write(`resik sim: ${parsed.detail}\n${USAGE}\n`);
  process.exitCode = EXIT_CODE_SETTINGS;
}

function main(command: SimCommand): void {
  switch (command.name) {
    case "run":
      return run(command);
    case "backfill":
      return once(command.json, (context) => backfillCommand(command, context));
    case "load":
      return once(command.json, (context) => loadCommand(command, context));
    case "storm":
      return once(command.json, (context) => stormCommand(command, context));
    case "scenarios":
      for (const [name, { about }] of Object.entries(SCENARIOS)) {
        process.stdout.write(`${name.padEnd(14)}${about}\n`);
      }
  }
}

/** A fleet that goes on until it is told to stop. */
function run(command: CommandOf<"run">): void {
  runProgram("sim", SIM_SETTINGS, process.env, async ({ logger, shutdown, ready }) => {
    const fleet = loadFleet(command);
    const clock = systemClock;
    process.stdout.write(`seed: ${fleet.seed}\n`);
    const fleetRun = startFleet({
      fleet,
      clock,
      speed: command.speed,
      ...(command.outbox === undefined ? {} : { outboxPath: command.outbox }),
      ...(command.truth === undefined ? {} : { truth: openTruthFile(command.truth, clock) }),
      device: readCa(command.ca),
      failed(error) {
        // Unexpected: the program's frame logs it and ends the process.
        throw error;
      },
    });
    shutdown.add("fleet", () => fleetRun.close());
    const stats = clock.every(STATS_PERIOD_MS, () => logger.info(fleetRun.stats(), "fleet"));
    shutdown.add("stats", () => stats.cancel());
    ready({});
  });
}

/** A command that ends by itself; a signal ends it early and it still reports. */
function once(
  json: boolean,
  work: (context: CommandContext) => ReturnType<typeof backfillCommand>,
): void {
  const abort = new AbortController();
  process.once("SIGTERM", () => abort.abort());
  process.once("SIGINT", () => abort.abort());
  process.once("disconnect", () => abort.abort());
  const context: CommandContext = {
    clock: systemClock,
    signal: abort.signal,
    progress: (line) => void process.stderr.write(`${line}\n`),
  };
  const finish = async (): Promise<number> => {
    const result = await work(context);
    if (!result.ok) {
      process.stderr.write(`resik sim: ${result.detail}\n`);
      return EXIT_CODE_INCOMPLETE;
    }
    process.stdout.write(`${JSON.stringify(result.value, null, json ? undefined : 2)}\n`);
    return result.value.complete || abort.signal.aborted ? 0 : EXIT_CODE_INCOMPLETE;
  };
  finish().then(
    (code) => process.exit(code),
    (error: unknown) => {
      const sentence = startSentence(error);
      process.stderr.write(`resik sim: ${sentence ?? String(error)}\n`);
      process.exit(sentence === null ? EXIT_CODE_INCOMPLETE : EXIT_CODE_SETTINGS);
    },
  );
}
