import { join } from "node:path";
import type { UserCreation } from "@resik/contract/http/users";
import type { ApiClient } from "../api-client.ts";
import type { SystemPorts } from "../commands/start.ts";
import type { CommandContext } from "../context.ts";
import { systemProgram, mqttUrl, type SystemOptions } from "../system.ts";
import type { Supervisor } from "../supervisor/supervisor.ts";
import type { District } from "./district.ts";
import { buildFleet, writeFleetFile } from "./fleet.ts";
import { expectedMessages, writeHistory } from "./history.ts";
import { waitUntilIngested } from "./ingested.ts";
import { createProgress } from "./progress.ts";
import { createAccounts, registerDistrict } from "./register.ts";

const DAY_MS = 86_400_000;

export interface BringUpOptions {
  context: CommandContext;
  supervisor: Supervisor;
  signal: AbortSignal;
  api: ApiClient;
  system: SystemOptions;
  ports: SystemPorts;
  district: District;
  accounts: readonly UserCreation[];
  seed: string;
  days: number;
  /** Runs a phase and tells what it took to those who want to know. */
  timed: Timed;
}

export type Timed = <T>(phase: string, run: () => Promise<T>) => Promise<T>;

/** Fills a running system with the district and starts its fleet. */
export async function bringUpDistrict(options: BringUpOptions): Promise<void> {
  const { context, supervisor, signal, api, system, district, days, timed } = options;
  const { clock } = context;

  const credentials = await timed("registration", () => registerDistrict(api, district));
  const endMs = clock.nowMs();
  const fleet = buildFleet({
    seed: options.seed,
    brokerUrl: mqttUrl(system.addresses),
    originMs: endMs - days * DAY_MS,
    credentials,
  });
  const fleetPath = join(system.settings.RESIK_DATA_DIR, "fleet.json");
  writeFleetFile(fleetPath, fleet);
  const [messages] = await Promise.all([
    timed("history", () => writeFleetHistory(options, fleet, endMs)),
    timed("accounts", () => createAccounts(api, options.accounts)),
  ]);
  await timed("storing", () => waitForStore(options, messages));
  await timed("fleet", () =>
    supervisor.start([
      systemProgram("firmware-sim", system, { args: ["run", "--fleet", fleetPath] }),
    ]),
  );
  signal.throwIfAborted();
}

async function writeFleetHistory(
  { context, signal, days }: BringUpOptions,
  fleet: ReturnType<typeof buildFleet>,
  endMs: number,
): Promise<number> {
  const expected = expectedMessages(fleet, days);
  const progress = createProgress(`resik: writing ${days} days of history`, context);
  try {
    return await writeHistory({
      fleet,
      days,
      endMs,
      clock: context.clock,
      signal,
      // The number is an estimate: only the end is the end.
      onAcked: (messages) => progress.update(Math.min(0.99, messages / expected)),
    });
  } finally {
    progress.end();
  }
}

async function waitForStore(options: BringUpOptions, messages: number): Promise<void> {
  const { context, signal, ports } = options;
  const opsPort = ports.get("ingest")?.["ops"];
  if (opsPort === undefined) throw new Error("ingest did not say where its metrics are");
  const progress = createProgress("resik: storing it", context);
  try {
    await waitUntilIngested({
      clock: context.clock,
      metricsUrl: `http://127.0.0.1:${opsPort}/metrics`,
      messages,
      onProgress: (stored) => progress.update(stored / Math.max(1, messages)),
      signal,
    });
  } finally {
    progress.end();
  }
}
