import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { z } from "zod";
import { describeMachine, median, percentile } from "../rig/machine.ts";
import type { Progress } from "../rig/progress.ts";
import { startSystem, type System } from "../rig/system.ts";
import { createAsker } from "./asker.ts";
import { fillDistrict, SITE, type District } from "./district.ts";
import { createQuestions, SERIES_KINDS } from "./questions.ts";

export const queriesOptionsSchema = z.object({
  devices: z.coerce.number().int().min(10).max(2_000).default(200),
  "raw-days": z.coerce.number().int().min(2).max(90).default(30),
  "roll-up-days": z.coerce.number().int().min(2).max(1_000).default(365),
  rounds: z.coerce.number().int().min(1).max(10_000).default(40),
});
type Options = z.infer<typeof queriesOptionsSchema>;

/**
 * Fills a store with a district's year, then asks the running system, its three programs as a user
 * runs them, over HTTP for what pages show: first several processes that have just started, each
 * every question once and beginning with another one, since only the first meets a process that was
 * asked nothing yet; then the last of these processes, warm.
 */
export async function benchQueries(
  options: Options,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const dir = mkdtempSync(join(tmpdir(), "resik-bench-queries-"));
  const dataDir = join(dir, "data");
  let system: System | null = null;
  try {
    const startMs = systemClock.monotonicMs();
    const given = {
      devices: options.devices,
      rawDays: options["raw-days"],
      rollUpDays: options["roll-up-days"],
    };
    const district = await fillDistrict(dataDir, given, progress);
    const fillS = Math.round((systemClock.monotonicMs() - startMs) / 1_000);
    const fileMiB = Math.round(
      statSync(join(dataDir, "readings", "readings.sqlite")).size / 1_048_576,
    );
    system = await startSystem({ dataDir });
    await register(system, district);
    const cold = await measureCold(system, district, progress);
    const warm = await measureWarm(system, district, options.rounds, progress);
    const series = SERIES_KINDS.map((kind) => warm[kind]?.p95Ms ?? Number.NaN);
    const coldSeries = SERIES_KINDS.map((kind) => cold[kind]?.p95Ms ?? Number.NaN);
    return {
      bench: "queries",
      /** The slowest range: the bar is 100 ms for each of them. */
      seriesP95Ms: Math.max(...series),
      seriesColdP95Ms: Math.max(...coldSeries),
      /** The bar is 50 ms. */
      latestP95Ms: warm["latest"]?.p95Ms,
      latestColdP95Ms: cold["latest"]?.p95Ms,
      warm,
      cold,
      store: {
        devices: countByKind(district),
        readings: district.readings,
        rollUpHours: district.rollUps,
        fileMiB,
        fillS,
      },
      machine: describeMachine(),
    };
  } finally {
    await system?.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

const countByKind = ({ devices }: District): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(devices, ({ kind }) => kind)].map(([kind, group]) => [kind, group.length]),
  );

/** Every device gets its place in the registry, as `readings/series` wants it. */
async function register(system: System, district: District): Promise<void> {
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${system.httpUrl}/api/v1/${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${system.adminToken}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  const place = { areaCode: "33.18.10", areaName: "Pati", lat: -6.756, lon: 111.038 };
  await post("sites", { id: SITE, name: "Bench", kind: "station", ...place });
  for (const { id, kind } of district.devices) {
    await post("devices", { id, site: SITE, kind, name: id });
  }
}

interface Figures {
  p50Ms: number;
  p95Ms: number;
  maxMs: number;
  /** Median size of an answer as it travelled. */
  kib: number;
}

const round = (value: number, per = 100): number => Math.round(value * per) / per;

function figuresOf(asked: readonly { ms: number; bytes: number }[]): Figures {
  const ms = asked.map((one) => one.ms);
  return {
    p50Ms: round(median(ms)),
    p95Ms: round(percentile(ms, 95)),
    maxMs: round(Math.max(...ms)),
    kib: round(median(asked.map(({ bytes }) => bytes)) / 1_024, 10),
  };
}

type Collected = Map<string, { ms: number; bytes: number }[]>;

const summaryOf = (collected: Collected): Record<string, Figures> =>
  Object.fromEntries([...collected].map(([kind, asked]) => [kind, figuresOf(asked)]));

async function askRounds(
  system: System,
  district: District,
  { rounds, seed, beginAt = 0 }: { rounds: number; seed: string; beginAt?: number },
): Promise<Collected> {
  const questions = createQuestions(district, createRandom(seed));
  const asker = createAsker(system.httpUrl, system.adminToken);
  const collected: Collected = new Map();
  try {
    for (let index = 0; index < rounds; index++) {
      const round = [...questions.round()];
      const begin = Math.floor(beginAt * round.length);
      for (const { kind, path } of [...round.slice(begin), ...round.slice(0, begin)]) {
        const asked = collected.get(kind) ?? [];
        collected.set(kind, asked);
        asked.push(await asker.ask(path));
      }
    }
  } finally {
    asker.close();
  }
  return collected;
}

/** Each kind's first question to processes that have just started. */
const COLD_STARTS = 5;

async function measureCold(
  system: System,
  district: District,
  progress: Progress,
): Promise<Record<string, Figures>> {
  const all: Collected = new Map();
  for (let start = 0; start < COLD_STARTS; start++) {
    await system.end("api", "SIGTERM");
    await system.start("api");
    const found = await askRounds(system, district, {
      rounds: 1,
      seed: `cold ${start}`,
      beginAt: start / COLD_STARTS,
    });
    for (const [kind, asked] of found) all.set(kind, [...(all.get(kind) ?? []), ...asked]);
  }
  progress(`asked ${COLD_STARTS} processes that had just started`);
  return summaryOf(all);
}

async function measureWarm(
  system: System,
  district: District,
  rounds: number,
  progress: Progress,
): Promise<Record<string, Figures>> {
  const found = summaryOf(await askRounds(system, district, { rounds, seed: "warm" }));
  for (const [kind, { p50Ms, p95Ms }] of Object.entries(found)) {
    progress(`${kind}: median ${p50Ms} ms, p95 ${p95Ms} ms`);
  }
  return found;
}
