import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@resik/kit/clock";
import { openStationsSchema } from "@resik/contract/http/open";
import { seriesAnswerSchema } from "@resik/contract/http/readings";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  freePort,
  isRunning,
  killAll,
  pressCtrlC,
  startResik,
  type ResikProcess,
} from "./resik-process.ts";

const READY_MS_MAX = 60_000;
const STOP_MS_MAX = 5_000;
/** The pages may have to be built first; a fresh clone has that behind it after its first start. */
const BUILD_MS_MAX = 60_000;

let temporaryDir = "";
let run: ResikProcess | null = null;

beforeEach(() => {
  temporaryDir = mkdtempSync(join(tmpdir(), "resik-demo-test-"));
});
afterEach(() => {
  killAll(run);
  run = null;
  rmSync(temporaryDir, { recursive: true, force: true });
});

async function startDemo(): Promise<ResikProcess> {
  return startResik(["demo"], {
    TMPDIR: temporaryDir,
    RESIK_HTTP_PORT: String(await freePort()),
    RESIK_MQTT_PORT: String(await freePort()),
  });
}

async function stationsAt(url: string) {
  const response = await fetch(`${url}/api/v1/open/stations`);
  expect(response.status).toBe(200);
  return openStationsSchema.parse(await response.json()).stations;
}

test(
  "the demo shows a live district with a month of history and leaves nothing behind",
  { timeout: READY_MS_MAX + BUILD_MS_MAX + 60_000 },
  async () => {
    run = await startDemo();
    const startMs = systemClock.monotonicMs();
    const url = await run.ready;
    const readyMs = systemClock.monotonicMs() - startMs;
    expect(readyMs).toBeLessThan(READY_MS_MAX);

    const stations = await stationsAt(url);
    expect(stations.filter((station) => station.kind === "bin").length).toBeGreaterThanOrEqual(40);
    expect(stations.filter((station) => station.kind === "air").length).toBeGreaterThanOrEqual(12);
    expect(stations.filter((station) => station.latest !== null).length).toBe(stations.length);
    expect(new Set(stations.map((station) => station.areaCode)).size).toBe(21);

    // Values change every couple of seconds for one who watches.
    for (let look = 0; look < 3; look++) {
      const before = JSON.stringify((await stationsAt(url)).map((station) => station.latest));
      await expect
        .poll(
          async () => JSON.stringify((await stationsAt(url)).map((station) => station.latest)),
          { timeout: 5_000, interval: 500 },
        )
        .not.toBe(before);
    }

    const air = stations.find((station) => station.kind === "air");
    const to = new Date();
    const query = new URLSearchParams({
      channel: "air",
      fields: "pm25UgM3",
      devices: air?.device ?? "",
      from: new Date(to.getTime() - 30 * 86_400_000).toISOString(),
      to: to.toISOString(),
      every: "86400",
    });
    const response = await fetch(`${url}/api/v1/open/series?${query.toString()}`);
    const days = seriesAnswerSchema.parse(await response.json()).series[0]?.at.length;
    expect(days).toBeGreaterThanOrEqual(29);

    expect(run.stdout()).toMatch(/^ {2}admin +\S{16} +administrator$/m);
    const pids = run.pids();
    expect(pids.length).toBeGreaterThanOrEqual(5);
    const stopMs = systemClock.monotonicMs();
    pressCtrlC(run);
    expect(await run.exit).toBe(0);
    expect(systemClock.monotonicMs() - stopMs).toBeLessThan(STOP_MS_MAX);
    expect(pids.filter(isRunning)).toEqual([]);
    expect(readdirSync(temporaryDir)).toEqual([]);
  },
);

test(
  "Ctrl-C in the middle of the history ends it with code 0 and removes the folder",
  { timeout: READY_MS_MAX + BUILD_MS_MAX },
  async () => {
    run = await startDemo();
    const { stderr, exit } = run;
    await expect
      .poll(stderr, { timeout: READY_MS_MAX + BUILD_MS_MAX - 10_000 })
      .toContain("days of history");
    const pids = run.pids();
    const stopMs = systemClock.monotonicMs();
    pressCtrlC(run);
    expect(await exit).toBe(0);
    expect(systemClock.monotonicMs() - stopMs).toBeLessThan(STOP_MS_MAX);
    expect(run.stdout()).not.toContain("Resik ready");
    expect(pids.filter(isRunning)).toEqual([]);
    expect(readdirSync(temporaryDir)).toEqual([]);
  },
);
