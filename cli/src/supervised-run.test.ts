import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const SCRIPT = join(import.meta.dirname, "test-programs", "supervise.ts");

let dir = "";
let running: ChildProcess | null = null;

const events = (): string[] => {
  const path = join(dir, "events");
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
};
const childPids = (): number[] =>
  events()
    .filter((line) => / pid \d+$/.test(line))
    .map((line) => Number(line.split(" ")[2]));
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** A supervisor in a process group of its own, as a terminal makes one. */
async function startSupervisor(...names: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [SCRIPT, dir, ...names], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  running = child;
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error("ended before it was up")));
    child.stdout.once("data", () => resolve());
  });
  return child;
}
const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
  });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-run-"));
});
afterEach(() => {
  running?.kill("SIGKILL");
  running = null;
  rmSync(dir, { recursive: true, force: true });
});

test("kill -9 of the supervisor leaves no process behind", async () => {
  const child = await startSupervisor("obedient-a", "obedient-b");
  const pids = childPids();
  expect(pids.filter(isRunning)).toHaveLength(2);
  const exit = exitOf(child);
  child.kill("SIGKILL");
  await exit;
  await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  expect(events().filter((line) => line.endsWith(" disconnect"))).toHaveLength(2);
});

test("one SIGINT to the supervisor alone ends all in order with code 0", async () => {
  const child = await startSupervisor("obedient-a", "obedient-b");
  const exit = exitOf(child);
  child.kill("SIGINT");
  expect(await exit).toBe(0);
  expect(childPids().filter(isRunning)).toEqual([]);
  expect(events().filter((line) => line.endsWith(" sigterm"))).toEqual([
    "obedient-b sigterm",
    "obedient-a sigterm",
  ]);
});

test("a program that a Ctrl-C ended before its turn is not started again", async () => {
  const child = await startSupervisor("hasty", "stubborn");
  const exit = exitOf(child);
  if (child.pid === undefined) throw new Error("no process");
  process.kill(-child.pid, "SIGINT");
  expect(await exit).toBe(0);
  expect(childPids()).toHaveLength(2);
  expect(childPids().filter(isRunning)).toEqual([]);
});

test("a Ctrl-C that reaches the whole group, and comes again from npm, ends all with code 0", async () => {
  const child = await startSupervisor("obedient-a", "obedient-b");
  const exit = exitOf(child);
  if (child.pid === undefined) throw new Error("no process");
  process.kill(-child.pid, "SIGINT");
  child.kill("SIGINT");
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
  expect(childPids().filter(isRunning)).toEqual([]);
  expect(childPids()).toHaveLength(2);
});
