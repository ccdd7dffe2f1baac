import { createServer, type Server, type Socket } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock, type Clock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { listen, portOf } from "@resik/kit/ops-server";
import { readSettings } from "@resik/kit/settings";
import { Aedes, type AuthenticateError, type PublishPacket } from "aedes";
import { startApi, type Api } from "../api.ts";
import { API_SETTINGS } from "../settings.ts";
import { createMemorySource, type MemorySource } from "./memory-source.ts";

export const ADMIN_TOKEN = "admin-token-of-the-tests-0123456789abcdef";
export const BROKER_SECRET = "broker-secret-of-the-tests-0123456789abc";
export const MQTT_SECRET = "mqtt-secret-of-the-tests-0123456789abcdef";
const SESSION_SECRET = "bZ3kq9vX2mT7yPw4sLd8rJf6hGc1nQa5eUi0oKt";
export const PASSWORD = "sapu lidi bersih";

export const ADMIN = { authorization: `Bearer ${ADMIN_TOKEN}` } as const;

export interface TestBroker {
  port: number;
  aedes: Aedes;
  /** Resolves with the next publish from the api that fits. */
  nextPublish(fits: (packet: PublishPacket) => boolean): Promise<PublishPacket>;
  /** Resolves when the api (un)subscribes to the filter. */
  nextSubscription(filter: string): Promise<void>;
  nextUnsubscription(filter: string): Promise<void>;
  publish(topic: string, payload: string, retain?: boolean): Promise<void>;
  close(): Promise<void>;
}

/** A real broker in process that lets in the api alone. */
export async function startTestBroker(port = 0): Promise<TestBroker> {
  const aedes = await Aedes.createBroker();
  aedes.authenticate = (_client, username, password, done) => {
    const right = username === "api" && password?.toString() === MQTT_SECRET;
    const error: AuthenticateError | null = right
      ? null
      : Object.assign(new Error("refused"), { returnCode: 5 });
    done(error, right);
  };
  // Aedes keeps `$SYS` to itself; our topics below `$resik` are what the real broker takes.
  aedes.authorizePublish = (_client, _packet, done) => done(null);
  const server: Server = createServer((socket) => void aedes.handle(socket));
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await listen(server, port, "127.0.0.1");
  return {
    port: portOf(server),
    aedes,
    nextPublish: (fits) =>
      new Promise((resolve) => {
        const look = (packet: PublishPacket, client: unknown): void => {
          if (client === null || !fits(packet)) return;
          aedes.removeListener("publish", look);
          resolve(packet);
        };
        aedes.on("publish", look);
      }),
    nextSubscription: (filter) =>
      new Promise((resolve) => {
        const look = (subscriptions: readonly { topic: string }[]): void => {
          if (!subscriptions.some(({ topic }) => topic === filter)) return;
          aedes.removeListener("subscribe", look);
          resolve();
        };
        aedes.on("subscribe", look);
      }),
    nextUnsubscription: (filter) =>
      new Promise((resolve) => {
        const look = (filters: readonly string[]): void => {
          if (!filters.includes(filter)) return;
          aedes.removeListener("unsubscribe", look);
          resolve();
        };
        aedes.on("unsubscribe", look);
      }),
    publish: (topic, payload, retain = false) =>
      new Promise((resolve, reject) => {
        const packet = { cmd: "publish", qos: 0, dup: false, topic, payload, retain } as const;
        aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
      }),
    close: () =>
      new Promise((resolve) => {
        aedes.close(() => {
          for (const socket of sockets) socket.destroy();
          server.close(() => resolve());
        });
      }),
  };
}

/** The environment of a test's api. */
export const testEnvironment = (dataDir: string, mqttPort: number): Record<string, string> => ({
  RESIK_HTTP_PORT: "0",
  RESIK_DATA_DIR: dataDir,
  RESIK_MQTT_URL: `mqtt://127.0.0.1:${mqttPort}`,
  RESIK_API_MQTT_SECRET: MQTT_SECRET,
  RESIK_BROKER_AUTH_SECRET: BROKER_SECRET,
  RESIK_SESSION_SECRET: SESSION_SECRET,
  RESIK_ADMIN_TOKEN: ADMIN_TOKEN,
  RESIK_LOG_LEVEL: "silent",
});

