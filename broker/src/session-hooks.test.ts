import { revokeTopic, inboxBatchTopic } from "@resik/contract/topic";
import { createManualClock } from "@resik/kit/clock";
import { afterEach, describe, expect, it } from "vitest";
import { SERVICE_SECRET, startTestBroker, type TestBroker } from "./broker.fixture.ts";
import { deviceAnswer } from "./stub-auth.fixture.ts";

let broker: TestBroker;
afterEach(() => broker.close());

const own = (device: string, channel: string): string => `resik/v1/site-1/${device}/${channel}`;
const refusedBecause = (reason: string): Promise<number> =>
  broker.metric("broker_connections_refused_total", `reason="${reason}"`);

/** The return code of CONNACK; null when there was none. */
async function connack(options: Parameters<TestBroker["probe"]>[0]): Promise<number | null> {
  const probe = await broker.probe(options);
  const answer = await probe.next();
  return answer?.cmd === "connack" ? (answer.returnCode ?? null) : null;
}
const credentials = (device: string) => ({
  username: device,
  password: broker.auth.password(device),
});

describe("CONNECT", () => {
  it("with a device's credentials is accepted, and the api is asked once", async () => {
    broker = await startTestBroker();
    expect(await connack({ ...credentials("bin-1"), clientId: "any-id" })).toBe(0);
    expect(await connack(credentials("bin-1"))).toBe(0);
    expect(broker.auth.questions).toEqual([
      {
        clientid: "any-id",
        username: "bin-1",
        password: broker.auth.password("bin-1"),
        peerhost: "127.0.0.1",
      },
    ]);
  });

  it("with MQTT 3.1 and a client id of 23 characters is accepted", async () => {
    broker = await startTestBroker();
    const options = { protocolVersion: 3 as const, clientId: "x".repeat(23) };
    expect(await connack({ ...credentials("bin-1"), ...options })).toBe(0);
  });

  it.each([
    ["a wrong password", { username: "bin-1", password: "wrong" }],
    ["an empty password", { username: "bin-1", password: "" }],
    ["no password", { username: "bin-1" }],
    ["a name that cannot be a device's", { username: "Bin 1", password: "x" }],
    ["a service's name and a device's password", { username: "ingest", password: "x" }],
    ["the api's name and a wrong secret", { username: "api", password: `${SERVICE_SECRET}x` }],
  ])("with %s is answered with 4", async (_name, options) => {
    broker = await startTestBroker();
    expect(await connack(options)).toBe(4);
    expect(await refusedBecause("bad-credentials")).toBe(1);
    expect(await broker.metric("broker_sessions")).toBe(0);
  });

  it("with a client id that is too long ends without an answer and is counted once", async () => {
    broker = await startTestBroker();
    expect(await connack({ ...credentials("bin-1"), clientId: "x".repeat(128) })).toBe(0);
    expect(await connack({ ...credentials("bin-1"), clientId: "x".repeat(129) })).toBeNull();
    expect(await refusedBecause("client-id")).toBe(1);
    expect(await refusedBecause("protocol")).toBe(0);
  });

  it.each([
    ["another device's prefix", own("bin-2", "status")],
    ["$SYS", "$SYS/x"],
    ["the inbox", inboxBatchTopic("ingest")],
    ["its own config", own("bin-1", "config")],
    ["a topic with a wildcard", own("bin-1", "+")],
  ])("with a last will on %s is answered with 5", async (_name, topic) => {
    broker = await startTestBroker();
    expect(await connack({ ...credentials("bin-1"), will: { topic, payload: "x" } })).toBe(5);
    expect(await refusedBecause("will-denied")).toBe(1);
  });

  it("of a service with a last will is answered with 5", async () => {
    broker = await startTestBroker();
    const will = { topic: own("bin-1", "config"), payload: "x" };
    expect(await connack({ username: "api", password: SERVICE_SECRET, will })).toBe(5);
  });
});

describe("while the api is down", () => {
  it("an unknown device is answered with 3, a known one is accepted, also after a restart", async () => {
    broker = await startTestBroker();
    await broker.session("bin-1");
    broker.auth.setMode("off");
    expect(await connack(credentials("bin-2"))).toBe(3);
    expect(await refusedBecause("auth-unavailable")).toBe(1);
    expect(await connack(credentials("bin-1"))).toBe(0);
    await broker.restart();
    expect(await connack(credentials("bin-1"))).toBe(0);
    expect(await connack({ username: "bin-1", password: "wrong" })).toBe(3);
  });

  it("an answer that makes no sense counts as none", async () => {
    broker = await startTestBroker();
    broker.auth.setMode("nonsense");
    expect(await connack(credentials("bin-1"))).toBe(3);
  });
});

describe("SUBSCRIBE", () => {
  async function granted(username: string, filters: string[]): Promise<unknown> {
    const probe = await broker.session(username);
    probe.send({
      cmd: "subscribe",
      messageId: 5,
      subscriptions: filters.map((topic) => ({ topic, qos: 1 })),
    });
    const answer = await probe.next();
    return answer?.cmd === "suback" ? answer.granted : answer;
  }

  it("of a device is granted for its own config and command alone", async () => {
    broker = await startTestBroker();
    const filters = [
      own("bin-1", "config"),
      own("bin-1", "command"),
      own("bin-1", "bin"),
      own("bin-2", "config"),
      own("bin-1", "+"),
      "resik/v1/#",
      "#",
      "$SYS/#",
      inboxBatchTopic("ingest"),
      "$share/g/resik/v1/#",
    ];
    expect(await granted("bin-1", filters)).toEqual([1, 1, 128, 128, 128, 128, 128, 128, 128, 128]);
    expect(await broker.metric("broker_subscribes_refused_total")).toBe(8);
  });

  it("of the api is granted for devices' topics, never for the inbox or $SYS", async () => {
    broker = await startTestBroker();
    const filters = ["resik/v1/#", "#", "$SYS/#", inboxBatchTopic("ingest"), "resik/#"];
    expect(await granted("api", filters)).toEqual([1, 128, 128, 128, 128]);
  });

  it("of ingest is granted for its inbox alone", async () => {
    broker = await startTestBroker();
    const filters = [inboxBatchTopic("ingest"), "resik/v1/#", inboxBatchTopic("other"), "#"];
    expect(await granted("ingest", filters)).toEqual([1, 128, 128, 128]);
  });
});

