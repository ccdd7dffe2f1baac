import { readFileSync } from "node:fs";
import { fail, ok, type Result } from "@resik/contract/error-code";
import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { createSeed } from "@resik/kit/random";
import type { CommandOf } from "./arguments.ts";
import { runBackfill } from "./backfill.ts";
import { readFleetFile, type Fleet } from "./fleet.ts";
import { runLoad } from "./load/load.ts";
import { runStorm } from "./load/storm.ts";
import type { ScenarioName } from "./scenario.ts";
import { openTruthFile } from "./truth/file.ts";
import type { TruthLog } from "./truth/log.ts";

/** Messages a device may send at once when a backfill has a rate. */
const BACKFILL_BURST_MESSAGES = 100;

interface FleetOverrides {
  fleet: string;
  seed?: string | undefined;
  scenario?: ScenarioName | undefined;
  url?: string | undefined;
  origin?: string | undefined;
}

/**
 * The fleet of the file with what the command line says in its place.
 *
 * @throws StartError when the file is not a fleet.
 */
export function loadFleet(overrides: FleetOverrides): Fleet {
  const read = readFleetFile(overrides.fleet);
  if (!read.ok) throw new StartError(`The fleet file ${overrides.fleet}: ${read.detail}.`);
  const { seed, scenario, url, origin } = overrides;
  return {
    ...read.value,
    ...(seed === undefined ? {} : { seed }),
    ...(scenario === undefined ? {} : { scenario }),
    ...(url === undefined ? {} : { brokerUrl: url }),
    ...(origin === undefined ? {} : { origin }),
  };
}

export const readCa = (path: string | undefined): { caPem?: string } =>
  path === undefined ? {} : { caPem: readFileSync(path, "utf8") };

/** Runs with a truth file when one is asked for, and closes it whatever happens. */
async function withTruth<T>(
  path: string | undefined,
  clock: Clock,
  work: (truth: { truth?: TruthLog }) => Promise<T>,
): Promise<T> {
  if (path === undefined) return work({});
  const truth = openTruthFile(path, clock);
  try {
    return await work({ truth });
  } finally {
    await truth.close();
  }
}

export interface CommandContext {
  clock: Clock;
  signal: AbortSignal;
  /** For people, while it runs. */
  progress(line: string): void;
}

type Report = Result<Record<string, unknown> & { complete: boolean }>;

/** What a report says of itself as one object, or why there is none. */
const reportOf = (result: Result<object & { complete: boolean }>, seed: string): Report =>
  result.ok ? ok({ seed, ...result.value }) : fail(result.code, result.detail);

export function backfillCommand(
  command: CommandOf<"backfill">,
  context: CommandContext,
): Promise<Report> {
  const { clock, signal, progress } = context;
  const fleet = loadFleet(command);
  return withTruth(command.truth, clock, async (truth) => {
    const result = await runBackfill({
      fleet,
      days: command.days,
      ...(command.end === undefined ? {} : { endMs: Date.parse(command.end) }),
      ...(command.rate === undefined
        ? {}
        : { pace: { messagesPerS: command.rate, burstMessages: BACKFILL_BURST_MESSAGES } }),
      inFlightMax: command["in-flight"],
      clock,
      signal,
      ...truth,
      ...readCa(command.ca),
      onProgress: ({ acked, devicesDone, devices, elapsedS }) =>
        progress(
          `${acked} messages acknowledged, ${devicesDone} of ${devices} devices done, ` +
            `${Math.round(acked / Math.max(elapsedS, 1))} a second`,
        ),
    });
    return reportOf(result, fleet.seed);
  });
}

export function loadCommand(
  command: CommandOf<"load">,
  { clock, signal }: CommandContext,
): Promise<Report> {
  const fleet = loadFleet(command);
  // Not the fleet's: a second load with the same boot ids would be taken for duplicates.
  const seed = command.seed ?? createSeed();
  return withTruth(command.truth, clock, async (truth) => {
    const result = await runLoad({
      url: fleet.brokerUrl,
      devices: fleet.devices,
      connections: command.connections,
      messages: command.messages,
      ...(command.rate === undefined ? {} : { ratePerS: command.rate }),
      payloadBytes: command["payload-bytes"],
      inFlight: command["in-flight"],
      ...connectsOf(command["connects-per-s"]),
      clock,
      signal,
      seed,
      ...truth,
      ...readCa(command.ca),
    });
    return reportOf(result, seed);
  });
}

export function stormCommand(
  command: CommandOf<"storm">,
  { clock, signal }: CommandContext,
): Promise<Report> {
  const fleet = loadFleet(command);
  const seed = command.seed ?? createSeed();
  return withTruth(command.truth, clock, async (truth) => {
    const result = await runStorm({
      url: fleet.brokerUrl,
      devices: fleet.devices,
      connections: command.connections,
      backlogEach: command.backlog,
      payloadBytes: command["payload-bytes"],
      ...connectsOf(command["connects-per-s"]),
      holdS: command.hold,
      spreadMs: command.spread * 1_000,
      clock,
      signal,
      seed,
      ...truth,
      ...readCa(command.ca),
    });
    return reportOf(result, seed);
  });
}

const connectsOf = (connectsPerS: number | undefined): { connectsPerS?: number } =>
  connectsPerS === undefined ? {} : { connectsPerS };
