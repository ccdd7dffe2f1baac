import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";

/** First user of a server that asks for credentials. */
export const INFLUXD_ADMIN = { user: "petugas", password: "a password with ' and \" in it" };

const WAL_GUARD = join(import.meta.dirname, "../../../docker/influxdb-wal-guard.sh");

export interface InfluxdOptions {
  /** Asks everyone for a user and a password, and knows INFLUXD_ADMIN. */
  auth?: boolean;
  /** Port of the HTTP interface; absent takes a free one. */
  port?: number;
  /** Folder of its files, which is left standing; absent takes a new one and removes it. */
  dir?: string;
}

/** A real InfluxDB 1.x on loopback, with its files in a folder of its own. */
export interface Influxd {
  baseUrl: string;
  port: number;
  dir: string;
  /** Address of a database on it as settings have it. */
  address(database: string): string;
  /** One statement; the body of the answer. */
  statement(text: string): Promise<string>;
  /** Starts it again, on the same port and files; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Ends it in order and removes its files. */
  stop(): Promise<void>;
}

/**
 * Why no server can be started here; null when one can. `required` makes an absent one an error:
 * a gate must not pass because it looked at nothing.
 */
export function influxdMissing(required: boolean, command = "influxd"): string | null {
  const found = spawnSync(command, ["version"], { encoding: "utf8" });
  if (found.status === 0 && /InfluxDB v1\./.test(found.stdout)) return null;
  const sentence = "InfluxDB 1.x is not installed (Debian: apt install influxdb)";
  if (required) throw new Error(sentence);
  return sentence;
}

export async function startInfluxd(options: InfluxdOptions = {}): Promise<Influxd> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), "resik-influxd-"));
  const port = options.port ?? (await freePort());
  const rpcPort = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  mkdirSync(dir, { recursive: true });
  const configFile = join(dir, "influxdb.conf");
  writeFileSync(configFile, configText({ dir, port, rpcPort, auth: options.auth === true }));
  let child: ChildProcess | null = null;

  const statement = async (text: string): Promise<string> => {
    const { user, password } = INFLUXD_ADMIN;
    const basic = Buffer.from(`${user}:${password}`).toString("base64");
    const response = await fetch(`${baseUrl}/query`, {
      method: "POST",
      headers: options.auth === true ? { authorization: `Basic ${basic}` } : {},
      body: new URLSearchParams({ q: text }),
    });
    const body = await response.text();
    if (!response.ok || body.includes('"error"')) throw new Error(`${text}: ${body}`);
    return body;
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const exited = once(ending, "exit");
    ending.kill(signal);
    await exited;
  };
  const start = async (): Promise<void> => {
    if (child) throw new Error("this influxd runs already");
    // As in an installation: what was acknowledged before a kill survives what comes after it.
    const guarded = spawnSync(WAL_GUARD, [join(dir, "wal")], { encoding: "utf8" });
    if (guarded.status !== 0) throw new Error(`${WAL_GUARD}: ${guarded.stderr}`);
    child = spawn("influxd", ["run", "-config", configFile], { stdio: "ignore" });
    await answers(baseUrl, child);
  };
  await start();
  if (options.auth === true) {
    await statement(createUser(INFLUXD_ADMIN.user, INFLUXD_ADMIN.password, true));
  }
  return {
    baseUrl,
    port,
    dir,
    address: (database) => `influxdb://127.0.0.1:${port}/${database}?api=1`,
    statement,
    start,
    kill: () => end("SIGKILL"),
    async stop() {
      await end("SIGTERM");
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The statement that makes a user of 1.x. */
export function createUser(user: string, password: string, admin: boolean): string {
  const text = password.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
  return `CREATE USER "${user}" WITH PASSWORD '${text}'${admin ? " WITH ALL PRIVILEGES" : ""}`;
}

interface ConfigValues {
  dir: string;
  port: number;
  rpcPort: number;
  auth: boolean;
}

const configText = ({ dir, port, rpcPort, auth }: ConfigValues): string => `
reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = ${JSON.stringify(join(dir, "meta"))}
[data]
  dir = ${JSON.stringify(join(dir, "data"))}
  wal-dir = ${JSON.stringify(join(dir, "wal"))}
  query-log-enabled = false
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  auth-enabled = ${auth}
  log-enabled = false
[logging]
  level = "error"
`;

const START_TIMEOUT_MS = 30_000;
const POLL_MS = 25;

async function answers(baseUrl: string, child: ChildProcess): Promise<void> {
  const endMs = systemClock.monotonicMs() + START_TIMEOUT_MS;
  while (systemClock.monotonicMs() < endMs) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`influxd ended with ${child.exitCode ?? child.signalCode} at its start`);
    }
    // Not there yet is what we wait for.
    const response = await fetch(`${baseUrl}/ping`).catch(() => null);
    if (response?.status === 204) return;
    await systemClock.sleep(POLL_MS);
  }
  child.kill("SIGKILL");
  throw new Error("influxd does not answer");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