export interface TestApi {
  api: Api;
  source: MemorySource;
  dataDir: string;
  origin: string;
  /** A request in process. `body` is sent as JSON. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  /** Signs in and gives the headers of a browser that is signed in. */
  signIn(username: string): Promise<Record<string, string>>;
  /** Makes a site, a user for each role and a device of each kind at two sites. */
  seed(): Promise<Seed>;
  close(): Promise<void>;
}

export interface CallOptions {
  headers?: Record<string, string>;
  body?: unknown;
  /** Sent as it is. */
  text?: string;
}

export interface Seed {
  admin: Record<string, string>;
  staff: Record<string, string>;
  /** Of site bsu-melati. */
  operator: Record<string, string>;
  resident: Record<string, string>;
  /** MQTT passwords by device. */
  secrets: Record<string, string>;
}

export const SITE = {
  id: "bsu-melati",
  name: "Bank Sampah Melati",
  kind: "waste-bank",
  areaCode: "33.18.10",
  areaName: "Pati",
  lat: -6.75,
  lon: 111.04,
} as const;

export async function startTestApi(
  options: { mqttPort?: number; clock?: Clock; environment?: Record<string, string> } = {},
): Promise<TestApi> {
  const dataDir = mkdtempSync(join(tmpdir(), "resik-api-"));
  const source = createMemorySource();
  const environment = {
    ...testEnvironment(dataDir, options.mqttPort ?? 1),
    ...options.environment,
  };
  const settings = readSettings(API_SETTINGS, environment);
  const logger = createLogger("api", settings.RESIK_LOG_LEVEL);
  const clock = options.clock ?? systemClock;
  const api = await startApi(settings, { logger, clock, source });
  const origin = `http://127.0.0.1:${api.ports.http}`;

  const call: TestApi["call"] = async (method, path, { headers = {}, body, text } = {}) => {
    const sent = text ?? (body === undefined ? null : JSON.stringify(body));
    const type = sent === null ? {} : { "content-type": "application/json" };
    const init = { method, headers: { ...type, ...headers }, body: sent };
    return api.app.request(`${origin}${path}`, init);
  };
  const signIn: TestApi["signIn"] = async (username) => {
    const answer = await call("POST", "/api/v1/auth/sign-in/username", {
      headers: { origin },
      body: { username, password: PASSWORD },
    });
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    if (!answer.ok || cookie === "") throw new Error(`sign-in of ${username}: ${answer.status}`);
    return { cookie, origin, "sec-fetch-site": "same-origin" };
  };
  return {
    api,
    source,
    dataDir,
    origin,
    call,
    signIn,
    seed: () => seed(call, signIn),
    async close() {
      await api.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function seed(call: TestApi["call"], signIn: TestApi["signIn"]): Promise<Seed> {
  const make = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await call("POST", `/api/v1${path}`, { headers: ADMIN, body });
    if (answer.status !== 201) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  await make("/sites", SITE);
  await make("/sites", { ...SITE, id: "bsu-kenanga", name: "Bank Sampah Kenanga" });
  const secrets: Record<string, string> = {};
  for (const [id, site, kind] of [
    ["bin-01", "bsu-melati", "bin"],
    ["air-01", "bsu-melati", "air"],
    ["scale-01", "bsu-melati", "scale"],
    ["bin-02", "bsu-kenanga", "bin"],
  ] as const) {
    const answer = await make("/devices", { id, site, kind, name: `Alat ${id}` });
    // The answer's shape is what other tests check; here only the secret counts.
    secrets[id] = (answer as { mqtt: { password: string } }).mqtt.password;
  }
  const people = [
    ["admin", { role: "administrator", site: null }],
    ["dlh", { role: "staff", site: null }],
    ["petugas", { role: "operator", site: "bsu-melati" }],
    ["warga", { role: "resident", site: null }],
  ] as const;
  for (const [username, role] of people) {
    await make("/users", { username, name: username, password: PASSWORD, roles: [role] });
  }
  return {
    admin: await signIn("admin"),
    staff: await signIn("dlh"),
    operator: await signIn("petugas"),
    resident: await signIn("warga"),
    secrets,
  };
}
