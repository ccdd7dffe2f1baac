import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { listen, portOf } from "@resik/kit/ops-server";
import { systemClock } from "@resik/kit/clock";
import { openReadingSource } from "@resik/readings/open";
import {
  INFLUXD_ADMIN,
  influxdMissing,
  startInfluxd,
  type Influxd,
} from "@resik/readings/influxd.fixture";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { binPayload, recordOf } from "./record.fixture.ts";
import { startRelayStub, type RelayStub } from "./relay-stub.fixture.ts";

const missing = influxdMissing(process.env.CI === "true");
if (missing !== null) console.warn(`Skipped: ${missing}.`);

/** The program as a supervisor runs it. */
interface Program {
  child: ChildProcess;
  /** What it wrote so far. */
  log(): string;
  lines(part: string): number;
}

function run(environment: Record<string, string>): Program {
  const entry = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = fork(entry, {
    env: { PATH: process.env.PATH, RESIK_INGEST_MQTT_SECRET: "s".repeat(40), ...environment },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
  const lines = (part: string): number =>
    text.split("\n").filter((line) => line.includes(part)).length;
  return { child, log: () => text, lines };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await listen(server, 0, "127.0.0.1");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

describe.skipIf(missing !== null)("ingest with InfluxDB as its store", () => {
  let stub: RelayStub;
  let influxd: Influxd | null;
  let program: Program | null;
  beforeEach(async () => {
    stub = await startRelayStub();
    influxd = null;
    program = null;
  });
  afterEach(async () => {
    if (program && program.child.exitCode === null) {
      const exited = once(program.child, "exit");
      program.child.kill("SIGTERM");
      await exited;
    }
    await influxd?.stop();
    await stub.close();
  });

  it("starts without its store, says so once, and goes on when the store is there", async () => {
    const port = await freePort();
    const url = `influxdb://127.0.0.1:${port}/resik?api=1`;
    program = run({ RESIK_MQTT_URL: stub.url, RESIK_READINGS_URL: url });
    const [{ ports }] = await once(program.child, "message");
    const ready = async (): Promise<string> =>
      (await fetch(`http://127.0.0.1:${ports.ops}/readyz`)).text();
    expect(await ready()).toContain(`InfluxDB at 127.0.0.1:${port} does not answer (ECONNREFUSED)`);
    stub.send(0, 1, [recordOf(binPayload(0), { receivedAtMs: systemClock.nowMs() })]);
    const failures = async (): Promise<number> => {
      const figures = await (await fetch(`http://127.0.0.1:${ports.ops}/metrics`)).text();
      return Number(/^ingest_store_failures_total (\d+)$/m.exec(figures)?.[1] ?? Number.NaN);
    };
    await expect.poll(failures, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(stub.acked).toEqual([]);
    expect(program.lines("the readings store cannot be had")).toBe(1);

    influxd = await startInfluxd({ port });
    await expect.poll(() => stub.acked, { timeout: 15_000 }).toEqual([1]);
    expect(await ready()).toBe("ready\n");
    expect(program.lines("the readings store can be had again")).toBe(1);
    expect(program.lines("the readings store cannot be had")).toBe(1);
    const source = await openReadingSource(url, { dataDir: "", clock: systemClock });
    expect(await source.latest({ channel: "bin" })).toHaveLength(1);
    await source.close();
  });

  it("ends at once with one sentence when the server refuses its password", async () => {
    influxd = await startInfluxd({ auth: true });
    program = run({
      RESIK_MQTT_URL: stub.url,
      RESIK_READINGS_URL: influxd.address("resik"),
      RESIK_INFLUXDB_USER: INFLUXD_ADMIN.user,
      RESIK_INFLUXDB_PASSWORD: "salah-sekali",
    });
    const [code] = await once(program.child, "exit");
    expect(code).toBe(78);
    expect(program.lines("resik ingest: InfluxDB at 127.0.0.1:")).toBe(1);
    expect(program.log()).toMatch(/refuses the credentials of RESIK_INFLUXDB_\* \(401/);
    expect(program.log()).not.toContain("salah-sekali");
  });

  it("ends at once with one sentence without a token where one is needed", async () => {
    program = run({
      RESIK_MQTT_URL: stub.url,
      RESIK_READINGS_URL: "influxdb://127.0.0.1:1/resik?api=2",
    });
    const [code] = await once(program.child, "exit");
    expect(code).toBe(78);
    expect(program.lines("resik ingest: RESIK_INFLUXDB_TOKEN is not set")).toBe(1);
  });
});
