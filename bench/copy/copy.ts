import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { startInfluxd, type Influxd } from "@resik/readings/influxd.fixture";
import { z } from "zod";
import { describeMachine } from "../rig/machine.ts";
import type { Progress } from "../rig/progress.ts";
import { startCopy, type CopyRun } from "./copy-run.ts";
import { writeHistory, type Truth } from "./history.ts";

export const copyOptionsSchema = z.object({
  rows: z.coerce.number().int().min(1_000).max(100_000_000).default(1_000_000),
  kills: z.coerce.number().int().min(0).max(10).default(2),
});

const LOOK_EVERY_MS = 50;
const RELATIVE_TOLERANCE = 1e-9;

/**
 * Copies a district's history from the embedded store to a real InfluxDB, kills the copy with
 * SIGKILL on the way and lets it go on, then asks the server itself what it holds.
 */
export async function benchCopy(
  { rows, kills }: z.infer<typeof copyOptionsSchema>,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const dir = mkdtempSync(join(tmpdir(), "resik-bench-copy-"));
  const dataDir = join(dir, "data");
  let influxd: Influxd | null = null;
  try {
    const madeMs = systemClock.monotonicMs();
    const truth = await writeHistory(dataDir, rows, progress);
    progress(`made ${rows} readings in ${secondsSince(madeMs)} s`);
    influxd = await startInfluxd({ dir: join(dir, "influxd") });
    const to = influxd.address("resik");
    const startMs = systemClock.monotonicMs();
    const runs: CopyRun[] = [];
    const killedAt: number[] = [];
    for (let kill = 1; kill <= kills; kill++) {
      const run = startCopy(dataDir, to);
      runs.push(run);
      await copiedAtLeast(dataDir, (rows * kill) / (kills + 1), run);
      await run.kill();
      killedAt.push(confirmed(dataDir));
      progress(`killed with ${killedAt.at(-1)} readings confirmed`);
    }
    const last = startCopy(dataDir, to);
    runs.push(last);
    const figures = await last.finished();
    const seconds = secondsSince(startMs);
    const there = await askServer(influxd, truth);
    return {
      readings: rows,
      equal: figures.equal === true && there.equal,
      killedAt,
      perS: Math.round(rows / seconds),
      lastRunPerS: figures.perS,
      lastRunCopied: figures.copied,
      rssMbMax: Math.max(...runs.map(({ rssMbMax }) => rssMbMax()), Number(figures.rssMbMax)),
      seconds,
      rollUps: figures.rollUps,
      differing: figures.differing,
      server: there,
      machine: describeMachine(),
    };
  } finally {
    await influxd?.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

const secondsSince = (startMs: number): number =>
  Math.round((systemClock.monotonicMs() - startMs) / 100) / 10;

/** What the notes of the copy say is confirmed. */
function confirmed(dataDir: string): number {
  const folder = join(dataDir, "copies");
  try {
    const [name] = readdirSync(folder).filter((each) => /^readings-.*\.json$/.test(each));
    if (name === undefined) return 0;
    return z
      .object({ readings: z.int() })
      .parse(JSON.parse(readFileSync(join(folder, name), "utf8"))).readings;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
}

async function copiedAtLeast(dataDir: string, goal: number, run: CopyRun): Promise<void> {
  while (confirmed(dataDir) < goal) {
    if (run.hasEnded()) throw new Error(`the copy ended early: ${run.complaints()}`);
    await systemClock.sleep(LOOK_EVERY_MS);
  }
}

const answerSchema = z.object({
  results: z.tuple([
    z.object({
      series: z.array(z.object({ values: z.array(z.array(z.number().or(z.string()))) })),
    }),
  ]),
});

/** Counts and sums by the server's own arithmetic, against those noted while the rows were made. */
async function askServer(influxd: Influxd, truth: Truth) {
  const ask = async (measurement: "bin" | "air", field: string): Promise<[number, number]> => {
    const text = await influxd.statement(
      `SELECT count("seq"), sum("${field}") FROM "resik"."raw"."${measurement}"`,
    );
    const [, count, sum] =
      answerSchema.parse(JSON.parse(text)).results[0].series[0]?.values[0] ?? [];
    return [Number(count), Number(sum)];
  };
  const [bins, fillRatio] = await ask("bin", "fillRatio");
  const [airs, pm25UgM3] = await ask("air", "pm25UgM3");
  const isClose = (one: number, other: number): boolean =>
    Math.abs(one - other) <= RELATIVE_TOLERANCE * Math.abs(other);
  return {
    equal:
      bins === truth.bin.readings &&
      airs === truth.air.readings &&
      isClose(fillRatio, truth.bin.fillRatio) &&
      isClose(pm25UgM3, truth.air.pm25UgM3),
    bin: { readings: bins, fillRatio, made: truth.bin },
    air: { readings: airs, pm25UgM3, made: truth.air },
  };
}
