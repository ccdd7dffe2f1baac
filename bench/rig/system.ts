import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DeviceSpec } from "@resik/firmware-sim/fleet";
import { listen, portOf } from "@resik/kit/ops-server";
import { createSecret } from "@resik/kit/random";
import { startChild, type Child } from "./child.ts";
import { startStore, type StoreName, type StoreRig } from "./store.ts";

export const PROGRAMS = ["broker", "ingest", "api"] as const;
export type ProgramName = (typeof PROGRAMS)[number];

const REGISTRATIONS_AT_ONCE = 16;

export interface SystemOptions {
  /** Instead of a fresh temporary folder; never removed. */
  dataDir?: string;
  /** Further settings, for all programs. */
  environment?: Record<string, string>;
  nodeOptions?: string[];
  /** Where readings are stored; SQLite when absent. */
  store?: StoreName;
}

/** The whole durable path as a user runs it: three processes on loopback and one data folder. */
export interface System {
  dataDir: string;
  mqttUrl: string;
  httpUrl: string;
  adminToken: string;
  store: StoreRig;
  running(name: ProgramName): Child | undefined;
  start(name: ProgramName): Promise<void>;
  /** Ends one program; a killed one can be started again on the same ports. */
  end(name: ProgramName, signal: NodeJS.Signals): Promise<void>;
  /** Registers a site and so many bins and returns them with their secrets. */
  register(count: number): Promise<DeviceSpec[]>;
  /** The value of one metric, its label variants added up; null when the program is away. */
  metric(name: ProgramName, metric: string): Promise<number | null>;
  stop(): Promise<void>;
}

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const made = options.dataDir === undefined ? mkdtempSync(join(tmpdir(), "resik-bench-")) : null;
  const dataDir = options.dataDir ?? made ?? "";
  const logDir = mkdtempSync(join(tmpdir(), "resik-bench-log-"));
  mkdirSync(dataDir, { recursive: true });
  const [mqttPort, httpPort, brokerOps, ingestOps] = await freePorts(4);
  const environment = systemEnvironment({ dataDir, mqttPort, httpPort, brokerOps, ingestOps });
  const store = await startStore(options.store ?? "sqlite");
  Object.assign(environment, store.environment, options.environment);
  const children = new Map<ProgramName, Child>();
  const opsPort: Record<ProgramName, number> = {
    broker: brokerOps,
    ingest: ingestOps,
    api: httpPort,
  };
  const httpUrl = `http://127.0.0.1:${httpPort}`;
  const adminToken = environment.RESIK_ADMIN_TOKEN ?? "";

  const system: System = {
    dataDir,
    httpUrl,
    adminToken,
    store,
    mqttUrl: `mqtt://127.0.0.1:${mqttPort}`,
    running: (name) => children.get(name),
    async start(name) {
      const child = await startChild({
        name,
        entry: fileURLToPath(import.meta.resolve(`@resik/${name}/main`)),
        environment,
        logFile: join(logDir, `${name}.log`),
        nodeOptions: options.nodeOptions ?? [],
      });
      children.set(name, child);
    },
    async end(name, signal) {
      const child = children.get(name);
      children.delete(name);
      await child?.end(signal);
    },
    register: (count) => registerBins({ count, httpUrl, adminToken }),
    metric: (name, metric) => readMetric(`http://127.0.0.1:${opsPort[name]}/metrics`, metric),
    async stop() {
      for (const name of ["api", "ingest", "broker"] as const) await system.end(name, "SIGTERM");
      await store.stop();
      if (made) rmSync(made, { recursive: true, force: true });
      rmSync(logDir, { recursive: true, force: true });
    },
  };
  await system.start("api");
  await system.start("broker");
  await system.start("ingest");
  return system;
}

function systemEnvironment(ports: {
  dataDir: string;
  mqttPort: number;
  httpPort: number;
  brokerOps: number;
  ingestOps: number;
}): Record<string, string> {
  return {
    RESIK_DATA_DIR: ports.dataDir,
    RESIK_MQTT_PORT: String(ports.mqttPort),
    RESIK_MQTT_URL: `mqtt://127.0.0.1:${ports.mqttPort}`,
    RESIK_HTTP_PORT: String(ports.httpPort),
    RESIK_API_URL: `http://127.0.0.1:${ports.httpPort}`,
    RESIK_BROKER_OPS_PORT: String(ports.brokerOps),
    RESIK_INGEST_OPS_PORT: String(ports.ingestOps),
    RESIK_BROKER_AUTH_SECRET: createSecret(),
    RESIK_INGEST_MQTT_SECRET: createSecret(),
    RESIK_API_MQTT_SECRET: createSecret(),
    RESIK_SESSION_SECRET: createSecret(),
    RESIK_ADMIN_TOKEN: createSecret(),
    // A bench's device sends in a minute what a real one sends in a year.
    RESIK_BROKER_DEVICE_MESSAGES_PER_S: "1000000",
    RESIK_BROKER_DEVICE_BURST_MESSAGES: "100000000",
    RESIK_LOG_LEVEL: "info",
  };
}

async function registerBins(options: {
  count: number;
  httpUrl: string;
  adminToken: string;
}): Promise<DeviceSpec[]> {
  const { count, httpUrl, adminToken } = options;
  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${httpUrl}/api/v1/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const place = { areaCode: "33.18.10", areaName: "Pati", lat: -6.756, lon: 111.038 };
  const site = "bench-site";
  await post("sites", { id: site, name: "Bench", kind: "tps", ...place });
  const specs: DeviceSpec[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const id = `bench-${String(next++).padStart(5, "0")}`;
      const answer = await post("devices", { id, site, kind: "bin", name: id });
      // The api's own answer, checked by the api's tests against the contract.
      const { mqtt } = answer as { mqtt: { password: string } };
      specs.push({ id, site, kind: "bin", password: mqtt.password } as DeviceSpec);
    }
  };
  await Promise.all(Array.from({ length: REGISTRATIONS_AT_ONCE }, worker));
  return specs.sort((a, b) => a.id.localeCompare(b.id));
}

/** Free ports of the loopback address; all are held until the last is found. */
async function freePorts(count: 4): Promise<[number, number, number, number]>;
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => listen(server, 0, "127.0.0.1")));
  const ports = servers.map(portOf);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

async function readMetric(url: string, metric: string): Promise<number | null> {
  let text: string;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    text = await response.text();
  } catch {
    // The program is away just now; that is what the caller wants to know.
    return null;
  }
  return text
    .split("\n")
    .filter((line) => line.startsWith(`${metric} `) || line.startsWith(`${metric}{`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}
