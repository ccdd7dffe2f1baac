import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock, type Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { createRandom } from "@resik/kit/random";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ProgramSpec } from "./child.ts";
import { createSupervisor, StoppedError, type Supervisor } from "./supervisor.ts";

const PROGRAMS_DIR = join(import.meta.dirname, "..", "test-programs");

let dir = "";
let notes: string[] = [];
let supervisor: Supervisor;

const spec = (name: string): ProgramSpec => ({
  name,
  command: [join(PROGRAMS_DIR, `${name.split("-")[0] ?? name}.mjs`), join(dir, "events"), name],
  environment: {},
});
const build = (options: { startTimeoutMs?: number; clock?: typeof systemClock } = {}): Supervisor =>
  createSupervisor({
    clock: systemClock,
    random: createRandom("supervisor"),
    logDir: join(dir, "log"),
    verbose: false,
    note: (line) => notes.push(line),
    ...options,
  });
const events = (): string[] => {
  const path = join(dir, "events");
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
};
const pidsOf = (name: string): number[] =>
  events()
    .filter((line) => line.startsWith(`${name} pid `))
    .map((line) => Number(line.split(" ")[2]));
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "resik-supervisor-"));
  notes = [];
  supervisor = build();
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(dir, { recursive: true, force: true });
});

test("start resolves with the ports that each program says it took", async () => {
  const ports = await supervisor.start([spec("obedient-a"), spec("obedient-b")]);
  expect(ports.get("obedient-a")).toEqual({ ops: 4711 });
  expect([...ports.keys()]).toEqual(["obedient-a", "obedient-b"]);
});

test("stop ends what was started last first and leaves no process", async () => {
  for (const name of ["obedient-broker", "obedient-ingest", "obedient-api"]) {
    await supervisor.start([spec(name)]);
  }
  const pids = supervisor.pids();
  expect(pids).toHaveLength(3);
  await supervisor.stop();
  expect(events().filter((line) => line.endsWith(" sigterm"))).toEqual([
    "obedient-api sigterm",
    "obedient-ingest sigterm",
    "obedient-broker sigterm",
  ]);
  expect(pids.filter(isRunning)).toEqual([]);
  expect(supervisor.pids()).toEqual([]);
});

test("a program that ignores the request to end is killed within 5 seconds", async () => {
  let waitsMs: number[] = [];
  const after: Clock["after"] = (ms, run) => {
    waitsMs.push(ms);
    return systemClock.after(ms, run);
  };
  supervisor = build({ clock: { ...systemClock, after } });
  await supervisor.start([spec("obedient-a")]);
  await supervisor.start([spec("stubborn")]);
  const pids = supervisor.pids();
  waitsMs = [];
  await supervisor.stop();
  // The only wait of a stop that somebody may see to its end.
  expect(waitsMs).toEqual([expect.toSatisfy((ms: number) => ms < 4_500)]);
  expect(pids.filter(isRunning)).toEqual([]);
  expect(events()).toContain("obedient-a sigterm");
  expect(notes).toContain("resik: stubborn did not end in time and was killed.");
});

test("a program that dies is started again, and its error is told", async () => {
  await supervisor.start([spec("dying")]);
  await expect.poll(() => pidsOf("dying").length, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
  expect(new Set(pidsOf("dying")).size).toBe(pidsOf("dying").length);
  expect(notes[0]).toBe(
    "resik: dying ended (code 1: TypeError: a defect for the test) and is started again.",
  );
});

test("a killed program is started again under another process id", async () => {
  await supervisor.start([spec("obedient-a")]);
  const [first] = supervisor.pids();
  if (first === undefined) throw new Error("nothing runs");
  process.kill(first, "SIGKILL");
  await expect.poll(() => pidsOf("obedient-a").length, { timeout: 10_000 }).toBe(2);
  expect(notes).toEqual(["resik: obedient-a ended (SIGKILL) and is started again."]);
});

test("a program that refuses its settings is not started again and its sentence is given", async () => {
  const start = supervisor.start([spec("refusing")]);
  await expect(start).rejects.toThrow(StartError);
  await expect(start).rejects.toThrow("Settings are not right: RESIK_X is not set.");
  expect(notes).toEqual([]);
  expect(supervisor.pids()).toEqual([]);
});

test("a program that never becomes ready is given up after the stated time", async () => {
  supervisor = build({ startTimeoutMs: 300 });
  await expect(supervisor.start([spec("silent")])).rejects.toThrow(
    /^The silent was not ready within 0.3 seconds; its log is .*silent\.log\.$/,
  );
});

test("a stop during start-up breaks it off and ends what runs already", async () => {
  const start = supervisor.start([spec("obedient-a"), spec("silent")]);
  await expect.poll(() => pidsOf("obedient-a").length).toBe(1);
  const pids = supervisor.pids();
  const broken = start.catch((error: unknown) => error);
  await supervisor.stop();
  expect(await broken).toBeInstanceOf(StoppedError);
  expect(pids.filter(isRunning)).toEqual([]);
  await expect(supervisor.start([spec("obedient-b")])).rejects.toThrow(StoppedError);
});

test("what a program writes stands in its log", async () => {
  await supervisor.start([spec("dying")]);
  const path = join(dir, "log", "dying.log");
  await expect.poll(() => readFileSync(path, "utf8")).toContain("a defect for the test");
});
