import { parseArgs } from "node:util";
import { z } from "zod";
import { alertsOptionsSchema, benchAlerts } from "./alerts/alerts.ts";
import { benchConnections, connectionsOptionsSchema } from "./connections/connections.ts";
import { benchCopy, copyOptionsSchema } from "./copy/copy.ts";
import { benchForecast, forecastOptionsSchema } from "./forecast/forecast.ts";
import { benchIngest, ingestOptionsSchema } from "./ingest/ingest.ts";
import { benchLedger, ledgerOptionsSchema } from "./ledger/ledger.ts";
import { benchMemory, memoryOptionsSchema } from "./memory/memory.ts";
import { benchQueries, queriesOptionsSchema } from "./queries/queries.ts";
import { toStandardError, type Progress } from "./rig/progress.ts";

interface Bench {
  options: z.ZodObject;
  run(options: Record<string, unknown>, progress: Progress): Promise<Record<string, unknown>>;
}

const bench = <S extends z.ZodObject>(
  options: S,
  run: (given: z.infer<S>, progress: Progress) => Promise<Record<string, unknown>>,
): Bench => ({
  options,
  // They were read by the same schema, whose type the table of benches cannot hold.
  run: (given, progress) => run(given as z.infer<S>, progress),
});

const BENCHES: Record<string, Bench> = {
  ingest: bench(ingestOptionsSchema, benchIngest),
  connections: bench(connectionsOptionsSchema, benchConnections),
  ledger: bench(ledgerOptionsSchema, benchLedger),
  memory: bench(memoryOptionsSchema, benchMemory),
  alerts: bench(alertsOptionsSchema, benchAlerts),
  queries: bench(queriesOptionsSchema, benchQueries),
  copy: bench(copyOptionsSchema, benchCopy),
  forecast: bench(forecastOptionsSchema, benchForecast),
};

const optionsOf = ({ options }: Bench): string[] => Object.keys(options.shape);

const usage = (): string =>
  [
    "Usage: npm run bench -- NAME [--json] [--option value …]",
    ...Object.entries(BENCHES).map(
      ([name, one]) => `  ${[name, ...optionsOf(one).map((key) => `--${key}`)].join(" ")}`,
    ),
    "What each option means: docs/measurements.md, and the options' schemas in bench/.",
    "",
  ].join("\n");

/** What was typed cannot be run: why, and what can be. */
function refuse(why: string): never {
  process.stderr.write(`${why}\n${usage()}`);
  process.exit(2);
}

function readOptions(chosen: Bench, args: string[]): { json: boolean; given: object } {
  const known = optionsOf(chosen).map((key) => [key, { type: "string" as const }] as const);
  try {
    const { values } = parseArgs({
      args,
      options: { json: { type: "boolean", default: false }, ...Object.fromEntries(known) },
    });
    const { json, ...given } = values;
    return { json, given: chosen.options.parse(given) };
  } catch (error) {
    if (error instanceof z.ZodError) refuse(z.prettifyError(error));
    // The parser of arguments throws its own kind of type errors alone.
    if (error instanceof TypeError) refuse(error.message);
    throw error;
  }
}

/** `npm run bench -- NAME [--json] [--option value …]`; the last line of `--json` is one object. */
async function main(): Promise<void> {
  const [name = "", ...rest] = process.argv.slice(2);
  if (name === "--help" || rest.includes("--help")) {
    process.stdout.write(usage());
    return;
  }
  const chosen = BENCHES[name];
  if (!chosen) return refuse(name === "" ? "Which bench?" : `There is no bench ${name}.`);
  const { json, given } = readOptions(chosen, rest);
  const result = await chosen.run({ ...given }, toStandardError);
  process.stdout.write(`${JSON.stringify(result, null, json ? undefined : 2)}\n`);
}

await main();
