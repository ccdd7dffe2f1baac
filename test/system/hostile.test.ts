import { mkdtemp, rm } from "node:fs/promises";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { figure } from "@resik/broker/broker.fixture";
import { startStubAuth, type StubAuth } from "@resik/broker/stub-auth.fixture";
import { STORED_CHANNELS } from "@resik/contract/channel";
import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { openReadingSource } from "@resik/readings/open";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  endPrograms,
  SECRET,
  startProgram,
  systemEnvironment,
  type ChildProgram,
} from "./child-program.ts";
import { hostileConnection } from "./hostile-packets.ts";
import { hostilePublishes } from "./hostile-payloads.ts";

/** Payloads and packets, altogether at least this many. */
const COUNT = Number(process.env.RESIK_TEST_HOSTILE_COUNT ?? "120000");
const SEED = Number(process.env.RESIK_TEST_HOSTILE_SEED ?? "20261121");
const CHUNK = 500;
const CONNECTIONS_AT_ONCE = 40;
const DEVICES = 40;
/**
 * V8 ends a process whose live objects pass this, so that what is kept by each message or
 * connection cannot hide behind a lazy collector.
 */
const HEAP_MIB_MAX = 128;
/** What either process may grow by, heap not yet collected and buffers included. */
const RSS_GROWTH_BYTES_MAX = 192 * 1_024 * 1_024;

