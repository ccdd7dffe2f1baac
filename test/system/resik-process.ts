import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { listen, portOf } from "@resik/kit/ops-server";

export const PROJECT_DIR = join(import.meta.dirname, "..", "..");
const ENTRY = join(PROJECT_DIR, "cli", "bin", "resik.mjs");

export type Environment = Readonly<Record<string, string>>;

export interface ResikProcess {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves with the address of `Resik ready: …`; rejects when the process ends before. */
  ready: Promise<string>;
  exit: Promise<number | null>;
  /** The process and everything it started, by process id. */
  pids(): number[];
}

/** `resik …` as a process group of its own, as a terminal makes one. */
export const startResik = (args: readonly string[], environment: Environment): ResikProcess =>
  startGroup([process.execPath, ENTRY, ...args], environment);

/** `npm run SCRIPT` in the same way. */
export const startNpm = (script: string, environment: Environment): ResikProcess =>
  startGroup(["npm", "run", script], environment);

function startGroup(
  [command, ...args]: readonly [string, ...string[]],
  environment: Environment,
): ResikProcess {
  const child = spawn(command, args, {
    cwd: PROJECT_DIR,
    env: cleanEnvironment(environment),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  const exit = new Promise<number | null>((resolve) => {
    child.once("close", (code) => resolve(code));
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      const match = /^Resik ready: (\S+)$/m.exec(out);
      if (match?.[1]) resolve(match[1]);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    void exit.then((code) => reject(new Error(`ended with ${code} before it was ready:\n${err}`)));
  });
  // A test that expects a refusal never looks at it.
  ready.catch(() => {});
  return {
    child,
    stdout: () => out,
    stderr: () => err,
    ready,
    exit,
    pids: () => (child.pid === undefined ? [] : withDescendants(child.pid)),
  };
}

/** Runs a command of `resik` to its end. */
export async function runResik(args: readonly string[], environment: Environment) {
  const run = startResik(args, environment);
  const exitCode = await run.exit;
  return { exitCode, stdout: run.stdout(), stderr: run.stderr() };
}

/** Ctrl-C at a terminal: the whole process group gets it. */
export function pressCtrlC({ child }: ResikProcess): void {
  if (child.pid === undefined) throw new Error("it does not run");
  process.kill(-child.pid, "SIGINT");
}

/** Ends whatever a failed test left, by process id. */
export function killAll(run: ResikProcess | null): void {
  for (const pid of run?.pids() ?? []) if (isRunning(pid)) process.kill(pid, "SIGKILL");
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server, 0, "127.0.0.1");
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The tests' own settings only, whatever the person who runs them has set. */
function cleanEnvironment(environment: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(RESIK_|npm_|VITEST|NODE_ENV$)/.test(name)) kept[name] = value;
  }
  return { ...kept, ...environment };
}

function withDescendants(root: number): number[] {
  const parentByPid = parents();
  const found = [root];
  for (const pid of found) {
    for (const [child, parent] of parentByPid) if (parent === pid) found.push(child);
  }
  return found;
}

function parents(): Map<number, number> {
  if (!existsSync("/proc/self/stat")) return parentsFromPs();
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return new Map(pids.flatMap((pid) => statOf(Number(pid))));
}

function statOf(pid: number): [number, number][] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [[pid, Number(fields[1])]];
  } catch {
    // It ended while we looked.
    return [];
  }
}

function parentsFromPs(): Map<number, number> {
  const { stdout } = spawnSync("ps", ["-axo", "pid=,ppid="], { encoding: "utf8" });
  const rows = stdout.trim().split("\n");
  return new Map(
    rows.map((row) => {
      const [pid, parent] = row.trim().split(/\s+/).map(Number);
      return [pid ?? 0, parent ?? 0];
    }),
  );
}
