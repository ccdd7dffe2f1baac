/**
 * Brings the containers up for real and follows one reading from a device to the api and to
 * Grafana. Needs Docker, Mosquitto's client and a fresh `.env`; removes its volumes at the end.
 *
 *     npm run -s resik -- init && node test/compose/main.ts
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv, promisify } from "node:util";
import { openStationsSchema } from "@resik/contract/http/open";
import { deviceCredentialsSchema } from "@resik/contract/http/registry";
import { systemClock } from "@resik/kit/clock";
import { z } from "zod";
import { PROJECT_DIR } from "./compose-file.ts";

const API = "http://127.0.0.1:8080";
const GRAFANA = "http://127.0.0.1:3000";
const DASHBOARDS_MIN = 7;
const FILL_RATIO = 0.73;
const WAIT_MS = 60_000;

const run = promisify(execFile);
const environment = parseEnv(readFileSync(join(PROJECT_DIR, ".env"), "utf8"));

async function docker(...args: string[]): Promise<string> {
  const options = { cwd: PROJECT_DIR, maxBuffer: 64 * 1_024 * 1_024 };
  const { stdout } = await run("docker", ["compose", ...args], options);
  return stdout;
}

const say = (line: string): void => void process.stdout.write(`smoke: ${line}\n`);

/** Asks until there is an answer that is not null. */
async function eventually<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  const endMs = systemClock.monotonicMs() + WAIT_MS;
  let last = "no answer";
  while (systemClock.monotonicMs() < endMs) {
    try {
      const answer = await ask();
      if (answer !== null) return answer;
    } catch (error) {
      last = String(error);
    }
    await systemClock.sleep(500);
  }
  throw new Error(`${what}: nothing within ${WAIT_MS / 1_000} s (${last})`);
}

async function publishReading(): Promise<void> {
  const site = ["site", "add", "tps-uji", "--kind", "tps", "--name", "TPS Uji"];
  const area = ["--area-code", "33.18.10", "--area-name", "Pati", "--lat", "-6.75", "--lon", "111"];
  await docker("exec", "-T", "api", "resik", ...site, ...area);
  const device = ["device", "add", "bak-uji", "--site", "tps-uji", "--kind", "bin", "--json"];
  const { mqtt } = deviceCredentialsSchema.parse(
    JSON.parse(await docker("exec", "-T", "api", "resik", ...device)),
  );
  const reading = { v: 1, boot: "boot-1", seq: 0, fillRatio: FILL_RATIO };
  const place = ["-h", "127.0.0.1", "-p", "1883", "-t", `${mqtt.topicPrefix}bin`, "-q", "1"];
  const who = ["-u", mqtt.username, "-P", mqtt.password];
  await run("mosquitto_pub", [...place, ...who, "-m", JSON.stringify(reading)]);
  say("a device has published and was acknowledged");
}

async function lookAtApi(): Promise<void> {
  await eventually("the reading in the api", async () => {
    const response = await fetch(`${API}/api/v1/open/stations`);
    const { stations } = openStationsSchema.parse(await response.json());
    const latest = stations.find((station) => station.device === "bak-uji")?.latest ?? null;
    return JSON.stringify(latest).includes(String(FILL_RATIO)) ? latest : null;
  });
  const page = await fetch(`${API}/`);
  if (!page.ok || !(await page.text()).includes("<html")) throw new Error("there are no pages");
  say("the api shows it, and serves the pages");
}

async function grafana(path: string, body?: unknown): Promise<unknown> {
  const login = `admin:${environment["GRAFANA_ADMIN_PASSWORD"] ?? ""}`;
  const response = await fetch(`${GRAFANA}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Basic ${Buffer.from(login).toString("base64")}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

const healthSchema = z.object({ database: z.literal("ok") });
const sourcesSchema = z.array(z.object({ uid: z.string(), type: z.string() }));
const boardsSchema = z.array(z.object({ uid: z.string() }));
const framesSchema = z.object({
  results: z.object({
    A: z.object({
      frames: z.array(z.object({ data: z.object({ values: z.array(z.array(z.unknown())) }) })),
    }),
  }),
});

async function lookAtGrafana(): Promise<void> {
  healthSchema.parse(await grafana("/api/health"));
  const sources = sourcesSchema.parse(await grafana("/api/datasources"));
  const source = sources.find(({ type }) => type === "influxdb");
  if (!source) throw new Error("Grafana has no InfluxDB data source");
  const boards = boardsSchema.parse(await grafana("/api/search?type=dash-db"));
  if (boards.length < DASHBOARDS_MIN) throw new Error(`Grafana has ${boards.length} dashboards`);
  await eventually("the reading in Grafana", async () => {
    const answer = await grafana("/api/ds/query", {
      from: "now-1h",
      to: "now",
      queries: [
        {
          refId: "A",
          datasource: { type: "influxdb", uid: source.uid },
          rawQuery: true,
          query: `SELECT last("fillRatio") FROM "resik"."raw"."bin" WHERE $timeFilter`,
          resultFormat: "time_series",
          intervalMs: 60_000,
          maxDataPoints: 500,
        },
      ],
    });
    const { frames } = framesSchema.parse(answer).results.A;
    return frames.some(({ data }) => data.values[1]?.includes(FILL_RATIO)) ? frames : null;
  });
  const log = await docker("logs", "--no-color", "grafana");
  const failed = log
    .split("\n")
    .filter((line) => /failed to (save dashboard|provision)/i.test(line));
  if (failed.length > 0) throw new Error(`Grafana complains:\n${failed.join("\n")}`);
  say(`Grafana shows it, with ${boards.length} dashboards and no complaint`);
}

async function main(): Promise<void> {
  try {
    await docker("up", "--detach", "--build", "--wait", "--wait-timeout", "600");
    say("every service is healthy");
    await publishReading();
    await lookAtApi();
    await lookAtGrafana();
    // A second start changes nothing and is as healthy.
    await docker("up", "--detach", "--wait", "--wait-timeout", "300");
    say("all is well");
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`smoke: ${String(error)}\n`);
    process.stderr.write(await docker("ps", "--all"));
    process.stderr.write(await docker("logs", "--no-color", "--tail", "100"));
  } finally {
    await docker("down", "--volumes", "--timeout", "30");
  }
}

await main();
