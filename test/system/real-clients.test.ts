import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { promisify } from "node:util";
import { startTestBroker, type TestBroker } from "@resik/broker/broker.fixture";
import { inboxBatchTopic, revokeTopic } from "@resik/contract/topic";
import { systemClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createRandom } from "@resik/kit/random";
import { readSettings } from "@resik/kit/settings";
import { startIngest, type Ingest } from "@resik/ingest/ingest";
import { INGEST_SETTINGS } from "@resik/ingest/settings";
import { openReadingSource } from "@resik/readings/open";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const PUB = "/usr/bin/mosquitto_pub";
const SUB = "/usr/bin/mosquitto_sub";
const INSTALLED = existsSync(PUB) && existsSync(SUB);
const BURST = 50;

let broker: TestBroker;
let ingest: Ingest;
const children = new Set<ChildProcess>();

interface Ended {
  code: number | null;
  output: string;
}

const credentials = (device: string, password = broker.auth.password(device)): string[] => [
  "-h",
  "127.0.0.1",
  "-p",
  `${broker.ports().mqtt}`,
  "-u",
  device,
  "-P",
  password,
];

/** Runs mosquitto_pub to its end; `input` is what it reads. */
async function publish(parameters: string[], input = ""): Promise<Ended> {
  const child = spawn(PUB, parameters, { stdio: ["pipe", "pipe", "pipe"] });
  children.add(child);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  // It may end before it has read all of a flood.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  await once(child, "close");
  children.delete(child);
  return { code: child.exitCode, output };
}

const reading = (seq: number): string =>
  JSON.stringify({ v: 1, boot: "boot", seq, fillRatio: 0.25 });
const own = (device: string, channel: string): string => `resik/v1/site-1/${device}/${channel}`;

async function storedSeqs(device: string): Promise<number[]> {
  const source = await openReadingSource("sqlite:", {
    dataDir: broker.dataDir,
    clock: systemClock,
  });
  const seqs: number[] = [];
  const all = { channel: "bin", fromMs: 0, toMs: Number.MAX_SAFE_INTEGER } as const;
  for await (const found of source.scan(all)) if (found.device === device) seqs.push(found.seq);
  await source.close();
  return seqs;
}

/** What a misbehaving client must not do: keep a good one from being stored. */
async function othersAreServed(): Promise<void> {
  const topic = own("bin-good", "bin");
  const { code } = await publish([
    ...credentials("bin-good"),
    "-q",
    "1",
    "-t",
    topic,
    "-m",
    reading(9),
  ]);
  expect(code).toBe(0);
  await expect.poll(() => storedSeqs("bin-good")).toEqual([9]);
}

const refused = (reason: string): Promise<number> =>
  broker.metric("broker_publishes_refused_total", `reason="${reason}"`);
const cut = (reason: string): Promise<number> =>
  broker.metric("broker_connections_refused_total", `reason="${reason}"`);

it.runIf(process.env.CI === "true")(
  "mosquitto-clients is installed where nothing may be skipped",
  () => {
    expect(INSTALLED).toBe(true);
  },
);

