import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ReadyMessage, SetupMessage } from "@resik/kit/program";

/** A program of ours as a process of its own. */
export interface ChildProgram {
  ports: Record<string, number>;
  /** Ends it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** A secret for every program of a test; nobody outside meets it. */
export const SECRET = "a-secret-that-only-tests-know-0123456789";

/** What all programs of one system are told: its data folder, free ports and their secrets. */
export const systemEnvironment = (dataDir: string): Record<string, string> => ({
  RESIK_DATA_DIR: dataDir,
  RESIK_HTTP_PORT: "0",
  RESIK_MQTT_PORT: "0",
  RESIK_BROKER_AUTH_SECRET: SECRET,
  RESIK_INGEST_MQTT_SECRET: SECRET,
  RESIK_API_MQTT_SECRET: SECRET,
  RESIK_SESSION_SECRET: SECRET,
  RESIK_ADMIN_TOKEN: SECRET,
});

const running = new Set<ChildProcess>();

/** Starts `@resik/{name}/main` and resolves when it says that it is ready. */
export async function startProgram(
  name: "broker" | "ingest" | "api",
  environment: Record<string, string>,
): Promise<ChildProgram> {
  const child = fork(fileURLToPath(import.meta.resolve(`@resik/${name}/main`)), {
    env: {
      PATH: process.env.PATH,
      RESIK_LOG_LEVEL: "error",
      ...environment,
    },
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let complaints = "";
  child.stderr?.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  const exited = once(child, "exit");
  const { promise: ready, resolve, reject } = Promise.withResolvers<ReadyMessage>();
  child.on("message", (message: ReadyMessage | SetupMessage) => {
    if (message.type === "resik-ready") resolve(message);
  });
  void exited.then(() => reject(new Error(`${name} ended before it was ready: ${complaints}`)));
  const { ports } = await ready;
  return {
    ports,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async stop() {
      child.kill("SIGTERM");
      await exited;
      return child.exitCode;
    },
  };
}

/** Ends what a failed test left running. */
export async function endPrograms(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    }),
  );
}
