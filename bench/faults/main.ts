import { parseArgs } from "node:util";
import { createRandom, createSeed } from "@resik/kit/random";
import { z } from "zod";
import { describeMachine } from "../rig/machine.ts";
import { toStandardError } from "../rig/progress.ts";
import { STORES } from "../rig/store.ts";
import { clockJumps } from "./clock-jumps.ts";
import { diskFull } from "./disk-full.ts";
import { halfOpen } from "./half-open.ts";
import { killRounds } from "./kill-rounds.ts";
import type { FaultContext, ScenarioResult } from "./scenario.ts";
import { inboxFull, storeAway } from "./store-away.ts";

const optionsSchema = z.object({
  rounds: z.coerce.number().int().min(0).max(1_000).default(20),
  /** Comma separated names; all when absent. */
  only: z.string().optional(),
  seed: z.string().optional(),
  store: z.enum(STORES).default("sqlite"),
  short: z.boolean().default(false),
  json: z.boolean().default(false),
});

type Play = (context: FaultContext) => Promise<ScenarioResult>;

/** `npm run faults -- [--rounds N] [--short] [--only NAME,…] [--seed S]
 * [--store sqlite|influxdb] [--json]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string" },
      only: { type: "string" },
      seed: { type: "string" },
      store: { type: "string" },
      short: { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  const options = optionsSchema.parse(values);
  const seed = options.seed ?? createSeed();
  toStandardError(`seed ${seed}`);
  const plays: Record<string, Play> = {
    kill: (context) => killRounds(context, options.rounds),
    "store-away": storeAway,
    "inbox-full": inboxFull,
    "disk-full": diskFull,
    "clock-jumps": clockJumps,
    "half-open": halfOpen,
  };
  const names = options.only?.split(",") ?? Object.keys(plays);
  const scenarios: ScenarioResult[] = [];
  for (const name of names) {
    const play = plays[name];
    if (!play) throw new Error(`no scenario is called ${name}: ${Object.keys(plays).join(", ")}`);
    const random = createRandom(`${seed}/${name}`);
    const { short, store } = options;
    const result = await play({ random, progress: toStandardError, short, store });
    scenarios.push(result);
    toStandardError(`${result.name}: ${outcomeOf(result)}`);
  }
  const result = { store: options.store, ...summary(seed, options.rounds, scenarios) };
  process.stdout.write(`${JSON.stringify(result, null, options.json ? undefined : 2)}\n`);
  if (scenarios.some((scenario) => scenario.passed === false)) process.exitCode = 1;
}

function outcomeOf(result: ScenarioResult): string {
  if (result.passed === null) return `not played: ${result.note ?? ""}`;
  return `${result.passed ? "passed" : "FAILED"}, lost ${result.lost ?? "?"}, duplicated ${result.duplicated ?? "?"}`;
}

function summary(seed: string, rounds: number, scenarios: ScenarioResult[]) {
  const sum = (key: "acked" | "stored" | "quarantined" | "lost" | "duplicated"): number =>
    scenarios.reduce((total, scenario) => total + (scenario[key] ?? 0), 0);
  const played = scenarios.filter((scenario) => scenario.passed !== null);
  return {
    faults: true,
    seed,
    rounds,
    acked: sum("acked"),
    stored: sum("stored"),
    quarantined: sum("quarantined"),
    lost: sum("lost"),
    duplicated: sum("duplicated"),
    freshMessagePasses: played.every((scenario) => scenario.freshMessagePasses === true),
    scenarios,
    machine: describeMachine(),
  };
}

await main();
