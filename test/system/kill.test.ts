import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStubAuth, type StubAuth } from "@resik/broker/stub-auth.fixture";
import { decodeBatch, encodeAck } from "@resik/contract/relay";
import { inboxAckTopic, inboxBatchTopic } from "@resik/contract/topic";
import { systemClock } from "@resik/kit/clock";
import { createRandom } from "@resik/kit/random";
import { openReadingSource } from "@resik/readings/open";
import { connect, type MqttClient } from "mqtt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endPrograms, SECRET, startProgram, systemEnvironment } from "./child-program.ts";
import { startPublisher, type Publisher } from "./publisher.ts";

const ROUNDS = Number(process.env.RESIK_TEST_KILL_ROUNDS ?? "6");
const SEED = process.env.RESIK_TEST_SEED ?? "kill";
const DEVICES = ["bin-1", "bin-2", "bin-3", "bin-4"];

let dataDir: string;
let auth: StubAuth;
let environment: Record<string, string>;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "resik-kill-"));
  auth = await startStubAuth(SECRET);
  environment = {
    ...systemEnvironment(dataDir),
    RESIK_API_URL: auth.url,
    RESIK_BROKER_DEVICE_BURST_MESSAGES: "1000000",
    RESIK_BROKER_DEVICE_MESSAGES_PER_S: "1000000",
  };
});
afterEach(async () => {
  await endPrograms();
  await auth.close();
  await rm(dataDir, { recursive: true, force: true });
});

const payload = (seq: number): string =>
  JSON.stringify({ v: 1, boot: "boot", seq, fillRatio: 0.5 });

const startPublishers = (url: string): Publisher[] =>
  DEVICES.map((device) =>
    startPublisher({ url, device, password: auth.password(device), payload }),
  );

const ackedTotal = (publishers: Publisher[]): number =>
  publishers.reduce((sum, { acked }) => sum + acked.size, 0);

/** Waits until so many more were acknowledged, so that a kill hits a broker at work. */
const moreAcked = async (publishers: Publisher[], count: number): Promise<void> => {
  const goal = ackedTotal(publishers) + count;
  await expect
    .poll(() => ackedTotal(publishers), { timeout: 15_000, interval: 5 })
    .toBeGreaterThan(goal);
};

/** Takes the inbox over every death of the broker; keeps what it was handed. */
function consume(url: string): { taken: Map<string, Set<number>>; client: MqttClient } {
  const taken = new Map<string, Set<number>>(DEVICES.map((device) => [device, new Set()]));
  const client = connect(url, { username: "ingest", password: SECRET, reconnectPeriod: 50 });
  client.on("error", () => undefined);
  client.on("message", (_topic, bytes) => {
    const batch = decodeBatch(bytes);
    for (const record of batch.records) {
      const device = record.topic.split("/")[3] ?? "";
      // Only our own publishers write here.
      const { seq } = JSON.parse(Buffer.from(record.payload).toString()) as { seq: number };
      taken.get(device)?.add(seq);
    }
    const ack = encodeAck({ session: batch.session, cursor: batch.to });
    client.publish(inboxAckTopic("ingest"), ack, { qos: 0 });
  });
  client.subscribe(inboxBatchTopic("ingest"));
  return { taken, client };
}

describe("kill -9 of the broker at work", () => {
  it("loses no acknowledged message, and invents none", { timeout: 120_000 }, async () => {
    const random = createRandom(SEED);
    let broker = await startProgram("broker", environment);
    environment.RESIK_MQTT_PORT = `${broker.ports.mqtt}`;
    const url = `mqtt://127.0.0.1:${broker.ports.mqtt}`;
    const publishers = startPublishers(url);
    let consumer: ReturnType<typeof consume> | null = null;
    for (let round = 0; round < ROUNDS; round++) {
      // The first rounds pile up a backlog, the later ones have a consumer.
      if (round === 2) consumer = consume(url);
      await moreAcked(publishers, 200);
      await systemClock.sleep(random.between(0, 60));
      await broker.kill();
      broker = await startProgram("broker", environment);
    }
    await moreAcked(publishers, 200);
    await Promise.all(publishers.map((one) => one.stop()));
    const last = consumer ?? consume(url);
    for (const { device, acked, sent } of publishers) {
      const lost = () => [...acked].filter((seq) => !last.taken.get(device)?.has(seq)).length;
      await expect.poll(lost, { timeout: 15_000 }).toBe(0);
      expect([...(last.taken.get(device) ?? [])].filter((seq) => !sent.has(seq))).toEqual([]);
    }
    expect(ackedTotal(publishers)).toBeGreaterThan(ROUNDS * 200);
    await last.client.endAsync(true);
    expect(await broker.stop()).toBe(0);
  });
});

describe("kill -9 of ingest and broker in turn", () => {
  it("stores every acknowledged reading exactly once", { timeout: 120_000 }, async () => {
    const random = createRandom(`${SEED}/ingest`);
    let broker = await startProgram("broker", environment);
    environment.RESIK_MQTT_PORT = `${broker.ports.mqtt}`;
    environment.RESIK_MQTT_URL = `mqtt://127.0.0.1:${broker.ports.mqtt}`;
    let ingest = await startProgram("ingest", environment);
    const publishers = startPublishers(environment.RESIK_MQTT_URL);
    for (let round = 0; round < ROUNDS; round++) {
      await moreAcked(publishers, 200);
      await systemClock.sleep(random.between(0, 60));
      await ingest.kill();
      if (round % 3 === 2) {
        await broker.kill();
        broker = await startProgram("broker", environment);
      }
      ingest = await startProgram("ingest", environment);
    }
    await moreAcked(publishers, 200);
    await Promise.all(publishers.map((one) => one.stop()));

    const store = await openReadingSource("sqlite:", { dataDir, clock: systemClock });
    const storedOf = async (device: string): Promise<number[]> => {
      const seqs: number[] = [];
      const all = { channel: "bin", fromMs: 0, toMs: Number.MAX_SAFE_INTEGER } as const;
      for await (const reading of store.scan(all)) {
        if (reading.device === device) seqs.push(reading.seq);
      }
      return seqs;
    };
    for (const { device, acked, sent } of publishers) {
      const lost = async () => {
        const stored = new Set(await storedOf(device));
        return [...acked].filter((seq) => !stored.has(seq)).length;
      };
      await expect.poll(lost, { timeout: 20_000 }).toBe(0);
      const stored = await storedOf(device);
      expect(new Set(stored).size).toBe(stored.length);
      expect(stored.filter((seq) => !sent.has(seq))).toEqual([]);
    }
    await store.close();
    expect(await ingest.stop()).toBe(0);
    expect(await broker.stop()).toBe(0);
  });
});
