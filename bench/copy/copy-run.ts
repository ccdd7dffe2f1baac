import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { rssMbOf } from "../rig/machine.ts";

const ENTRY = join(import.meta.dirname, "..", "..", "cli", "bin", "resik.mjs");
const SAMPLE_MS = 500;

/** One `resik readings copy` as a process of its own. */
export interface CopyRun {
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  hasEnded(): boolean;
  complaints(): string;
  /** Resolves with the figures of its last line; rejects when it failed. */
  finished(): Promise<Record<string, unknown>>;
  /** The most resident memory that was seen. */
  rssMbMax(): number;
}

export function startCopy(dataDir: string, to: string): CopyRun {
  const args = [ENTRY, "readings", "copy", "--from", "sqlite:", "--to", to, "--json"];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH ?? "", RESIK_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let complaints = "";
  let rssMbMax = 0;
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  const sampling = systemClock.every(SAMPLE_MS, () => {
    rssMbMax = Math.max(rssMbMax, rssMbOf(child.pid ?? -1) ?? 0);
  });
  const closed = once(child, "close").finally(() => sampling.cancel());
  return {
    async kill() {
      child.kill("SIGKILL");
      await closed;
    },
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    complaints: () => complaints.slice(-2_000),
    async finished() {
      await closed;
      if (child.exitCode !== 0)
        throw new Error(`the copy failed: ${out}${complaints.slice(-2_000)}`);
      // The command's own last line.
      return JSON.parse(out.trimEnd().split("\n").at(-1) ?? "") as Record<string, unknown>;
    },
    rssMbMax: () => rssMbMax,
  };
}
