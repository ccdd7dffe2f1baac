import { parseArgs } from "node:util";
import type { z } from "zod";
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
): Bench => ({ options, run: (given, progress) => run(options.parse(given), progress) });

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

/** `npm run bench -- NAME [--json] [--option value …]`; the last line of `--json` is one object. */
async function main(): Promise<void> {
  const [name = "", ...rest] = process.argv.slice(2);
  const chosen = BENCHES[name];
  if (!chosen) {
    process.stderr.write(`Usage: npm run bench -- ${Object.keys(BENCHES).join("|")} [--json]\n`);
    process.exit(2);
  }
  const { values } = parseArgs({
    args: rest,
    options: {
      json: { type: "boolean", default: false },
      ...Object.fromEntries(
        Object.keys(chosen.options.shape).map((key) => [key, { type: "string" as const }]),
      ),
    },
  });
  const { json, ...options } = values;
  const result = await chosen.run(options, toStandardError);
  process.stdout.write(`${JSON.stringify(result, null, json ? undefined : 2)}\n`);
}

await main();
