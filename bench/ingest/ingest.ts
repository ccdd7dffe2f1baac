import { z } from "zod";
import { describeMachine, median } from "../rig/machine.ts";
import type { Progress } from "../rig/progress.ts";
import { STORES, type StoreName } from "../rig/store.ts";
import { measureOpenLoop } from "./open-loop.ts";
import { hasMosquitto, startBareAedes, startMosquitto } from "./reference.ts";
import { measureDurable, measureReference, type SideResult } from "./sides.ts";

export const ingestOptionsSchema = z.object({
  messages: z.coerce.number().int().min(1_000).default(500_000),
  rounds: z.coerce.number().int().min(1).max(20).default(3),
  connections: z.coerce.number().int().min(1).default(50),
  "in-flight": z.coerce.number().int().min(1).default(50),
  "payload-bytes": z.coerce.number().int().min(100).default(150),
  seconds: z.coerce.number().int().min(5).default(30),
  store: z.enum(STORES).default("sqlite"),
});

const DURABILITY = {
  sqlite: "fsync before PUBACK (SQLite WAL, synchronous=FULL), fsync in the store; bare: memory",
  influxdb:
    "fsync before PUBACK (SQLite WAL, synchronous=FULL), fsync of InfluxDB's log (wal-fsync-delay 0s); bare: memory",
} as const satisfies Record<StoreName, string>;

const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits));

/**
 * Bare Aedes in memory with one subscriber against the whole durable path (fsync before PUBACK,
 * then into the store), in turn, with the same publishers. `ratio` is the smaller of two: acks to
 * acks, and stored to delivered.
 */
export async function benchIngest(
  options: z.infer<typeof ingestOptionsSchema>,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const side = {
    connections: options.connections,
    messages: Math.ceil(options.messages / options.connections) * options.connections,
    payloadBytes: options["payload-bytes"],
    inFlight: options["in-flight"],
  };
  const bare: SideResult[] = [];
  const mosquitto: SideResult[] = [];
  const durable: Awaited<ReturnType<typeof measureDurable>>[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    bare.push(await measureReference(await startBareAedes(), side));
    progress(`round ${round}: bare Aedes ${rates(bare)}`);
    durable.push(await measureDurable(side, options.store));
    progress(`round ${round}: durable path ${rates(durable)}`);
    if (hasMosquitto()) {
      mosquitto.push(await measureReference(await startMosquitto(), side));
      progress(`round ${round}: Mosquitto ${rates(mosquitto)}`);
    }
  }
  const openLoop = await measureOpenLoop({
    connections: side.connections,
    ratePerS: 1_000,
    seconds: options.seconds,
    payloadBytes: side.payloadBytes,
    store: options.store,
  });
  progress(`1,000 messages a second: PUBACK p99 ${openLoop.pubackP99Ms.toFixed(1)} ms`);

  const of = (runs: readonly SideResult[], key: "ackedPerS" | "endPerS"): number =>
    median(runs.map((run) => run[key]));
  const ackedRatio = of(durable, "ackedPerS") / of(bare, "ackedPerS");
  const endRatio = of(durable, "endPerS") / of(bare, "endPerS");
  const sum = (key: "lost" | "duplicated" | "unsent" | "mismatched"): number =>
    durable.reduce((total, run) => total + run.verdict[key], 0);
  const rss = durable.at(-1)?.rssMb ?? {};
  return {
    bench: "ingest",
    store: options.store,
    ackedPerS: rounded(of(durable, "ackedPerS")),
    storedPerS: rounded(of(durable, "endPerS")),
    bareAedesPerS: rounded(of(bare, "ackedPerS")),
    bareAedesDeliveredPerS: rounded(of(bare, "endPerS")),
    ratio: rounded(Math.min(ackedRatio, endRatio), 3),
    ackedRatio: rounded(ackedRatio, 3),
    storedToDeliveredRatio: rounded(endRatio, 3),
    mosquittoPerS: mosquitto.length > 0 ? rounded(of(mosquitto, "ackedPerS")) : null,
    p50Ms: rounded(openLoop.pubackP50Ms, 2),
    p99Ms: rounded(openLoop.pubackP99Ms, 2),
    visibleP50Ms: rounded(openLoop.visibleP50Ms, 1),
    visibleP99Ms: rounded(openLoop.visibleP99Ms, 1),
    lost: sum("lost"),
    duplicated: sum("duplicated"),
    unsent: sum("unsent"),
    mismatched: sum("mismatched"),
    rssMb: Object.values(rss).reduce((total, value) => total + value, 0),
    rssMbByProgram: rss,
    durability: DURABILITY[options.store],
    rounds: options.rounds,
    ...side,
    perRound: { bare: pairs(bare), durable: pairs(durable), mosquitto: pairs(mosquitto) },
    machine: describeMachine(),
  };
}

const pairs = (runs: readonly SideResult[]): [number, number][] =>
  runs.map((run) => [rounded(run.ackedPerS), rounded(run.endPerS)]);

const rates = (runs: readonly SideResult[]): string => {
  const last = runs.at(-1);
  return `${Math.round(last?.ackedPerS ?? 0)} acked/s, ${Math.round(last?.endPerS ?? 0)} at the end/s`;
};