let dataDir: string;
let auth: StubAuth;
let broker: ChildProgram;
let ingest: ChildProgram;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "resik-hostile-"));
  auth = await startStubAuth(SECRET);
  const environment = {
    ...systemEnvironment(dataDir),
    RESIK_LOG_LEVEL: "fatal",
    // Every row of the inbox and of the store is counted here.
    RESIK_PIPELINE_REPORT_S: "0",
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB_MAX}`,
    RESIK_API_URL: auth.url,
    RESIK_BROKER_DEVICE_BURST_MESSAGES: "100000000",
    RESIK_BROKER_DEVICE_MESSAGES_PER_S: "100000000",
  };
  broker = await startProgram("broker", environment);
  ingest = await startProgram("ingest", {
    ...environment,
    RESIK_MQTT_URL: `mqtt://127.0.0.1:${broker.ports.mqtt}`,
  });
});
afterAll(async () => {
  await endPrograms();
  await auth.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function metricsOf(
  program: ChildProgram,
): Promise<(name: string, labels?: string) => number> {
  const text = await (await fetch(`http://127.0.0.1:${program.ports.ops}/metrics`)).text();
  return (name, labels = "") =>
    labels === "*"
      ? text
          .split("\n")
          .filter((line) => line.startsWith(`${name}{`))
          .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0)
      : figure(text, name, labels);
}
const rssOf = async (program: ChildProgram): Promise<number> =>
  (await metricsOf(program))("process_resident_memory_bytes");

const client = (device: string): Promise<MqttClient> =>
  connectAsync(`mqtt://127.0.0.1:${broker.ports.mqtt}`, {
    username: device,
    password: auth.password(device),
    reconnectPeriod: 0,
  });

/** A device that does nothing wrong is served, whatever else goes on. */
async function goodDeviceIsServed(text: string): Promise<void> {
  const good = await client("good-1");
  const payload = JSON.stringify({ v: 1, boot: "good", seq: Number(text), fillRatio: 0.5 });
  await good.publishAsync("resik/v1/site-1/good-1/bin", payload, { qos: 1 });
  await good.endAsync();
}

/** Everything ingest did with what it was given, since the last look. */
async function judged(): Promise<{ stored: number; duplicates: number; quarantined: number }> {
  const metric = await metricsOf(ingest);
  return {
    stored: metric("ingest_readings_stored_total"),
    duplicates: metric("ingest_readings_duplicate_total"),
    quarantined: metric("ingest_messages_quarantined_total", "*"),
  };
}

/** How far a process grew, told with the run and held to its bound. */
async function grewWithinBound(name: string, program: ChildProgram, before: number): Promise<void> {
  const grown = (await rssOf(program)) - before;
  process.stdout.write(`${name} grew by ${(grown / 1_048_576).toFixed(1)} MiB\n`);
  expect(grown).toBeLessThan(RSS_GROWTH_BYTES_MAX);
}

describe("hostile input", { timeout: 900_000 }, () => {
  it("as payloads: each is stored, quarantined or refused, none is lost and nobody falls", async () => {
    const rssBefore = { broker: await rssOf(broker), ingest: await rssOf(ingest) };
    let accepted = 0;
    const sender = await client("fuzz-1");
    for (let chunk = 0; accepted < COUNT / 2; chunk++) {
      const publishes = hostilePublishes(SEED + chunk, CHUNK);
      await Promise.all(
        publishes.map(({ channel, payload }) =>
          sender.publishAsync(`resik/v1/site-1/fuzz-1/${channel}`, payload, { qos: 1 }),
        ),
      );
      accepted += publishes.length;
    }
    await sender.endAsync();
    let refused = 0;
    for (const topic of ["$SYS/x", "resik/v1/site-1/fuzz-2/bin", "resik/v1/site-1/fuzz-1/config"]) {
      const cut = await client("fuzz-1");
      const closed = new Promise<void>((resolve) => cut.once("close", () => resolve()));
      cut.on("error", () => undefined);
      cut.publish(topic, "x", { qos: 1 }, () => undefined);
      await closed;
      await cut.endAsync(true);
      refused++;
    }
    const total = async (): Promise<number> => {
      const { stored, duplicates, quarantined } = await judged();
      return stored + duplicates + quarantined;
    };
    await expect.poll(total, { timeout: 60_000 }).toBe(accepted);
    const brokerMetric = await metricsOf(broker);
    expect(brokerMetric("broker_publishes_refused_total", "*")).toBe(refused);
    expect(brokerMetric("broker_inbox_messages_total")).toBe(accepted);

    const { stored, quarantined } = await judged();
    expect(await storedRows()).toBe(stored);
    // Neither outcome is a rarity, or this would prove little.
    expect(stored).toBeGreaterThan(accepted / 10);
    expect(quarantined).toBeGreaterThan(accepted / 10);
    await goodDeviceIsServed("1");
    await grewWithinBound("broker (payloads)", broker, rssBefore.broker);
    await grewWithinBound("ingest (payloads)", ingest, rssBefore.ingest);
  });

  it("as bytes on the socket: the broker goes on, and a good device gets through", async () => {
    const rssBefore = await rssOf(broker);
    const random = createRandom(`${SEED}/bytes`);
    let packets = 0;
    let connections = 0;
    for (;;) {
      const round = Array.from({ length: CONNECTIONS_AT_ONCE }, (_, index) => {
        const device = `raw-${index % DEVICES}`;
        const made = hostileConnection(random, device, auth.password(device));
        packets += made.packets;
        return sendAndLeave(made.bytes, random.chance(0.2));
      });
      await Promise.all(round);
      connections += round.length;
      if (connections % 1_000 === 0) await goodDeviceIsServed(`${connections}`);
      if (packets >= COUNT / 2) break;
    }
    await goodDeviceIsServed("4000000000");
    expect((await fetch(`http://127.0.0.1:${broker.ports.ops}/readyz`)).status).toBe(200);
    await expect
      .poll(async () => (await metricsOf(broker))("broker_sessions"), { timeout: 10_000 })
      .toBe(1);
    const metric = await metricsOf(broker);
    // What went into the inbox came out of it: raw bytes cannot bring the two out of step.
    const total = async (): Promise<number> => {
      const { stored, duplicates, quarantined } = await judged();
      return stored + duplicates + quarantined;
    };
    await expect.poll(total, { timeout: 30_000 }).toBe(metric("broker_inbox_messages_total"));
    expect(metric("broker_connections_refused_total", "*")).toBeGreaterThan(connections / 20);
    await grewWithinBound("broker (bytes)", broker, rssBefore);
    expect(await ingest.stop()).toBe(0);
    expect(await broker.stop()).toBe(0);
  });
});

/** Rows of all channels in the store. */
async function storedRows(): Promise<number> {
  const source = await openReadingSource("sqlite:", { dataDir, clock: systemClock });
  let rows = 0;
  for (const channel of STORED_CHANNELS) {
    const all = { channel, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER } as const;
    for await (const { seq } of source.scan(all)) rows += Number.isSafeInteger(seq) ? 1 : 0;
  }
  await source.close();
  return rows;
}

/** Sends the bytes at once and goes: by a goodbye, or by a reset. Rejects when nobody took them. */
function sendAndLeave(bytes: Buffer, rudely: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp(broker.ports.mqtt ?? 0, "127.0.0.1");
    // After this a reset is one way of the broker to end it.
    socket.once("connect", () => socket.removeListener("error", reject));
    socket.once("error", reject);
    socket.on("error", () => undefined);
    socket.once("close", () => resolve());
    socket.resume();
    if (!rudely) return void socket.end(bytes);
    socket.write(bytes, () => socket.resetAndDestroy());
  });
}
