import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "@resik/kit/settings";
import { expect, it } from "vitest";
import { loadOrCreateSecrets } from "./secrets.ts";
import { CLI_SETTINGS } from "./settings.ts";
import { systemProgram, withoutSecrets } from "./system.ts";

const ENVIRONMENT = {
  PATH: "/usr/bin",
  RESIK_READINGS_URL: "influxdb://127.0.0.1:8086/resik?api=2",
  RESIK_INFLUXDB_TOKEN: "token-of-influxdb",
  RESIK_INFLUXDB_PASSWORD: "password-of-influxdb",
  RESIK_ADMIN_TOKEN: "a".repeat(40),
};

it("gives each program the secrets it needs and no other", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "resik-system-"));
  const secrets = loadOrCreateSecrets(dataDir, ENVIRONMENT);
  rmSync(dataDir, { recursive: true });
  const options = {
    settings: readSettings(CLI_SETTINGS, ENVIRONMENT),
    addresses: { httpHost: "127.0.0.1", httpPort: 1, mqttHost: "127.0.0.1", mqttPort: 2 },
    secrets,
    webDir: null,
    environment: ENVIRONMENT,
  };
  const secretsOf = (program: "broker" | "ingest" | "api" | "firmware-sim"): string[] =>
    Object.keys(systemProgram(program, options).environment)
      .filter((name) => /SECRET|TOKEN|PASSWORD/.test(name))
      .sort();
  const influxdb = ["RESIK_INFLUXDB_PASSWORD", "RESIK_INFLUXDB_TOKEN"];
  expect(secretsOf("broker")).toEqual([
    "RESIK_API_MQTT_SECRET",
    "RESIK_BROKER_AUTH_SECRET",
    "RESIK_INGEST_MQTT_SECRET",
  ]);
  expect(secretsOf("ingest")).toEqual([...influxdb, "RESIK_INGEST_MQTT_SECRET"]);
  expect(secretsOf("api")).toEqual([
    "RESIK_ADMIN_TOKEN",
    "RESIK_API_MQTT_SECRET",
    "RESIK_BROKER_AUTH_SECRET",
    ...influxdb,
    "RESIK_SESSION_SECRET",
  ]);
  expect(secretsOf("firmware-sim")).toEqual([]);
});

it("leaves the rest of an environment as it is", () => {
  expect(withoutSecrets(ENVIRONMENT)).toEqual({
    PATH: ENVIRONMENT.PATH,
    RESIK_READINGS_URL: ENVIRONMENT.RESIK_READINGS_URL,
  });
});
