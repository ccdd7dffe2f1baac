import { resolve } from "node:path";
import { listSettings } from "@resik/kit/settings";
import { INFLUXDB_SETTINGS } from "@resik/readings/settings";
import type { CliSettings } from "./settings.ts";
import type { Environment } from "./context.ts";
import { COMPILE_CACHE_DIR, programEntry, type ProgramName } from "./project.ts";
import { SECRET_NAMES, type SecretName, type Secrets } from "./secrets.ts";
import type { ProgramSpec } from "./supervisor/child.ts";

/** Where the system serves, with real ports. */
export interface Addresses {
  httpHost: string;
  httpPort: number;
  mqttHost: string;
  mqttPort: number;
}

/** Which secrets a program needs; it sees no other. */
const SECRETS_BY_PROGRAM: Readonly<Record<ProgramName, readonly SecretName[]>> = {
  broker: ["RESIK_BROKER_AUTH_SECRET", "RESIK_INGEST_MQTT_SECRET", "RESIK_API_MQTT_SECRET"],
  ingest: ["RESIK_INGEST_MQTT_SECRET"],
  api: [
    "RESIK_BROKER_AUTH_SECRET",
    "RESIK_API_MQTT_SECRET",
    "RESIK_SESSION_SECRET",
    "RESIK_ADMIN_TOKEN",
  ],
  "firmware-sim": [],
};

/** The programs that enter a readings store on InfluxDB, with secrets of that server. */
const READINGS_PROGRAMS: readonly ProgramName[] = ["ingest", "api"];

export interface SystemOptions {
  settings: CliSettings;
  addresses: Addresses;
  secrets: Secrets;
  environment: Environment;
  webDir: string | null;
}

/** The address a program on this machine reaches a listener at; "every address" is none. */
export const localHost = (host: string): string => {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
};

export const apiUrl = ({ httpHost, httpPort }: Addresses): string =>
  `http://${localHost(httpHost)}:${httpPort}`;

export const mqttUrl = ({ mqttHost, mqttPort }: Addresses): string =>
  `mqtt://${localHost(mqttHost)}:${mqttPort}`;

/** What a person types; loopback has a name. */
export const pageUrl = (addresses: Addresses): string => {
  const host = localHost(addresses.httpHost);
  return `http://${host === "127.0.0.1" ? "localhost" : host}:${addresses.httpPort}`;
};

/** The spec of one program: the ordinary environment, the common addresses and its own secrets. */
export function systemProgram(
  program: ProgramName,
  options: SystemOptions,
  extra: { environment?: Record<string, string>; args?: string[] } = {},
): ProgramSpec {
  const { settings, addresses, secrets, webDir } = options;
  return {
    name: program,
    command: [programEntry(program), ...(extra.args ?? [])],
    environment: {
      NODE_COMPILE_CACHE: COMPILE_CACHE_DIR,
      ...withoutSecrets(options.environment),
      RESIK_DATA_DIR: resolve(settings.RESIK_DATA_DIR),
      RESIK_HTTP_HOST: addresses.httpHost,
      RESIK_HTTP_PORT: String(addresses.httpPort),
      RESIK_MQTT_HOST: addresses.mqttHost,
      RESIK_MQTT_PORT: String(addresses.mqttPort),
      RESIK_API_URL: apiUrl(addresses),
      RESIK_MQTT_URL: mqttUrl(addresses),
      ...(webDir === null ? {} : { RESIK_WEB_DIR: webDir }),
      ...Object.fromEntries(SECRETS_BY_PROGRAM[program].map((name) => [name, secrets[name]])),
      ...(READINGS_PROGRAMS.includes(program) ? influxdbSecrets(options.environment) : {}),
      ...extra.environment,
    },
  };
}

const INFLUXDB_SECRET_NAMES = listSettings(INFLUXDB_SETTINGS)
  .filter(({ secret }) => secret)
  .map(({ name }) => name);

/** What of the environment opens a readings store on InfluxDB. */
function influxdbSecrets(environment: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of INFLUXDB_SECRET_NAMES) {
    const value = environment[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/** The environment without secrets, ours or of InfluxDB: for programs that have no use for them. */
export function withoutSecrets(environment: Environment): Record<string, string> {
  const secrets: ReadonlySet<string> = new Set([...SECRET_NAMES, ...INFLUXDB_SECRET_NAMES]);
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && !secrets.has(name)) kept[name] = value;
  }
  return kept;
}
