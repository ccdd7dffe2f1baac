import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { systemClock } from "@resik/kit/clock";

const READY_TIMEOUT_MS = 30_000;

/** A program under measurement or under fault, in a process of its own. */
export interface Child {
  name: string;
  pid: number;
  /** Ports it told when it was ready. */
  ports: Record<string, number>;
  signal(signal: NodeJS.Signals): void;
  /** Sends a message over the process channel and resolves with the next one that comes back. */
  ask(message: object): Promise<unknown>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a program and waits for its ready message; its log goes to a file. */
export async function startChild(options: {
  name: string;
  entry: string;
  environment: Record<string, string>;
  logFile: string;
  nodeOptions?: string[];
}): Promise<Child> {
  const { name, entry, environment, logFile } = options;
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, [...(options.nodeOptions ?? []), entry], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ports = await readyPorts(child, name, logFile);
  return {
    name,
    pid: child.pid ?? -1,
    ports,
    signal: (signal) => void child.kill(signal),
    ask: (message) =>
      new Promise((resolve) => {
        child.once("message", resolve);
        child.send(message);
      }),
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

function readyPorts(
  child: ChildProcess,
  name: string,
  logFile: string,
): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const timer = systemClock.after(READY_TIMEOUT_MS, () => {
      child.kill("SIGKILL");
      reject(new Error(`${name} was not ready in time; its log: ${logFile}`));
    });
    const onExit = (): void => {
      timer.cancel();
      reject(new Error(`${name} ended before it was ready; its log: ${logFile}`));
    };
    child.once("exit", onExit);
    child.on("message", (message) => {
      if (!isReady(message)) return;
      timer.cancel();
      child.off("exit", onExit);
      resolve(message.ports);
    });
  });
}

const isReady = (message: unknown): message is { ports: Record<string, number> } =>
  typeof message === "object" &&
  message !== null &&
  "type" in message &&
  message.type === "resik-ready" &&
  "ports" in message;
