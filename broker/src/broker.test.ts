import { connect } from "node:net";
import { systemClock } from "@resik/kit/clock";
import { afterEach, describe, expect, it } from "vitest";
import { startTestBroker, type TestBroker } from "./broker.fixture.ts";

let broker: TestBroker | null = null;
afterEach(async () => {
  await broker?.close();
  broker = null;
});

const own = (device: string, channel: string): string => `resik/v1/site-1/${device}/${channel}`;

describe("broker", () => {
  it("answers /healthz, /readyz and /metrics, and 404 elsewhere", async () => {
    broker = await startTestBroker();
    expect((await broker.get("/healthz")).status).toBe(200);
    expect((await broker.get("/readyz")).status).toBe(200);
    const device = await broker.client("bin-1");
    await device.publishAsync(own("bin-1", "bin"), "x", { qos: 1 });
    expect(await broker.metric("broker_inbox_messages_total")).toBe(1);
    expect(await broker.metric("broker_inbox_rows")).toBe(1);
    expect(await broker.metric("broker_sessions")).toBe(1);
    expect((await broker.get("/metrics")).headers.get("content-type")).toContain("text/plain");
    expect((await broker.get("/else")).status).toBe(404);
  });

  it("hands the inbox on after a restart, in order and once it was acknowledged not again", async () => {
    broker = await startTestBroker();
    const device = await broker.client("bin-1");
    for (const text of ["a", "b"]) await device.publishAsync(own("bin-1", "bin"), text, { qos: 1 });
    const silent = await broker.takeInbox({ acknowledge: false });
    await expect.poll(silent.texts).toEqual(["a", "b"]);
    await broker.restart();
    const first = await broker.takeInbox();
    await expect.poll(first.texts).toEqual(["a", "b"]);
    await expect.poll(() => broker?.metric("broker_inbox_rows")).toBe(0);
    await broker.restart();
    const again = await broker.client("bin-1");
    await again.publishAsync(own("bin-1", "bin"), "c", { qos: 1 });
    const second = await broker.takeInbox();
    await expect.poll(second.texts).toEqual(["c"]);
  });

  it("cuts a packet past the limit before it is held in memory", async () => {
    broker = await startTestBroker();
    const device = await broker.session("bin-1");
    const before = process.memoryUsage();
    // A PUBLISH that announces 256 MiB, and as many of its bytes as the broker takes.
    device.sendBytes(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]));
    const chunk = Buffer.alloc(1_024 * 1_024);
    for (let sent = 0; sent < 64 && device.socket.writable; sent++) device.sendBytes(chunk);
    expect(await device.next()).toBeNull();
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(16 * 1_024 * 1_024);
    expect(
      await broker.metric("broker_connections_refused_total", 'reason="packet-too-large"'),
    ).toBe(1);
  });

  it("takes a packet at the limit and cuts one a byte past it, before CONNECT too", async () => {
    broker = await startTestBroker({ RESIK_BROKER_PACKET_BYTES_MAX: "1000" });
    const topic = own("bin-1", "bin");
    const room = 1_000 - 2 - topic.length - 2;
    const device = await broker.session("bin-1");
    device.publish(topic, Buffer.alloc(room), { qos: 1 });
    expect(await device.next()).toMatchObject({ cmd: "puback" });
    device.publish(topic, Buffer.alloc(room + 1), { qos: 1, messageId: 2 });
    expect(await device.next()).toBeNull();
    const stranger = await broker.probe({ username: "x".repeat(1_000) });
    expect(await stranger.next()).toBeNull();
  });

  it("closes a connection past the maximum at once, and takes one when another ends", async () => {
    broker = await startTestBroker({ RESIK_BROKER_CONNECTIONS_MAX: "2" });
    const first = await broker.session("bin-1");
    await broker.session("bin-2");
    const third = await broker.probe({ username: "bin-3", password: "x" });
    expect(await third.next()).toBeNull();
    expect(
      await broker.metric("broker_connections_refused_total", 'reason="too-many-connections"'),
    ).toBe(1);
    first.destroy();
    await expect.poll(() => broker?.metric("broker_sessions")).toBe(1);
    await broker.session("bin-3");
  });

  it("closes at once, with sessions, with connections that never spoke and half a CONNECT", async () => {
    const before = await handlesAtRest();
    broker = await startTestBroker({ RESIK_MQTT_WS_PORT: "0" });
    await broker.session("bin-1");
    await broker.takeInbox();
    const silent = connect(broker.ports().mqtt ?? 0, "127.0.0.1");
    const half = connect(broker.ports().mqtt ?? 0, "127.0.0.1");
    half.write(Buffer.from([0x10, 40, 0, 4]));
    const release = broker.auth.hold();
    const waiting = await broker.probe({
      username: "bin-2",
      password: broker.auth.password("bin-2"),
    });
    await expect.poll(() => broker?.auth.questions.length).toBe(2);
    const ends = [silent, half].map(
      (socket) => new Promise((resolve) => socket.resume().once("close", resolve)),
    );
    const startMs = systemClock.monotonicMs();
    await broker.restart();
    // The shortest wait of a broker, for a connection or an answer, is 5 s.
    expect(systemClock.monotonicMs() - startMs).toBeLessThan(4_500);
    await Promise.all([...ends, waiting.ended]);
    release();
    await broker.close();
    broker = null;
    await expect.poll(handles).toEqual(before);
  });

  it.each([
    ["plain", "RESIK_MQTT_PORT"],
    ["WebSocket", "RESIK_MQTT_WS_PORT"],
    ["operations", "RESIK_BROKER_OPS_PORT"],
  ])("says that the port of the %s listener is taken, and leaves nothing open", async (_, name) => {
    broker = await startTestBroker();
    const before = await handlesAtRest();
    const port = broker.ports().mqtt;
    await expect(startTestBroker({ [name]: `${port}` })).rejects.toMatchObject({
      code: "EADDRINUSE",
      port,
    });
    await expect.poll(handles).toEqual(before);
  });
});

/** Sockets, servers and timers that would keep the process alive. */
const handles = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter((name) => /TCP|Timeout|TLS/.test(name))
    .sort();

/**
 * What is open when nothing comes or goes: seen as the poll at the end sees it, whose own timer
 * counts, and when what other tests left behind has ended.
 */
async function handlesAtRest(): Promise<string[]> {
  let seen = handles();
  let looks = 0;
  const looksAlike = (): number => {
    const now = handles();
    looks = now.join() === seen.join() ? looks + 1 : 0;
    seen = now;
    return looks;
  };
  await expect.poll(looksAlike).toBeGreaterThan(4);
  return seen;
}
