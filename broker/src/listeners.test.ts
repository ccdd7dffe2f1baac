import { execFile, spawnSync } from "node:child_process";
import { connect as connectTcp } from "node:net";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { promisify } from "node:util";
import { afterEach, beforeAll, afterAll, describe, expect, it } from "vitest";
import { connectAsync } from "mqtt";
import { WebSocket } from "ws";
import { startTestBroker, type TestBroker } from "./broker.fixture.ts";

let broker: TestBroker | null = null;
afterEach(async () => {
  await broker?.close();
  broker = null;
});

const TOPIC = "resik/v1/site-1/bin-1/bin";

/** Publishes through any listener as bin-1 and sees it in the inbox. */
async function carriesPublish(to: TestBroker, url: string, ca?: Buffer): Promise<void> {
  const client = await connectAsync(url, {
    username: "bin-1",
    password: to.auth.password("bin-1"),
    reconnectPeriod: 0,
    ...(ca ? { ca } : {}),
  });
  await client.publishAsync(TOPIC, "level", { qos: 1 });
  await client.endAsync();
  const inbox = await to.takeInbox();
  await expect.poll(inbox.texts).toEqual(["level"]);
}

describe("WebSocket listener", () => {
  it("carries a publish", async () => {
    broker = await startTestBroker({ RESIK_MQTT_WS_PORT: "0" });
    await carriesPublish(broker, `ws://127.0.0.1:${broker.ports().ws}/mqtt`);
  });

  it("carries a packet of the largest size, and cuts one that is larger", async () => {
    broker = await startTestBroker({ RESIK_MQTT_WS_PORT: "0" });
    const url = `ws://127.0.0.1:${broker.ports().ws}`;
    const options = { username: "bin-1", password: broker.auth.password("bin-1") };
    const client = await connectAsync(url, { ...options, reconnectPeriod: 0 });
    const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
    const room = 65_536 - 2 - TOPIC.length - 2;
    await client.publishAsync(TOPIC, Buffer.alloc(room), { qos: 1 });
    client.publish(TOPIC, Buffer.alloc(room + 1), { qos: 1 }, () => undefined);
    await closed;
    await client.endAsync(true);
    expect(
      await broker.metric("broker_connections_refused_total", 'reason="packet-too-large"'),
    ).toBe(1);
  });

  it("ends with the broker although a connection never spoke", async () => {
    broker = await startTestBroker({ RESIK_MQTT_WS_PORT: "0" });
    const silent = connectTcp(broker.ports().ws ?? 0, "127.0.0.1");
    const socket = new WebSocket(`ws://127.0.0.1:${broker.ports().ws}`, "mqtt");
    const ends = [
      new Promise((resolve) => silent.once("close", resolve)),
      new Promise((resolve) => socket.once("close", resolve)),
    ];
    silent.on("error", () => undefined);
    await new Promise((resolve) => socket.once("open", resolve));
    await broker.close();
    broker = null;
    await Promise.all(ends);
  });
});

/** Makes the certificate: optional on a user's machine, required in CI. */
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

describe.skipIf(!hasOpenssl && process.env.CI !== "true")("TLS listener", () => {
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const settings = (): Record<string, string> => ({
    RESIK_MQTT_TLS_HOST: "127.0.0.1",
    RESIK_MQTT_TLS_PORT: "0",
    RESIK_MQTT_TLS_CERT_FILE: file("cert.pem"),
    RESIK_MQTT_TLS_KEY_FILE: file("key.pem"),
  });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "resik-tls-"));
    const subject = [
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:localhost,IP:127.0.0.1",
    ];
    const out = ["-keyout", file("key.pem"), "-out", file("cert.pem"), "-days", "1"];
    const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    await promisify(execFile)("openssl", ["req", "-x509", ...ec, ...out, ...subject]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("carries a publish to who trusts its certificate", async () => {
    broker = await startTestBroker(settings());
    const ca = await readFile(file("cert.pem"));
    await carriesPublish(broker, `mqtts://127.0.0.1:${broker.ports().tls}`, ca);
  });

  it("takes no plain bytes and no old protocol, and goes on", async () => {
    broker = await startTestBroker(settings());
    const port = broker.ports().tls ?? 0;
    const plain = connectTcp(port, "127.0.0.1");
    plain.on("error", () => undefined);
    const ended = new Promise((resolve) => plain.once("close", resolve));
    plain.write(Buffer.alloc(200, 0x10));
    plain.resume();
    await ended;
    const old = connectTls({ port, host: "127.0.0.1", maxVersion: "TLSv1.1", minVersion: "TLSv1" });
    await new Promise((resolve) => old.once("error", resolve));
    await carriesPublish(broker, `mqtts://127.0.0.1:${port}`, await readFile(file("cert.pem")));
  });

  it("ends with the broker although a handshake never came", async () => {
    broker = await startTestBroker(settings());
    const silent = connectTcp(broker.ports().tls ?? 0, "127.0.0.1");
    silent.on("error", () => undefined);
    await new Promise((resolve) => silent.once("connect", resolve));
    const ended = new Promise((resolve) => silent.once("close", resolve));
    silent.resume();
    await broker.close();
    broker = null;
    await ended;
  });

  it("is refused without a certificate", async () => {
    await expect(startTestBroker({ RESIK_MQTT_TLS_PORT: "0" })).rejects.toThrow("CERT_FILE");
  });
});

describe("plain listener", () => {
  it("on another address than loopback is refused without the explicit setting", async () => {
    await expect(startTestBroker({ RESIK_MQTT_HOST: "0.0.0.0" })).rejects.toThrow("unencrypted");
  });

  it("on another address is opened with it", async () => {
    broker = await startTestBroker({
      RESIK_MQTT_HOST: "0.0.0.0",
      RESIK_MQTT_PLAIN_PUBLIC: "true",
    });
    await carriesPublish(broker, broker.url());
  });
});
