import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { z } from "zod";
import { describeMachine, pssMbOf, rssMbOf } from "../rig/machine.ts";
import type { Progress } from "../rig/progress.ts";
import { PROGRAMS, type ProgramName } from "../rig/system.ts";

export const memoryOptionsSchema = z.object({
  "idle-s": z.coerce.number().int().min(1).default(10),
});

const PROJECT_DIR = join(import.meta.dirname, "..", "..");
const READY_TIMEOUT_MS = 120_000;

/** Memory of one process in MiB. */
interface Held {
  rssMb: number;
  pssMb: number;
}

/**
 * Memory of an idle system as `npm start` runs it: at its first start ever, when Node strips types
 * and compiles, and at every later one, when it finds that done.
 */
export async function benchMemory(
  options: z.infer<typeof memoryOptionsSchema>,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const dir = mkdtempSync(join(tmpdir(), "resik-bench-memory-"));
  const idleMs = options["idle-s"] * 1_000;
  try {
    progress("first start");
    const first = await measureStart(dir, idleMs);
    progress("later start");
    const later = await measureStart(dir, idleMs);
    const column = (start: Starts, key: keyof Held): Record<string, number> =>
      Object.fromEntries(Object.entries(start).map(([name, held]) => [name, held[key]]));
    const sum = (start: Starts, key: keyof Held): number =>
      PROGRAMS.reduce((total, name) => total + start[name][key], 0);
    return {
      bench: "memory",
      rssMb: sum(later, "rssMb"),
      rssMbByProgram: column(later, "rssMb"),
      pssMb: sum(later, "pssMb"),
      pssMbByProgram: column(later, "pssMb"),
      firstStartRssMb: sum(first, "rssMb"),
      firstStartRssMbByProgram: column(first, "rssMb"),
      idleS: options["idle-s"],
      machine: describeMachine(),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

type Starts = Record<ProgramName | "supervisor", Held>;

async function measureStart(dir: string, idleMs: number): Promise<Starts> {
  const child = spawn(process.execPath, [join(PROJECT_DIR, "cli", "bin", "resik.mjs"), "start"], {
    cwd: PROJECT_DIR,
    env: {
      PATH: process.env.PATH ?? "",
      RESIK_DATA_DIR: join(dir, "data"),
      RESIK_HTTP_PORT: "0",
      RESIK_MQTT_PORT: "0",
      NODE_COMPILE_CACHE: join(dir, "compile-cache"),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  try {
    await ready(child);
    await systemClock.sleep(idleMs);
    const pid = child.pid ?? -1;
    return {
      broker: heldBy(programPid(pid, "broker")),
      ingest: heldBy(programPid(pid, "ingest")),
      api: heldBy(programPid(pid, "api")),
      supervisor: heldBy(pid),
    };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let out = "";
    const late = systemClock.after(READY_TIMEOUT_MS, () => reject(new Error("not ready in time")));
    child.stdout?.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (!out.includes("Resik ready:")) return;
      late.cancel();
      resolve();
    });
    child.once("close", (code) => {
      late.cancel();
      reject(new Error(`it ended with ${code} before it was ready`));
    });
  });
}

function heldBy(pid: number): Held {
  const rssMb = rssMbOf(pid);
  const pssMb = pssMbOf(pid);
  if (rssMb === null || pssMb === null)
    throw new Error("this system does not tell a process's memory");
  return { rssMb, pssMb };
}

/** The child of the supervisor that runs a program's entry. */
function programPid(parent: number, program: ProgramName): number {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const pid = pids.find((pid) => {
    const [status, command] = ["status", "cmdline"].map((file) => textOf(`/proc/${pid}/${file}`));
    return (
      status?.includes(`\nPPid:\t${parent}\n`) === true &&
      command?.includes(join(program, "src", "main.ts")) === true
    );
  });
  if (pid === undefined) throw new Error(`${program} does not run`);
  return Number(pid);
}

/** Empty when the process has ended while we looked. */
function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