describe("sessions of one principal", () => {
  it("are four at most; the fifth is answered with 3 until one ends", async () => {
    broker = await startTestBroker();
    const open = [];
    for (let n = 0; n < 4; n++) open.push(await broker.session("bin-1", { clientId: `c${n}` }));
    expect(await connack({ ...credentials("bin-1"), clientId: "c4" })).toBe(3);
    expect(await refusedBecause("too-many-sessions")).toBe(1);
    expect(await connack(credentials("bin-2"))).toBe(0);
    open[0]?.send({ cmd: "disconnect" });
    await expect.poll(() => broker.metric("broker_sessions")).toBe(4);
    expect(await connack({ ...credentials("bin-1"), clientId: "c4" })).toBe(0);
  });

  it("with the same client id replace each other [MQTT-3.1.4-2]", async () => {
    broker = await startTestBroker();
    const first = await broker.session("bin-1", { clientId: "same" });
    await broker.session("bin-1", { clientId: "same" });
    await first.ended;
    await expect.poll(() => broker.metric("broker_sessions")).toBe(1);
  });

  it("without a client id live side by side [MQTT-3.1.3-6]", async () => {
    broker = await startTestBroker();
    const first = await broker.session("bin-1", { clientId: "" });
    const second = await broker.session("bin-1", { clientId: "" });
    for (const one of [first, second]) {
      one.publish(own("bin-1", "bin"), "x", { qos: 1 });
      expect(await one.next()).toMatchObject({ cmd: "puback" });
    }
  });

  it("are not ended by another device that takes the client id", async () => {
    broker = await startTestBroker();
    const first = await broker.session("bin-1", { clientId: "same" });
    await broker.session("bin-2", { clientId: "same" });
    await broker.session("bin-3", { clientId: "bin-1/same" });
    expect(await connack({ clientId: "bin-1/same", username: "", password: "x" })).toBe(4);
    first.publish(own("bin-1", "bin"), "x", { qos: 1 });
    expect(await first.next()).toMatchObject({ cmd: "puback" });
  });

  it("keep their half-done QoS 2 when a stranger claims their client id in vain", async () => {
    broker = await startTestBroker();
    const device = await broker.session("bin-1", { clientId: "same" });
    const api = await broker.client("api");
    const heard: string[] = [];
    api.on("message", (_topic, payload) => heard.push(payload.toString()));
    await api.subscribeAsync("resik/v1/#", { qos: 0 });
    device.publish(own("bin-1", "bin"), "once", { qos: 2, messageId: 7 });
    expect(await device.next()).toMatchObject({ cmd: "pubrec" });
    for (const username of ["bin-1", ""]) {
      const clientId = username === "" ? "bin-1/same" : "same";
      const stranger = await broker.probe({ username, password: "guess", clientId });
      expect(await stranger.next()).toMatchObject({ cmd: "connack", returnCode: 4 });
      await stranger.ended;
    }
    device.publish(own("bin-1", "bin"), "once", { qos: 2, messageId: 7 });
    expect(await device.next()).toMatchObject({ cmd: "pubrec" });
    device.publish(own("bin-1", "bin"), "after", { qos: 1, messageId: 8 });
    await expect.poll(() => heard).toEqual(["once", "after"]);
  });
});

describe("a revocation", () => {
  it("ends the device's sessions and forgets what was known of it", async () => {
    broker = await startTestBroker();
    const device = await broker.session("bin-1");
    const other = await broker.session("bin-2");
    const api = await broker.client("api");
    broker.auth.deny("bin-1");
    await api.publishAsync(revokeTopic("bin-1"), "", { qos: 1 });
    await device.ended;
    expect(await connack(credentials("bin-1"))).toBe(4);
    broker.auth.setMode("off");
    await broker.restart();
    expect(await connack(credentials("bin-1"))).toBe(3);
    other.destroy();
  });

  it("reaches a device whose CONNECT is under way", async () => {
    broker = await startTestBroker();
    const release = broker.auth.hold();
    const probe = await broker.probe(credentials("bin-1"));
    await expect.poll(() => broker.auth.questions.length).toBe(1);
    const api = await broker.client("api");
    await api.publishAsync(revokeTopic("bin-1"), "", { qos: 1 });
    release();
    expect(await probe.next()).toMatchObject({ cmd: "connack", returnCode: 3 });
  });
});

describe("credentials that expire", () => {
  it("end the session when their time has come", async () => {
    const clock = createManualClock(1_000_000);
    broker = await startTestBroker({}, clock);
    const expire_at = 1_015;
    broker.auth.override("bin-1", { ...deviceAnswer("bin-1"), expire_at });
    const device = await broker.session("bin-1");
    await clock.advance(10_000);
    device.publish(own("bin-1", "bin"), "x", { qos: 1 });
    expect(await device.next()).toMatchObject({ cmd: "puback" });
    await clock.advance(10_000);
    expect(await device.next()).toBeNull();
    expect(await connack(credentials("bin-1"))).toBe(4);
  });
});
