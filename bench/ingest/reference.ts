import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, portOf } from "@resik/kit/ops-server";
import { startChild } from "../rig/child.ts";
import { waitFor } from "../rig/wait.ts";

const MOSQUITTO = "/usr/sbin/mosquitto";

/** A broker in memory with one subscriber, against which the durable path is held. */
export interface Reference {
  url: string;
  /** Messages the subscriber has got so far. */
  delivered(): Promise<number>;
  stop(): Promise<void>;
}

export const hasMosquitto = (): boolean => existsSync(MOSQUITTO);

export async function startBareAedes(): Promise<Reference> {
  const folder = mkdtempSync(join(tmpdir(), "resik-bare-"));
  const broker = await startChild({
    name: "bare-aedes",
    entry: join(import.meta.dirname, "bare-aedes.ts"),
    environment: {},
    logFile: join(folder, "broker.log"),
  });
  return withSubscriber(`mqtt://127.0.0.1:${broker.ports.mqtt}`, folder, async () => {
    await broker.end("SIGKILL");
  });
}

/** Mosquitto as Debian packs it, without persistence and without its queue limits. */
export async function startMosquitto(): Promise<Reference> {
  const folder = mkdtempSync(join(tmpdir(), "resik-mosquitto-"));
  const probe = createServer();
  await listen(probe, 0, "127.0.0.1");
  const port = portOf(probe);
  await new Promise((resolve) => probe.close(resolve));
  const config = join(folder, "mosquitto.conf");
  writeFileSync(
    config,
    [
      `listener ${port} 127.0.0.1`,
      "allow_anonymous true",
      "persistence false",
      "max_queued_messages 0",
      "max_inflight_messages 0",
      "log_type error",
      "",
    ].join("\n"),
  );
  const mosquitto = spawn(MOSQUITTO, ["-c", config], { stdio: "ignore" });
  await waitFor("mosquitto listens", 5_000, () => canConnect(port));
  return withSubscriber(`mqtt://127.0.0.1:${port}`, folder, async () => {
    const ended = new Promise((resolve) => mosquitto.once("exit", resolve));
    mosquitto.kill("SIGTERM");
    await ended;
  });
}

async function withSubscriber(
  url: string,
  folder: string,
  stopBroker: () => Promise<void>,
): Promise<Reference> {
  const subscriber = await startChild({
    name: "subscriber",
    entry: join(import.meta.dirname, "null-subscriber.ts"),
    environment: { BENCH_MQTT_URL: url },
    logFile: join(folder, "subscriber.log"),
  });
  return {
    url,
    async delivered() {
      const answer = await subscriber.ask({ type: "count" });
      return (answer as { received: number }).received;
    },
    async stop() {
      await subscriber.end("SIGKILL");
      await stopBroker();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
