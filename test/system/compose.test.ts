import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { deviceCredentialsSchema } from "@resik/contract/http/registry";
import { fill, startMs as beginMs } from "@resik/dashboards/grafana-fill";
import { allQueries } from "@resik/dashboards/queries";
import { systemClock } from "@resik/kit/clock";
import {
  createUser,
  influxdMissing,
  startInfluxd,
  type Influxd,
} from "@resik/readings/influxd.fixture";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { loadCompose, type ComposeProject } from "../compose/compose-file.ts";
import { isOurs, openHostServices, type HostServices } from "../compose/host-services.ts";
import { runResik } from "./resik-process.ts";

const COMPOSE = "docker-compose.yml";

influxdMissing(true);

let dir = "";
let influxd: Influxd;
let services: HostServices | null = null;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "resik-compose-"));
  influxd = await startInfluxd({ auth: true });
});
afterEach(async () => {
  services?.kill();
  services = null;
  await influxd.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** The settings file that `npm run resik -- init` writes, as compose reads it. */
async function initEnvironment(): Promise<Record<string, string>> {
  const file = join(dir, ".env");
  const { exitCode, stderr } = await runResik(["init", "--file", file], {});
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(parseEnv(readFileSync(file, "utf8")))) {
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}

/**
 * The one thing that differs from the containers: Debian's InfluxDB speaks the interface of 1.x,
 * which is entered with a user instead of a token. What 2.x makes of
 * DOCKER_INFLUXDB_INIT_ADMIN_TOKEN is here the first user with the token as its password.
 */
function asInfluxdb1(_name: string, environment: Record<string, string>): Record<string, string> {
  const { RESIK_INFLUXDB_TOKEN: token, RESIK_READINGS_URL: url, ...others } = environment;
  return {
    ...others,
    ...(url === undefined ? {} : { RESIK_READINGS_URL: url.replace("api=2", "api=1") }),
    ...(token === undefined
      ? {}
      : { RESIK_INFLUXDB_USER: INIT_USER, RESIK_INFLUXDB_PASSWORD: token }),
  };
}
const INIT_USER = "resik";

/** What is ours, each after what it depends on. */
function startOrder({ services }: ComposeProject): string[] {
  const order: string[] = [];
  const visit = (name: string): void => {
    const service = services[name];
    if (!service || order.includes(name) || !isOurs(service)) return;
    for (const other of Object.keys(service.depends_on)) visit(other);
    order.push(name);
  };
  for (const name of Object.keys(services)) visit(name);
  return order;
}

function openServices(project: ComposeProject, influxdbPort = influxd.port): HostServices {
  services = openHostServices({
    project,
    dir,
    outsidePorts: { "influxdb:8086": influxdbPort },
    adjust: asInfluxdb1,
  });
  return services;
}

/** InfluxDB as its image sets it up at the first start. */
async function setUpInfluxdb(project: ComposeProject): Promise<void> {
  const token = project.services["influxdb"]?.environment["DOCKER_INFLUXDB_INIT_ADMIN_TOKEN"];
  await influxd.statement(createUser(INIT_USER, token ?? "", true));
}

/** A statement as Grafana's data source asks it, with what the grafana service is told. */
async function askAsGrafana(project: ComposeProject, query: string) {
  const response = await fetch(`${influxd.baseUrl}/query?db=resik&epoch=ms`, {
    method: "POST",
    headers: { authorization: grafanaAuthorization(project) },
    body: new URLSearchParams({ q: query }),
  });
  return { status: response.status, body: await response.text() };
}

const writeAsGrafana = (project: ComposeProject): Promise<Response> =>
  fetch(`${influxd.baseUrl}/write?db=resik&rp=raw`, {
    method: "POST",
    headers: { authorization: grafanaAuthorization(project) },
    body: "bin fillRatio=0.5",
  });

function grafanaAuthorization({ services }: ComposeProject): string {
  const environment = services["grafana"]?.environment ?? {};
  const user = environment["RESIK_GRAFANA_INFLUXDB_USER"] ?? "";
  const password = environment["RESIK_GRAFANA_INFLUXDB_PASSWORD"] ?? "";
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

const timesSchema = z.object({
  results: z.tuple([
    z.object({
      series: z.array(z.object({ values: z.array(z.array(z.unknown())) })).default([]),
    }),
  ]),
});

/** When the newest reading of a measurement was taken; 0 while there is none. */
async function newestMs(project: ComposeProject, measurement: string): Promise<number> {
  const query = `SELECT * FROM "resik"."raw"."${measurement}" ORDER BY time DESC LIMIT 1`;
  const { body } = await askAsGrafana(project, query);
  const [result] = timesSchema.parse(JSON.parse(body)).results;
  return Number(result.series[0]?.values[0]?.[0] ?? 0);
}

/** How far the simulator's newest reading may lie back, milliseconds. */
const FRESH_MS = 60_000;

test(
  "the demo of compose brings readings from its devices to a panel, and ends in order",
  { timeout: 180_000 },
  async () => {
    const project = loadCompose([COMPOSE], { ...(await initEnvironment()), RESIK_DEMO_DAYS: "1" });
    await setUpInfluxdb(project);
    const host = openServices(project);
    for (const name of startOrder(project)) await host.start(name);
    for (const name of ["broker", "ingest", "api"]) await host.healthy(name);

    // The account of the screens sees what the devices say now, and can do nothing else.
    const startMs = systemClock.nowMs();
    for (const measurement of ["bin", "air"]) {
      await expect
        .poll(() => newestMs(project, measurement), { timeout: 60_000, interval: 500 })
        .toBeGreaterThan(startMs - FRESH_MS);
    }
    expect((await writeAsGrafana(project)).status).toBe(403);

    // The panels over these readings, as Grafana asks for them.
    const panels = allQueries().filter(
      ({ of, text }) => of === "panel" && /"resik"\."raw"\."(bin|air)"/.test(text),
    );
    expect(panels.length).toBeGreaterThanOrEqual(3);
    for (const panel of panels) {
      const toMs = systemClock.nowMs();
      const text = fill(panel, { fromMs: beginMs(panel.from, toMs), toMs });
      const { status, body } = await askAsGrafana(project, text);
      expect({ at: panel.at, status, body }).toMatchObject({
        at: panel.at,
        status: 200,
        body: expect.stringContaining('"series"'),
      });
    }

    // Devices that are added by hand work like those of the demo.
    const device = ["device", "add", "bak-baru", "--site", "kantor-dlh-pati", "--kind", "bin"];
    const added = await host.exec("api", ["resik", ...device, "--json"]);
    expect(added.code).toBe(0);
    deviceCredentialsSchema.parse(JSON.parse(added.output));

    // `docker compose up` once more runs what ends by itself again.
    for (const [name, sentence] of Object.entries(LEFT_ALONE)) {
      await host.start(name);
      expect(await host.ended(name)).toMatchObject({ code: 0, output: `${sentence}\n` });
    }
    const codes = await host.stop();
    const ends = await Promise.all(
      startOrder(project).map(async (name) => {
        const code = codes[name];
        // Whoever did not end in order says why in its last lines.
        return {
          name,
          code,
          ...(code === 0 ? {} : { last: (await host.ended(name)).output.slice(-2_000) }),
        };
      }),
    );
    expect(ends).toEqual(startOrder(project).map((name) => ({ name, code: 0 })));
  },
);

const LEFT_ALONE = {
  "influxdb-reader": "The account resik-reader may read the readings in InfluxDB.",
  "demo-books": "There are books already; they are left as they are.",
  "demo-district": "The demo district is registered already; it is left as it is.",
};

test("without .env compose stops and names the command that writes it", () => {
  expect(() => loadCompose([COMPOSE], {})).toThrow(
    /^required variable \w+ is missing a value: is not set\. Run "npm run resik -- init", which writes it to \.env$/,
  );
});

test("a wrong token is told in one sentence by whoever holds it", async () => {
  const variables = await initEnvironment();
  await setUpInfluxdb(loadCompose([COMPOSE], variables));
  const wrong = {
    ...variables,
    RESIK_INFLUXDB_TOKEN: "another-token-than-that-of-the-first-start",
  };
  const host = openServices(loadCompose([COMPOSE], wrong));
  const sentence = `InfluxDB at 127.0.0.1:${influxd.port} refuses the credentials of RESIK_INFLUXDB_* (401`;
  await host.start("influxdb-reader");
  const reader = await host.ended("influxdb-reader");
  expect(reader).toMatchObject({ code: 1 });
  expect(reader.output).toMatch(/^resik: [^\n]+\n$/);
  expect(reader.output).toContain(sentence);
  await host.start("broker");
  await host.start("ingest");
  await expect.poll(() => host.output("ingest"), { timeout: 20_000 }).toContain(sentence);
});

test("an InfluxDB that is not there is told in one sentence, and waited for", async () => {
  const project = loadCompose([COMPOSE], await initEnvironment());
  await influxd.stop();
  const host = openServices(project);
  const sentence = `InfluxDB at 127.0.0.1:${influxd.port} does not answer (ECONNREFUSED).`;
  await host.start("influxdb-reader");
  const reader = await host.ended("influxdb-reader");
  expect(reader).toEqual({ code: 1, output: `resik: ${sentence}\n` });
  await host.start("broker");
  await host.start("ingest");
  await expect.poll(() => host.output("ingest"), { timeout: 20_000 }).toContain(sentence);
});