describe.skipIf(!INSTALLED)("mosquitto_pub and mosquitto_sub (Debian: mosquitto-clients)", () => {
  beforeEach(async () => {
    broker = await startTestBroker({
      RESIK_BROKER_DEVICE_MESSAGES_PER_S: "1",
      RESIK_BROKER_DEVICE_BURST_MESSAGES: `${BURST}`,
    });
    const settings = readSettings(INGEST_SETTINGS, {
      ...broker.environment,
      RESIK_MQTT_URL: broker.url(),
    });
    ingest = await startIngest(settings, {
      clock: systemClock,
      random: createRandom("real clients"),
      logger: createLogger("ingest", "silent"),
      processMetrics: false,
    });
    await ingest.subscribed;
  });
  afterEach(async () => {
    for (const child of children) child.kill("SIGKILL");
    await ingest.close();
    await broker.close();
  });

  it.each([
    ["MQTT 3.1.1 at QoS 0", ["-q", "0"]],
    ["MQTT 3.1.1 at QoS 1", ["-q", "1"]],
    ["MQTT 3.1.1 at QoS 2", ["-q", "2"]],
    ["MQTT 3.1 at QoS 1", ["-V", "mqttv31", "-q", "1"]],
    ["a session that wants to be kept", ["-q", "1", "-c", "-i", "fixed"]],
    ["a last will", ["-q", "1", "--will-topic", "resik/v1/site-1/bin-1/status"]],
  ])("are stored with a device's credentials: %s", async (_name, more) => {
    const message = ["-t", own("bin-1", "bin"), "-m", reading(1)];
    const { code, output } = await publish([...credentials("bin-1"), ...message, ...more]);
    expect(output).toBe("");
    expect(code).toBe(0);
    await expect.poll(() => storedSeqs("bin-1")).toEqual([1]);
  });

  it("are stored line by line over one connection, each once", async () => {
    const lines = Array.from({ length: BURST }, (_, seq) => reading(seq)).join("\n");
    const topic = ["-t", own("bin-1", "bin"), "-q", "1", "-l"];
    const { code } = await publish([...credentials("bin-1"), ...topic], lines);
    expect(code).toBe(0);
    await expect.poll(async () => (await storedSeqs("bin-1")).length).toBe(BURST);
  });

  it("are refused with a wrong password", async () => {
    const message = ["-t", own("bin-1", "bin"), "-m", reading(1), "-q", "1"];
    const { code, output } = await publish([...credentials("bin-1", "wrong"), ...message]);
    expect(code).not.toBe(0);
    expect(output).toMatch(/bad user name or password/i);
    expect(await cut("bad-credentials")).toBeGreaterThan(0);
    expect(await broker.metric("broker_inbox_messages_total")).toBe(0);
    await othersAreServed();
  });

  it("are refused without credentials", async () => {
    const where = ["-h", "127.0.0.1", "-p", `${broker.ports().mqtt}`];
    const { code } = await publish([...where, "-t", own("bin-1", "bin"), "-m", reading(1)]);
    expect(code).not.toBe(0);
    await othersAreServed();
  });

  it.each([
    ["another device's prefix", own("bin-good", "bin")],
    ["$SYS", "$SYS/broker/uptime"],
    ["the inbox", inboxBatchTopic("ingest")],
    ["a revocation", revokeTopic("bin-good")],
    ["its own config", own("bin-1", "config")],
  ])("are refused on %s, and it is counted", async (_name, topic) => {
    const message = ["-t", topic, "-m", reading(1), "-q", "1"];
    await publishUntil(() => refused("topic-denied"), [...credentials("bin-1"), ...message]);
    expect(await broker.metric("broker_inbox_messages_total")).toBe(0);
    await othersAreServed();
  });

  it("are cut when a payload is past the packet limit", async () => {
    const message = ["-t", own("bin-1", "bin"), "-q", "1", "-s"];
    const large = "x".repeat(70_000);
    await publishUntil(() => cut("packet-too-large"), [...credentials("bin-1"), ...message], large);
    expect(await broker.metric("broker_inbox_messages_total")).toBe(0);
    await othersAreServed();
  });

  it("are quarantined when a payload is past a reading's limit", async () => {
    const message = ["-t", own("bin-1", "bin"), "-q", "1", "-s"];
    expect((await publish([...credentials("bin-1"), ...message], "x".repeat(5_000))).code).toBe(0);
    const source = await openReadingSource("sqlite:", {
      dataDir: broker.dataDir,
      clock: systemClock,
    });
    const reasons = async () =>
      (await source.quarantine({ limit: 10 })).rows.map(({ reason }) => reason);
    await expect.poll(reasons).toEqual(["too-large"]);
    await source.close();
  });

  it("are cut when they flood, and what was acknowledged before is stored once", async () => {
    const lines = Array.from({ length: BURST * 20 }, (_, seq) => reading(seq)).join("\n");
    const message = ["-t", own("bin-1", "bin"), "-q", "1", "-l"];
    await publishUntil(() => refused("rate"), [...credentials("bin-1"), ...message], lines);
    await othersAreServed();
    const stored = await storedSeqs("bin-1");
    expect(new Set(stored).size).toBe(stored.length);
    expect(stored.length).toBeGreaterThanOrEqual(BURST);
    // The bucket fills by one a second: the flood got no more than that beyond its burst.
    expect(stored.length).toBeLessThan(BURST + 30);
  });

  it("receive their retained config, and no other device's", async () => {
    const api = await broker.client("api");
    for (const device of ["bin-1", "bin-2"]) {
      await api.publishAsync(own(device, "config"), `for ${device}`, { qos: 1, retain: true });
    }
    const mine = await subscribe([...credentials("bin-1"), "-t", own("bin-1", "config")]);
    expect(mine).toEqual({ code: 0, output: "for bin-1\n" });
    for (const filter of [own("bin-2", "config"), "#", "$SYS/#", inboxBatchTopic("ingest")]) {
      const { output } = await subscribe([...credentials("bin-1"), "-t", filter]);
      expect(output).toMatch(/subscription requests were denied/);
      expect(output).not.toContain("for bin");
    }
    expect(await broker.metric("broker_subscribes_refused_total")).toBe(4);
  });
});

/** Runs mosquitto_pub, which resends for ever what is refused, until the broker has counted it. */
async function publishUntil(
  counted: () => Promise<number>,
  parameters: string[],
  input = "",
): Promise<void> {
  const ended = publish(parameters, input);
  await expect.poll(counted, { timeout: 10_000 }).toBeGreaterThan(0);
  for (const child of children) child.kill("SIGKILL");
  await ended;
}

/** Runs mosquitto_sub until it has one message, is refused, or twenty seconds have passed. */
async function subscribe(parameters: string[]): Promise<Ended> {
  try {
    const run = promisify(execFile)(SUB, [...parameters, "-C", "1", "-W", "20"]);
    const { stdout, stderr } = await run;
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    // What execFile rejects with.
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}
