import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fill, startMs } from "@resik/dashboards/grafana-fill";
import { allQueries, type DashboardQuery } from "@resik/dashboards/queries";
import { systemClock } from "@resik/kit/clock";
import { influxdMissing, startInfluxd, type Influxd } from "@resik/readings/influxd.fixture";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askAsGrafana, rowsIn } from "./influxql-answer.ts";
import {
  freePort,
  killAll,
  PROJECT_DIR,
  runResik,
  startResik,
  type ResikProcess,
} from "./resik-process.ts";

const missing = influxdMissing(process.env.CI !== undefined);

const READY_MS_MAX = 150_000;
/** Programs report every 15 s and roll up every 30 s; derived points follow the roll-up. */
const SETTLED_MS_MAX = 90_000;
const POLL_MS = 1_000;
const YEAR_MS = 365 * 86_400_000;
/** The index of 24 hours needs a day of history, and a bin's forecast some hours. */
const HISTORY_DAYS = 2;

let dir = "";
let server: Influxd | null = null;
let system: ResikProcess | null = null;
let devices: ChildProcess | null = null;

/** The demo district as compose's profile `demo` brings it up, on InfluxDB. */
async function startDistrict(influxd: Influxd): Promise<void> {
  const webDir = join(dir, "web");
  mkdirSync(webDir);
  writeFileSync(join(webDir, "index.html"), "<!doctype html><title>Resik</title>");
  const httpPort = await freePort();
  const mqttPort = await freePort();
  const opsPort = await freePort();
  const fleet = join(dir, "fleet.json");
  const settings = {
    RESIK_DATA_DIR: join(dir, "data"),
    RESIK_WEB_DIR: webDir,
    RESIK_HTTP_PORT: String(httpPort),
    RESIK_MQTT_PORT: String(mqttPort),
    RESIK_API_URL: `http://127.0.0.1:${httpPort}`,
    RESIK_MQTT_URL: `mqtt://127.0.0.1:${mqttPort}`,
  };
  expect(await runResik(["demo-books"], settings)).toMatchObject({ exitCode: 0 });
  system = startResik(["start"], {
    ...settings,
    RESIK_READINGS_URL: influxd.address("resik"),
    RESIK_INGEST_OPS_PORT: String(opsPort),
    // A history at once is no flood here, and older than a device may be late.
    RESIK_BROKER_DEVICE_BURST_MESSAGES: "1000000",
    RESIK_INGEST_LATE_DAYS_MAX: "400",
    RESIK_READINGS_RETENTION_DAYS: "420",
  });
  await system.ready;
  const filled = await runResik(
    [
      ["demo-district", "--fleet", fleet, "--days", String(HISTORY_DAYS)],
      ["--ingest", `http://127.0.0.1:${opsPort}`],
    ].flat(),
    settings,
  );
  expect(filled).toMatchObject({ exitCode: 0 });
  devices = spawn(
    process.execPath,
    [join(PROJECT_DIR, "firmware-sim/src/main.ts"), "run", "--fleet", fleet],
    { stdio: "ignore", env: { PATH: process.env.PATH ?? "" } },
  );
}

beforeAll(async () => {
  if (missing !== null) return;
  dir = mkdtempSync(join(tmpdir(), "resik-dashboards-"));
  server = await startInfluxd();
  await startDistrict(server);
}, READY_MS_MAX);
afterAll(async () => {
  if (devices && devices.exitCode === null) {
    const ended = once(devices, "exit");
    devices.kill("SIGKILL");
    await ended;
  }
  killAll(system);
  await server?.stop();
  if (dir !== "") rmSync(dir, { recursive: true, force: true });
});

/** On a day or in a month without a weighing nothing is shown; the year has some. */
const isOfCalendar = ({ from }: DashboardQuery): boolean => from === "now/d" || from === "now/M";

/**
 * No alert ends within the minutes of this test: raising one takes ten. These queries have rows in
 * `dashboard-queries.test.ts`, where one has ended; here they are asked all the same.
 */
const asksForEndedAlerts = ({ text }: DashboardQuery): boolean => text.includes('"step" < 0');

async function rowsOf(query: DashboardQuery): Promise<number> {
  if (!server) throw new Error("there is no server");
  const toMs = systemClock.nowMs();
  const fromMs = isOfCalendar(query) ? toMs - YEAR_MS : startMs(query.from, toMs);
  const text = fill(query, { fromMs, toMs });
  return rowsIn(await askAsGrafana({ baseUrl: server.baseUrl, database: "resik" }, text));
}

describe.skipIf(missing !== null)("every query of the dashboards on what the demo wrote", () => {
  it(
    "has rows",
    async () => {
      const endMs = systemClock.monotonicMs() + SETTLED_MS_MAX;
      let empty = allQueries();
      expect(empty.length).toBeGreaterThan(80);
      while (empty.length > 0 && systemClock.monotonicMs() < endMs) {
        const asked = empty;
        empty = [];
        for (const query of asked) {
          if ((await rowsOf(query)) === 0 && !asksForEndedAlerts(query)) empty.push(query);
        }
        if (empty.length > 0) await systemClock.sleep(POLL_MS);
      }
      expect(empty.map(({ at }) => at)).toEqual([]);
    },
    SETTLED_MS_MAX + 30_000,
  );
});
