import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { openRegistry, registryPath } from "@resik/api/registry";
import { startBroker, type Broker } from "@resik/broker/broker";
import { BROKER_SETTINGS } from "@resik/broker/settings";
import { startIngest, type Ingest } from "@resik/ingest/ingest";
import { INGEST_SETTINGS } from "@resik/ingest/settings";
import { systemClock } from "@resik/kit/clock";
import { createLogger } from "@resik/kit/logger";
import { createRandom } from "@resik/kit/random";
import { readSettings } from "@resik/kit/settings";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ADMIN,
  BROKER_SECRET,
  MQTT_SECRET,
  startTestApi,
  type TestApi,
} from "../../api/src/test/harness.ts";
import { freePort } from "./resik-process.ts";

const PUB = "/usr/bin/mosquitto_pub";
const MOSQUITTO = "/usr/sbin/mosquitto";
const INSTALLED = existsSync(PUB) && existsSync(MOSQUITTO);
const INGEST_SECRET = "ingest-secret-of-the-tests-0123456789abcd";
const PREFIX = "resik/v1/bsu-melati";

let test: TestApi;
let broker: Broker;
let ingest: Ingest;
let mqttPort: number;
let folder: string;
let secrets: Record<string, string>;
const children = new Set<ChildProcess>();

/** Runs mosquitto_pub to its end, with the credentials of a device. */
async function publish(device: string, topic: string, document: unknown): Promise<void> {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const to = ["-h", "127.0.0.1", "-p", `${mqttPort}`, "-u", device, "-P", secrets[device] ?? ""];
  await promisify(execFile)(PUB, [...to, "-q", "1", "-t", topic, "-m", text], { timeout: 10_000 });
}

async function setFormat(device: string, format: object): Promise<void> {
  const path = `/api/v1/devices/${device}/format`;
  const answer = await test.call("PUT", path, { headers: ADMIN, body: format });
  expect(answer.status).toBe(200);
  // Once the broker acknowledged the revocation it has forgotten the old format.
  const registry = openRegistry(registryPath(test.dataDir));
  const untold = () => registry.db.selectFrom("revocations").select("device").execute();
  await expect.poll(untold, { timeout: 10_000 }).toEqual([]);
  await registry.close();
}

