import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { COMPOSE_SECRETS } from "../../cli/src/commands/init.ts";
import { SECRET_NAMES } from "../../cli/src/secrets.ts";
import {
  loadCompose,
  readComposeFile,
  schemaErrors,
  variablesOf,
} from "../compose/compose-file.ts";
import { projectFiles, ROOT, textOf } from "./tree.ts";

const COMPOSE = "docker-compose.yml";
const FILES = [COMPOSE, "docker/mqtt-tls.yml"];
const SECRETS = [...SECRET_NAMES, ...COMPOSE_SECRETS.map(({ name }) => name)];
const VARIABLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SECRETS.map((name) => [name, `secret-${name}`])),
  RESIK_MQTT_TLS_DIR: "/etc/resik/tls",
};

const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(VARIABLES).filter(([each]) => each !== name));

const project = loadCompose([COMPOSE], VARIABLES);
const services = Object.entries(project.services);
const ends = new Set(["influxdb-reader", "demo-books", "demo-district"]);

describe("docker-compose.yml", () => {
  it.each(FILES)("%s is what the Compose specification describes", (path) => {
    expect(schemaErrors(readComposeFile(path))).toEqual([]);
  });

  it("would not pass with a misspelt key or a wrong type", () => {
    const service = { image: "x", restrat: "no" };
    expect(schemaErrors({ services: { a: service } })).not.toEqual([]);
    expect(schemaErrors({ services: { a: { image: 7 } } })).not.toEqual([]);
  });

  it.each(SECRETS)("stops with a sentence that names the command when %s is missing", (name) => {
    const others = without(name);
    expect(() => loadCompose([COMPOSE], others)).toThrow(
      `required variable ${name} is missing a value: is not set. Run "npm run resik -- init"`,
    );
    expect(() => loadCompose([COMPOSE], { ...others, [name]: "" })).toThrow(`variable ${name}`);
  });

  it("takes every other variable as it may be absent, and the guide names each", () => {
    const guide = textOf("docs/operating/compose.md");
    const asked = FILES.flatMap(variablesOf);
    expect(asked.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it("gives each service the secrets that it needs and no other", () => {
    const held = Object.fromEntries(
      services.map(([name, { environment }]) => [
        name,
        SECRETS.filter((secret) => Object.values(environment).includes(`secret-${secret}`)),
      ]),
    );
    expect(held).toEqual({
      influxdb: ["RESIK_INFLUXDB_TOKEN", "INFLUXDB_ADMIN_PASSWORD"],
      "influxdb-reader": ["RESIK_INFLUXDB_TOKEN", "RESIK_INFLUXDB_READER_PASSWORD"],
      broker: ["RESIK_BROKER_AUTH_SECRET", "RESIK_INGEST_MQTT_SECRET", "RESIK_API_MQTT_SECRET"],
      ingest: ["RESIK_INGEST_MQTT_SECRET", "RESIK_INFLUXDB_TOKEN"],
      api: [
        "RESIK_BROKER_AUTH_SECRET",
        "RESIK_API_MQTT_SECRET",
        "RESIK_SESSION_SECRET",
        "RESIK_ADMIN_TOKEN",
        "RESIK_INFLUXDB_READER_PASSWORD",
      ],
      grafana: ["RESIK_INFLUXDB_READER_PASSWORD", "GRAFANA_ADMIN_PASSWORD"],
      "demo-books": [],
      "demo-district": ["RESIK_ADMIN_TOKEN"],
      "firmware-sim": [],
    });
  });

  it.each(services)("%s runs confined, with bounds and a log that stays small", (name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      logging: { driver: "json-file", options: { "max-size": "10m", "max-file": "3" } },
      restart: ends.has(name) ? "no" : "unless-stopped",
    });
    expect(service["mem_limit"]).toMatch(/^\d+[mg]$/);
    expect(service["pids_limit"]).toBeGreaterThan(0);
    expect(service["privileged"]).toBeUndefined();
  });

  it("has a health check for everything that stays and can be asked", () => {
    const unchecked = services
      .filter(([name, { healthcheck }]) => !ends.has(name) && healthcheck === undefined)
      .map(([name]) => name);
    // The simulator serves nothing; it is no part of a real installation.
    expect(unchecked).toEqual(["firmware-sim"]);
  });

  it("waits for the health of what has a health check, and for the end of what ends", () => {
    const waits = services.flatMap(([name, { depends_on }]) =>
      Object.entries(depends_on).map(([other, { condition }]) => ({ name, other, condition })),
    );
    const wrong = waits.filter(
      ({ other, condition }) =>
        condition !== (ends.has(other) ? "service_completed_successfully" : "service_healthy"),
    );
    expect(wrong).toEqual([]);
  });

  it("publishes what people and devices use, and that on loopback", () => {
    expect(services.flatMap(([, { ports }]) => ports)).toEqual([
      "127.0.0.1:1883:1883",
      "127.0.0.1:8080:8080",
      "127.0.0.1:3000:3000",
    ]);
    const inside = ["influxdb", "influxdb-reader", "ingest", "demo-district", "firmware-sim"];
    for (const name of inside) expect(project.services[name]?.["networks"]).toEqual(["inside"]);
    expect(project["networks"]).toMatchObject({ inside: { internal: true } });
  });

  it("gives Grafana the files that it is pointed at, and all that they ask for", () => {
    const { volumes = [], environment = {} } = project.services["grafana"] ?? {};
    expect(volumes).toContain("./dashboards/provisioning:/etc/grafana/resik:ro");
    const onHost = (name: string): string =>
      (environment[name] ?? "").replace("/etc/grafana/resik", "dashboards/provisioning");
    const source = textOf(join(onHost("GF_PATHS_PROVISIONING"), "datasources", "resik.yaml"));
    const asked = [...source.matchAll(/\$(\w+)/g)].map((match) => match[1] ?? "");
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !environment[name])).toEqual([]);
    expect(textOf(onHost("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"))).toContain('"panels"');
  });

  it("adds MQTT over TLS for other machines with one more file", () => {
    const broker = loadCompose(FILES, VARIABLES).services["broker"];
    expect(broker?.ports).toEqual(["127.0.0.1:1883:1883", "8883:8883"]);
    expect(broker?.environment).toMatchObject({
      RESIK_MQTT_TLS_PORT: "8883",
      RESIK_MQTT_TLS_CERT_FILE: "/tls/fullchain.pem",
      RESIK_BROKER_AUTH_SECRET: VARIABLES["RESIK_BROKER_AUTH_SECRET"],
    });
    const others = without("RESIK_MQTT_TLS_DIR");
    expect(() => loadCompose(FILES, others)).toThrow("RESIK_MQTT_TLS_DIR is missing a value");
  });

  it("pins every image, and builds ours once", () => {
    const images = services.map(([, { image }]) => image);
    for (const image of images) expect(image).toMatch(/^(resik:local|[a-z/]+:\d+\.\d+\.\d+)$/);
    expect(services.filter(([, service]) => "build" in service).map(([name]) => name)).toEqual([
      "broker",
    ]);
  });
});

