import { CommanderError } from "commander";
import { systemClock } from "@resik/kit/clock";
import { EXIT_CODE_SETTINGS, startSentence } from "@resik/kit/program";
import { createRandom, createSeed } from "@resik/kit/random";
import { CommandError, type CommandContext } from "./context.ts";
import { createProgram } from "./program.ts";

const PARENT_CHECK_MS = 1_000;
const EXIT_CODE_COMMAND = 1;

function onEndRequest(run: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, run);
  // npm that is killed cannot pass anything on; a new parent tells. Without npm a new parent is
  // what `nohup` and service managers want.
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  systemClock.every(PARENT_CHECK_MS, () => {
    if (process.ppid !== parent) run();
  });
}

const context: CommandContext = {
  environment: process.env,
  clock: systemClock,
  random: createRandom(createSeed()),
  out: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  input: process.stdin,
  promptHidden: (text) => void process.stderr.write(text),
  onEndRequest,
  progressStream: process.stderr.isTTY ? process.stderr : null,
};

// A reader that went away (`| head`) is no reason to fail in the middle of a stop.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

async function main(): Promise<number> {
  try {
    await createProgram(context).parseAsync();
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const expected = startSentence(error);
    if (expected === null && !(error instanceof CommandError)) throw error;
    context.note(`resik: ${expected ?? String(error instanceof Error ? error.message : error)}`);
    return expected === null ? EXIT_CODE_COMMAND : EXIT_CODE_SETTINGS;
  }
}

// Explicitly: handlers of signals and of a closed pipe keep the process alive otherwise.
process.exit(await main());