async function stored(channel: "bin" | "air" | "status", device: string): Promise<unknown[]> {
  const found: unknown[] = [];
  const all = { channel, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
  for await (const reading of test.store.scan(all)) {
    if (reading.device !== device) continue;
    const { quality, fields, sampledAtMs } = reading;
    found.push({ quality, fields, sampledAtMs });
  }
  return found;
}

const put = async () => (await test.store.quarantine({ limit: 10 })).rows;
const utc = (atMs: number): string => new Date(atMs).toISOString();
/** A whole second of a moment ago: what devices say of their time. */
const justNowMs = (): number => Math.floor(systemClock.nowMs() / 1_000) * 1_000 - 5_000;
/** The same as western Indonesian time without a zone, as Tasmota writes it. */
const localTime = (atMs: number): string => utc(atMs + 7 * 3_600_000).slice(0, 19);

it.runIf(process.env.CI === "true")("Mosquitto is installed where nothing may be skipped", () => {
  expect(INSTALLED).toBe(true);
});

describe.skipIf(!INSTALLED)("foreign devices (Debian: mosquitto, mosquitto-clients)", () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "resik-foreign-"));
    mqttPort = await freePort();
    test = await startTestApi({ mqttPort });
    const environment = {
      RESIK_DATA_DIR: test.dataDir,
      RESIK_MQTT_PORT: `${mqttPort}`,
      RESIK_MQTT_URL: `mqtt://127.0.0.1:${mqttPort}`,
      RESIK_API_URL: test.origin,
      RESIK_BROKER_AUTH_SECRET: BROKER_SECRET,
      RESIK_API_MQTT_SECRET: MQTT_SECRET,
      RESIK_INGEST_MQTT_SECRET: INGEST_SECRET,
    };
    const parts = {
      clock: systemClock,
      random: createRandom("foreign devices"),
      logger: createLogger("broker", "silent"),
      processMetrics: false,
    };
    broker = await startBroker(readSettings(BROKER_SETTINGS, environment), parts);
    ingest = await startIngest(readSettings(INGEST_SETTINGS, environment), parts);
    await ingest.subscribed;
    secrets = await test.seed();
  });
  afterAll(async () => {
    for (const child of children) child.kill("SIGTERM");
    await ingest.close();
    await broker.close();
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("Tasmota: on its own topics, below FullTopic resik/v1/{site}/%topic%/%prefix%/", async () => {
    await setFormat("bin-01", {
      format: "tasmota",
      binDepthMm: 1_200,
      mapping: [
        { from: "SR04.Distance", channel: "bin", field: "distanceMm", scale: 10, noEcho: [0] },
        { from: "Wifi.Signal", channel: "status", field: "rssiDbm" },
      ],
    });
    const atMs = justNowMs();
    const sensor = { Time: localTime(atMs), SR04: { Distance: 30 } };
    const tele = `${PREFIX}/bin-01/tele`;
    await publish("bin-01", `${tele}/LWT`, "Online");
    await publish("bin-01", `${tele}/SENSOR`, sensor);
    await publish("bin-01", `${tele}/SENSOR`, sensor);
    await publish("bin-01", `${tele}/STATE`, { Time: sensor.Time, Wifi: { Signal: -66 } });
    const fields = { distanceMm: 300, depthMm: 1_200, fillRatio: 0.75 };
    await expect
      .poll(() => stored("status", "bin-01"), { timeout: 20_000 })
      .toEqual([{ quality: "ok", fields: { state: "online", rssiDbm: -66 }, sampledAtMs: atMs }]);
    expect(await stored("bin", "bin-01")).toEqual([{ quality: "ok", fields, sampledAtMs: atMs }]);
    expect(await put()).toEqual([]);
  });

  it("SenML: on uplink; a mapping that changes counts from the next session on", async () => {
    const pack = (timeS: number) => [
      { bn: "air-01/", bt: timeS, n: "rh", u: "%RH", v: 64 },
      { n: "pm", v: 12.5 },
    ];
    const humidity = { from: "air-01/rh", channel: "air", field: "humidityRatio" };
    const uplink = `${PREFIX}/air-01/uplink`;
    const timeS = justNowMs() / 1_000;
    await setFormat("air-01", { format: "senml", mapping: [humidity] });
    await publish("air-01", uplink, pack(timeS));
    await expect
      .poll(() => stored("air", "air-01"), { timeout: 20_000 })
      .toMatchObject([{ fields: { humidityRatio: 0.64 } }]);
    const dust = { from: "air-01/pm", channel: "air", field: "pm25UgM3" };
    await setFormat("air-01", { format: "senml", mapping: [humidity, dust] });
    await publish("air-01", uplink, pack(timeS - 60));
    await expect
      .poll(async () => (await stored("air", "air-01")).length, { timeout: 20_000 })
      .toBe(2);
    expect(await stored("air", "air-01")).toContainEqual({
      quality: "ok",
      fields: { humidityRatio: 0.64, pm25UgM3: 12.5 },
      sampledAtMs: (timeS - 60) * 1_000,
    });
  });

  it("what the mapping cannot read waits in quarantine until the mapping is put right", async () => {
    const document = { Time: localTime(justNowMs()), VL53L0X: { Distance: 450 } };
    await publish("bin-01", `${PREFIX}/bin-01/tele/SENSOR`, document);
    await expect.poll(put, { timeout: 20_000 }).toMatchObject([
      {
        topic: `${PREFIX}/bin-01/uplink`,
        reason: "schema",
        detail: expect.stringContaining("nothing that the mapping names") as string,
      },
    ]);
    await setFormat("bin-01", {
      format: "tasmota",
      binDepthMm: 900,
      mapping: [{ from: "VL53L0X.Distance", channel: "bin", field: "distanceMm" }],
    });
    const [row] = await put();
    for (let time = 0; time < 2; time++) {
      const path = `/api/v1/quarantine/${row?.id}/replay`;
      expect((await test.call("POST", path, { headers: ADMIN })).status).toBe(200);
    }
    const isReplayed = (reading: unknown): boolean =>
      JSON.stringify(reading).includes('"distanceMm":450');
    await expect
      // Readings of one second stand in no order that tells which came first.
      .poll(async () => (await stored("bin", "bin-01")).filter(isReplayed), { timeout: 20_000 })
      .toMatchObject([{ fields: { distanceMm: 450, depthMm: 900, fillRatio: 0.5 } }]);
  });

  it("ChirpStack: its events reach us over a bridge of Mosquitto, each once", async () => {
    await setFormat("bin-02", {
      format: "chirpstack",
      binDepthMm: 1_500,
      mapping: [
        { from: "object.distance", channel: "bin", field: "distanceMm", noEchoFrom: 5_000 },
        { from: "object.battery", channel: "status", field: "batteryV" },
      ],
    });
    const source = "application/5e1b7a/device/a84041c2b1f0d7e3/event/up";
    const port = await startBridge("bin-02", source, "resik/v1/bsu-kenanga/bin-02/uplink");
    const event = (fCnt: number, distance: number) => ({
      time: utc(justNowMs()),
      deviceInfo: { devEui: "a84041c2b1f0d7e3" },
      devAddr: "00d2aa17",
      fCnt,
      object: { distance, battery: 3.6 },
    });
    const first = event(1, 600);
    for (const document of [first, first, event(2, 5_000)]) {
      const to = ["-h", "127.0.0.1", "-p", `${port}`, "-q", "1", "-t", source];
      await promisify(execFile)(PUB, [...to, "-m", JSON.stringify(document)]);
    }
    await expect
      .poll(() => stored("bin", "bin-02"), { timeout: 10_000 })
      .toMatchObject([
        { quality: "ok", fields: { distanceMm: 600, depthMm: 1_500, fillRatio: 0.6 } },
        { quality: "no-echo", fields: { depthMm: 1_500 } },
      ]);
    expect(await stored("status", "bin-02")).toHaveLength(2);
  });
});

/** A Mosquitto as it stands beside ChirpStack, whose bridge speaks as one of our devices. */
async function startBridge(device: string, from: string, to: string): Promise<number> {
  const port = await freePort();
  const config = join(folder, "mosquitto.conf");
  const lines = [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    "connection resik",
    `address 127.0.0.1:${mqttPort}`,
    `remote_clientid ${device}`,
    `remote_username ${device}`,
    `remote_password ${secrets[device]}`,
    "bridge_protocol_version mqttv311",
    "cleansession false",
    "notifications false",
    "try_private false",
    `topic "" out 1 ${from} ${to}`,
  ];
  writeFileSync(config, lines.join("\n"));
  const child = spawn(MOSQUITTO, ["-c", config], { stdio: ["ignore", "ignore", "pipe"] });
  children.add(child);
  void once(child, "close").then(() => children.delete(child));
  await expect
    .poll(
      async () => {
        const to = ["-h", "127.0.0.1", "-p", `${port}`, "-t", "ready", "-m", ""];
        return promisify(execFile)(PUB, to).then(
          () => true,
          () => false,
        );
      },
      { timeout: 10_000 },
    )
    .toBe(true);
  return port;
}
