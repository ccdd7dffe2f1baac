import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inboxAckTopic, inboxBatchTopic } from "@resik/contract/topic";
import { decodeBatch, encodeAck, type InboxRecord } from "@resik/contract/relay";
import { systemClock, type Clock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createRandom } from "@resik/kit/random";
import { readSettings } from "@resik/kit/settings";
import { connect, type IClientOptions, type MqttClient } from "mqtt";
import { startBroker, type Broker } from "./broker.ts";
import { openProbe, type MqttProbe, type ProbeOptions } from "./mqtt-probe.fixture.ts";
import { BROKER_SETTINGS } from "./settings.ts";
import { startStubAuth, type StubAuth } from "./stub-auth.fixture.ts";

export const SERVICE_SECRET = "a secret that only tests know, 32+";

/** A broker in this process on free ports, with a data folder of its own and a stub of the api. */
export interface TestBroker {
  auth: StubAuth;
  dataDir: string;
  environment: Record<string, string>;
  url(): string;
  ports(): Record<string, number>;
  /** A session of mqtt.js that does not connect again by itself. Rejects when it is refused. */
  client(username: string, options?: IClientOptions): Promise<MqttClient>;
  /** A socket that speaks MQTT packet by packet; without `connect`, nothing was sent yet. */
  probe(options?: Partial<ProbeOptions>): Promise<MqttProbe>;
  /** A probe whose CONNECT was accepted. */
  session(username: string, options?: Partial<ProbeOptions>): Promise<MqttProbe>;
  /** Takes the inbox as ingest does. */
  takeInbox(options?: { acknowledge?: boolean }): Promise<TakenInbox>;
  /** A figure of `/metrics`; labels as they are written there, 0 when absent. */
  metric(name: string, labels?: string): Promise<number>;
  get(path: string): Promise<Response>;
  /** Ends the broker and starts it again on the same folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface TakenInbox {
  records: InboxRecord[];
  /** Texts of the payloads taken so far. */
  texts(): string[];
  end(): Promise<void>;
}

export async function startTestBroker(
  overrides: Record<string, string> = {},
  clock: Clock = systemClock,
): Promise<TestBroker> {
  const dataDir = await mkdtemp(join(tmpdir(), "resik-broker-"));
  const auth = await startStubAuth(SERVICE_SECRET);
  const environment = { ...testEnvironment(dataDir, auth), ...overrides };
  const start = (): Promise<Broker> =>
    startBroker(readSettings(BROKER_SETTINGS, environment), {
      clock,
      random: createRandom("broker"),
      logger: createLogger("broker", "silent"),
      processMetrics: false,
    });
  const removeAll = async (): Promise<void> => {
    await auth.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  let broker = await start().catch(async (error: unknown) => {
    await removeAll();
    throw error;
  });
  const clients = new Set<MqttClient>();
  const probes = new Set<MqttProbe>();

  const url = (): string => `mqtt://127.0.0.1:${broker.ports.mqtt}`;
  const get = (path: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${broker.ports.ops}${path}`);
  const client = async (username: string, options: IClientOptions = {}): Promise<MqttClient> => {
    const opened = await connectClient(url(), username, auth, options);
    clients.add(opened);
    return opened;
  };
  const probe = async (options: Partial<ProbeOptions> = {}): Promise<MqttProbe> => {
    const opened = await openProbe({ port: broker.ports.mqtt ?? 0, ...options });
    probes.add(opened);
    return opened;
  };

  return {
    auth,
    dataDir,
    environment,
    url,
    ports: () => broker.ports,
    client,
    probe,
    async session(username, options = {}) {
      const opened = await probe({ username, password: passwordOf(username, auth), ...options });
      const answer = await opened.next();
      if (answer?.cmd === "connack" && answer.returnCode === 0) return opened;
      throw new Error(`CONNECT was not accepted: ${JSON.stringify(answer)}`);
    },
    takeInbox: (options) => takeInbox(() => client("ingest"), options),
    async metric(name, labels = "") {
      return figure(await (await get("/metrics")).text(), name, labels);
    },
    get,
    async restart() {
      await broker.close();
      broker = await start();
    },
    async close() {
      await Promise.all([...clients].map((one) => one.endAsync(true)));
      for (const one of probes) one.destroy();
      await broker.close();
      await removeAll();
    },
  };
}

/** Settings of a broker that uses these, on free ports. */
export const testEnvironment = (dataDir: string, auth: StubAuth): Record<string, string> => ({
  RESIK_DATA_DIR: dataDir,
  RESIK_MQTT_PORT: "0",
  RESIK_API_URL: auth.url,
  RESIK_BROKER_AUTH_SECRET: SERVICE_SECRET,
  RESIK_INGEST_MQTT_SECRET: SERVICE_SECRET,
  RESIK_API_MQTT_SECRET: SERVICE_SECRET,
  // Tests count what is in the inbox; those of the reports switch them on.
  RESIK_PIPELINE_REPORT_S: "0",
});

const passwordOf = (username: string, auth: StubAuth): string =>
  username === "ingest" || username === "api" ? SERVICE_SECRET : auth.password(username);

/** One sample of Prometheus text. */
export function figure(text: string, name: string, labels = ""): number {
  const start = labels === "" ? `${name} ` : `${name}{${labels}} `;
  const line = text.split("\n").find((candidate) => candidate.startsWith(start));
  return line === undefined ? 0 : Number(line.slice(start.length));
}

async function connectClient(
  url: string,
  username: string,
  auth: StubAuth,
  options: IClientOptions,
): Promise<MqttClient> {
  const client = connect(url, {
    username,
    password: passwordOf(username, auth),
    reconnectPeriod: 0,
    ...options,
  });
  await new Promise<void>((resolve, reject) => {
    client.once("connect", () => resolve());
    client.once("error", reject);
    client.once("close", () => reject(new Error("closed before CONNACK")));
  });
  // Later errors show as `close`, which is what the tests look at.
  client.on("error", () => undefined);
  return client;
}

async function takeInbox(
  open: () => Promise<MqttClient>,
  { acknowledge = true }: { acknowledge?: boolean } = {},
): Promise<TakenInbox> {
  const client = await open();
  const records: InboxRecord[] = [];
  client.on("message", (_topic, payload) => {
    const batch = decodeBatch(payload);
    records.push(...batch.records);
    if (!acknowledge) return;
    const ack = encodeAck({ session: batch.session, cursor: batch.to });
    client.publish(inboxAckTopic("ingest"), ack, { qos: 0 });
  });
  await client.subscribeAsync(inboxBatchTopic("ingest"), { qos: 0 });
  return {
    records,
    texts: () => records.map(({ payload }) => Buffer.from(payload).toString()),
    end: () => client.endAsync(true),
  };
}
