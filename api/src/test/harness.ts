import { createServer, type Server, type Socket } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issuedPinSchema, memberSchema, type Member } from "@resik/contract/http/bank/members";
import type { Reading } from "@resik/contract/reading";
import { systemClock, type Clock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { listen, portOf } from "@resik/kit/ops-server";
import { readSettings } from "@resik/kit/settings";
import { openReadingSource, openReadingStore } from "@resik/readings/open";
import type { ReadingSource, ReadingStore } from "@resik/readings/port";
import { Aedes, type AuthenticateError, type PublishPacket } from "aedes";
import { startApi, type Api } from "../api.ts";
import { API_SETTINGS } from "../settings.ts";

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

/** The store that the test writes as ingest does, and from which the api reads. */
const READINGS_URL = "sqlite:";

export interface TestApi {
  api: Api;
  store: ReadingStore;
  dataDir: string;
  origin: string;
  /** Stores readings; the api sees them at once. */
  write(...readings: Reading[]): Promise<void>;
  /** A request in process. `body` is sent as JSON. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  /** Signs in and gives the headers of a browser that is signed in. */
  signIn(username: string, password?: string): Promise<Credentials>;
  /** Makes two sites and a device of each kind; gives the MQTT passwords by device. */
  seed(): Promise<Record<string, string>>;
  /** Makes somebody's account and signs in. Hashes a password twice, so ask for few people. */
  enter(person: Person): Promise<Credentials>;
  /** Signs in as a member; `name` is the number or the phone. */
  signInMember(name: string, pin: string): Promise<Credentials>;
  /** Registers a member at the bank of whoever is at the desk, draws a PIN and signs in. */
  enterMember(desk: Credentials, input?: MemberInput): Promise<EnteredMember>;
  close(): Promise<void>;
}

export interface MemberInput {
  bank?: string;
  name?: string;
  phone?: string | null;
}

export interface EnteredMember {
  member: Member;
  pin: string;
  credentials: Credentials;
}

export type Credentials = Record<string, string>;

export interface CallOptions {
  headers?: Credentials;
  body?: unknown;
  /** Sent as it is. */
  text?: string;
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

/** Another waste bank. */
export const FOREIGN_SITE = { ...SITE, id: "bsu-kenanga", name: "Bank Sampah Kenanga" } as const;

const DEVICES = [
  ["bin-01", "bsu-melati", "bin"],
  ["air-01", "bsu-melati", "air"],
  ["scale-01", "bsu-melati", "scale"],
  ["bin-02", FOREIGN_SITE.id, "bin"],
] as const;

export type Person =
  | "admin"
  | "staff"
  | "operator"
  | "treasurer"
  | "foreignOperator"
  | "foreignTreasurer"
  | "resident";

const ACCOUNT_BY_PERSON = {
  admin: { username: "admin", role: { role: "administrator", site: null } },
  staff: { username: "dlh", role: { role: "staff", site: null } },
  operator: { username: "petugas", role: { role: "operator", site: SITE.id } },
  treasurer: { username: "bendahara", role: { role: "treasurer", site: SITE.id } },
  foreignOperator: { username: "petugas.lain", role: { role: "operator", site: FOREIGN_SITE.id } },
  foreignTreasurer: {
    username: "bendahara.lain",
    role: { role: "treasurer", site: FOREIGN_SITE.id },
  },
  resident: { username: "warga", role: { role: "resident", site: null } },
} as const;

export interface TestApiOptions {
  mqttPort?: number;
  clock?: Clock;
  environment?: Record<string, string>;
  /** The folder of an api that ended, for a restart; whoever made it removes it. */
  dataDir?: string;
  /** Stands between the api and the store, for a test that counts what is read. */
  watchSource?: (source: ReadingSource) => ReadingSource;
}

/** The api on real stores in a folder of its own. */
export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const { mqttPort = 1, clock = systemClock, watchSource } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "resik-api-"));
  const store = await openReadingStore(READINGS_URL, { dataDir, clock });
  const environment = { ...testEnvironment(dataDir, mqttPort), ...options.environment };
  const settings = readSettings(API_SETTINGS, environment);
  const logger = createLogger("api", settings.RESIK_LOG_LEVEL);
  const source = watchSource?.(await openReadingSource(READINGS_URL, { dataDir, clock }));
  const api = await startApi(settings, { logger, clock, ...(source ? { source } : {}) });
  const origin = `http://127.0.0.1:${api.ports.http}`;

  const call: TestApi["call"] = async (method, path, { headers = {}, body, text } = {}) => {
    const sent = text ?? (body === undefined ? null : JSON.stringify(body));
    const type = sent === null ? {} : { "content-type": "application/json" };
    const init = { method, headers: { ...type, ...headers }, body: sent };
    return api.app.request(`${origin}${path}`, init);
  };
  const signInAt = async (path: string, body: Record<string, string>): Promise<Credentials> => {
    const answer = await call("POST", `/api/v1/auth${path}`, { headers: { origin }, body });
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    if (!answer.ok || cookie === "") throw new Error(`${path}: ${answer.status}`);
    return { cookie, origin, "sec-fetch-site": "same-origin" };
  };
  const signIn: TestApi["signIn"] = (username, password = PASSWORD) =>
    signInAt("/sign-in/username", { username, password });
  const signInMember: TestApi["signInMember"] = (name, pin) =>
    signInAt("/member/sign-in", { name, pin });
  return {
    api,
    store,
    dataDir,
    origin,
    async write(...readings) {
      const { rejected } = await store.write({ readings, quarantined: [] });
      if (rejected.length > 0) throw new Error(`the store refused: ${rejected[0]?.detail}`);
    },
    call,
    signIn,
    signInMember,
    async enterMember(desk, input = {}) {
      const { member, pin } = await makeMember(call, desk, input);
      return { member, pin, credentials: await signInMember(member.number, pin) };
    },
    seed: () => seedDevices(call),
    async enter(person) {
      const { username, role } = ACCOUNT_BY_PERSON[person];
      const body = { username, name: username, password: PASSWORD, roles: [role] };
      await make(call, "/users", body);
      return signIn(username);
    },
    async close() {
      await api.close();
      await store.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function make(call: TestApi["call"], path: string, body: unknown): Promise<unknown> {
  const answer = await call("POST", `/api/v1${path}`, { headers: ADMIN, body });
  if (answer.status !== 201) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
}

async function seedDevices(call: TestApi["call"]): Promise<Record<string, string>> {
  await make(call, "/sites", SITE);
  await make(call, "/sites", FOREIGN_SITE);
  const secrets: Record<string, string> = {};
  for (const [id, site, kind] of DEVICES) {
    const answer = await make(call, "/devices", { id, site, kind, name: `Alat ${id}` });
    // The answer's shape is what other tests check; here only the secret counts.
    secrets[id] = (answer as { mqtt: { password: string } }).mqtt.password;
  }
  return secrets;
}

/** Registers a member and draws a PIN, as the bank does it. */
async function makeMember(
  call: TestApi["call"],
  desk: Credentials,
  input: MemberInput,
): Promise<{ member: Member; pin: string }> {
  const { bank = SITE.id, name = "Sari", phone = null } = input;
  const path = `/api/v1/banks/${bank}/members`;
  const body = { kind: "person", name, phone, address: null, unit: null };
  const made = await call("POST", path, { headers: desk, body });
  if (made.status !== 201) throw new Error(`${path}: ${await made.text()}`);
  const { id } = memberSchema.parse(await made.json());
  const drawn = await call("POST", `${path}/${id}/pin`, { headers: desk });
  if (!drawn.ok) throw new Error(`${path}: ${await drawn.text()}`);
  return issuedPinSchema.parse(await drawn.json());
}
