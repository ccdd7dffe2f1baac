import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { parseProgramMessage, type ProgramMessage } from "./message.ts";

/** One program as the supervisor runs it. */
export interface ProgramSpec {
  /** Names it to people and names its log. */
  name: string;
  /** What Node gets: the entry file and its arguments. */
  command: readonly [string, ...string[]];
  /** The whole environment of the program. */
  environment: Readonly<Record<string, string>>;
}

export interface ChildEnd {
  /** Null when a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
}

export interface ChildEvents {
  onLine(line: string): void;
  onMessage(message: ProgramMessage): void;
}

export interface Child {
  /** Undefined when it could not be started at all. */
  pid: number | undefined;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process has ended and its output is read to the end. */
  ended: Promise<ChildEnd>;
}

/**
 * Starts a program with the Node that runs this. It stays in our process group, so that a
 * terminal's Ctrl-C reaches it, and holds a channel to us whose closing tells it that we are gone.
 */
export function startChild(spec: ProgramSpec, events: ChildEvents): Child {
  const child = spawn(process.execPath, [...spec.command], {
    env: { ...spec.environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: false,
  });
  readLines(child.stdout, events.onLine);
  readLines(child.stderr, events.onLine);
  child.on("message", (message) => {
    const ours = parseProgramMessage(message);
    if (ours !== null) events.onMessage(ours);
  });
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once("error", (error) => {
      events.onLine(`cannot be started: ${error.message}`);
      if (child.pid === undefined) resolve({ exitCode: null, signal: null });
    });
    child.once("close", (exitCode, signal) => resolve({ exitCode, signal }));
  });
  return { pid: child.pid, kill: (signal) => void child.kill(signal), ended };
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream === null) return;
  createInterface({ input: stream, crlfDelay: Infinity }).on("line", onLine);
}