const workspacesSchema = z.object({ workspaces: z.array(z.string()) });

describe("the image", () => {
  const dockerfile = textOf("docker/Dockerfile");

  it("runs on the Node that the tests run on", () => {
    const version = /^ARG NODE_IMAGE=node:(\d+\.\d+\.\d+)-bookworm-slim$/m.exec(dockerfile)?.[1];
    const manifest: unknown = JSON.parse(textOf("package.json"));
    expect(manifest).toMatchObject({ devDependencies: { node: version } });
  });

  it("knows every workspace, so that the lock file fits what is installed", () => {
    const { workspaces } = workspacesSchema.parse(JSON.parse(textOf("package.json")));
    const copied = [...dockerfile.matchAll(/^COPY (\S+)\/package\.json \1\/$/gm)].map(
      (match) => match[1],
    );
    expect(new Set(copied)).toEqual(new Set(workspaces));
  });

  it("holds what its programs import, with the packages of exactly those workspaces", () => {
    const installed = [...dockerfile.matchAll(/-w ([a-z-]+)/g)].map((match) => match[1]);
    const held = [...dockerfile.matchAll(/^COPY ([a-z-]+) \1$/gm)].map((match) => match[1]);
    expect(new Set(held)).toEqual(new Set([...installed, "web"]));
  });

  it("is built from no more than it names", () => {
    const kept = textOf(".dockerignore")
      .split("\n")
      .filter((line) => line.startsWith("!"))
      .map((line) => line.slice(1));
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
      (match[1] ?? "").split(" "),
    );
    const missing = sources.filter(
      (source) => !kept.some((each) => source === each || source.startsWith(`${each}/`)),
    );
    expect(missing).toEqual([]);
    const tracked = new Set(projectFiles().map((path) => path.split("/")[0]));
    expect(kept.filter((each) => !tracked.has(each.split("/")[0]))).toEqual([]);
    expect(readdirSync(join(ROOT, "docker")).toSorted()).toEqual([
      "Dockerfile",
      "health.mjs",
      "influxdb-wal-guard.sh",
      "mqtt-tls.yml",
    ]);
  });
});
