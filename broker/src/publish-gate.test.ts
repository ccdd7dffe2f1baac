import { join } from "node:path";
import { inboxAckTopic, inboxBatchTopic, replayTopic, revokeTopic } from "@resik/contract/topic";
import { systemClock } from "@resik/kit/clock";
import { openDurableSqlite, openReadonlySqlite } from "@resik/kit/sqlite";
import { afterEach, describe, expect, it } from "vitest";
import { startTestBroker, type TestBroker } from "./broker.fixture.ts";
import { connectBytes } from "./mqtt-probe.fixture.ts";

let broker: TestBroker;
afterEach(() => broker.close());

const own = (device: string, channel: string): string => `resik/v1/site-1/${device}/${channel}`;
const refusedBecause = (reason: string): Promise<number> =>
  broker.metric("broker_publishes_refused_total", `reason="${reason}"`);

/** Makes commits of the inbox fail until the returned function is called. */
function breakInbox(): () => void {
  const db = openDurableSqlite(join(broker.dataDir, "broker", "inbox.sqlite"));
  db.exec("ALTER TABLE segment RENAME TO hidden");
  return () => {
    db.exec("ALTER TABLE hidden RENAME TO segment");
    db.close();
  };
}

describe("a publish", () => {
  it("at QoS 0 reaches the inbox", async () => {
    broker = await startTestBroker();
    const device = await broker.session("bin-1");
    device.publish(own("bin-1", "bin"), "level", { qos: 0 });
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["level"]);
  });

  it.each([
    [1, "puback"],
    [2, "pubrec"],
  ] as const)("at QoS %i is on disk when it is acknowledged", async (qos, answer) => {
    broker = await startTestBroker();
    const device = await broker.session("bin-1");
    device.publish(own("bin-1", "bin"), "level", { qos, messageId: 7 });
    expect(await device.next()).toMatchObject({ cmd: answer, messageId: 7 });
    const db = openReadonlySqlite(join(broker.dataDir, "broker", "inbox.sqlite"));
    expect(db.prepare("SELECT sum(rows) AS rows FROM segment").get()).toEqual({ rows: 1 });
    db.close();
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["level"]);
    expect(inbox.records[0]).toMatchObject({ topic: own("bin-1", "bin"), retain: false });
  });

  it("at QoS 2 is completed, and its repetition does no harm", async () => {
    broker = await startTestBroker();
    const device = await broker.session("bin-1");
    device.publish(own("bin-1", "bin"), "level", { qos: 2, messageId: 7 });
    expect(await device.next()).toMatchObject({ cmd: "pubrec" });
    device.publish(own("bin-1", "bin"), "level", { qos: 2, messageId: 7 });
    expect(await device.next()).toMatchObject({ cmd: "pubrec" });
    device.send({ cmd: "pubrel", messageId: 7 });
    expect(await device.next()).toMatchObject({ cmd: "pubcomp", messageId: 7 });
  });

  it.each([1, 2] as const)(
    "at QoS %i gets no answer and ends the connection when the commit fails",
    async (qos) => {
      broker = await startTestBroker();
      const device = await broker.session("bin-1");
      const mend = breakInbox();
      device.publish(own("bin-1", "bin"), "lost?", { qos });
      expect(await device.next()).toBeNull();
      expect(await refusedBecause("inbox-failed")).toBe(1);
      mend();
      const again = await broker.session("bin-1");
      again.publish(own("bin-1", "bin"), "kept", { qos });
      expect(await again.next()).not.toBeNull();
      const inbox = await broker.takeInbox();
      await expect.poll(inbox.texts).toEqual(["kept"]);
    },
  );

  it("of an unknown channel reaches the inbox: it is quarantined, not lost", async () => {
    broker = await startTestBroker();
    const device = await broker.client("bin-1");
    await device.publishAsync(own("bin-1", "noise"), "x", { qos: 1 });
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["x"]);
  });

  it("of weight and reply is only live, and never in the inbox", async () => {
    broker = await startTestBroker();
    const api = await broker.client("api");
    const heard: string[] = [];
    api.on("message", (topic) => heard.push(topic));
    await api.subscribeAsync("resik/v1/#", { qos: 0 });
    const device = await broker.client("scale-1");
    await device.publishAsync(own("scale-1", "weight"), "1", { qos: 0 });
    await device.publishAsync(own("scale-1", "reply"), "2", { qos: 1 });
    await device.publishAsync(own("scale-1", "scale"), "3", { qos: 1 });
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["3"]);
    await expect
      .poll(() => heard)
      .toEqual(["weight", "reply", "scale"].map((c) => own("scale-1", c)));
    expect(await broker.metric("broker_transient_messages_total")).toBe(2);
  });

  it("loses its retain flag everywhere but on status", async () => {
    broker = await startTestBroker();
    const device = await broker.client("bin-1");
    for (const channel of ["bin", "weight", "status"]) {
      await device.publishAsync(own("bin-1", channel), channel, { qos: 1, retain: true });
    }
    const api = await broker.client("api");
    const kept: string[] = [];
    api.on("message", (topic, _payload, packet) => kept.push(`${topic} ${packet.retain}`));
    await api.subscribeAsync("resik/v1/#", { qos: 1 });
    await expect.poll(() => kept).toEqual([`${own("bin-1", "status")} true`]);
    expect(await broker.metric("broker_retain_stripped_total")).toBe(2);
    const inbox = await broker.takeInbox();
    await expect.poll(() => inbox.records.map(({ retain }) => retain)).toEqual([false, true]);
  });
});

describe("a device's publish is refused without PUBACK, and counted,", () => {
  it.each([
    ["under another device's prefix", own("bin-2", "bin")],
    ["at another site", "resik/v1/site-2/bin-1/bin"],
    ["to $SYS", "$SYS/broker/uptime"],
    ["to the inbox", inboxBatchTopic("ingest")],
    ["as an acknowledgement of the inbox", inboxAckTopic("ingest")],
    ["as a replay", replayTopic(1, own("bin-1", "bin"))],
    ["as a revocation", revokeTopic("bin-2")],
    ["on config", own("bin-1", "config")],
    ["on command", own("bin-1", "command")],
    ["on deposit", own("bin-1", "deposit")],
    ["one level too deep", `${own("bin-1", "bin")}/x`],
    ["on a channel that is no slug", own("bin-1", "Bin!")],
    ["outside our topics", "hello"],
  ])("%s", async (_name, topic) => {
    broker = await startTestBroker();
    const device = await broker.session("bin-1");
    device.publish(topic, "x", { qos: 1 });
    expect(await device.next()).toBeNull();
    expect(await refusedBecause("topic-denied")).toBe(1);
    expect(await broker.metric("broker_inbox_messages_total")).toBe(0);
  });

  it("when the topic is past 256 bytes", async () => {
    broker = await startTestBroker();
    const device = await broker.session("bin-1");
    device.publish(own("bin-1", "x".repeat(260)), "x", { qos: 1 });
    expect(await device.next()).toBeNull();
    expect(await refusedBecause("topic-too-long")).toBe(1);
  });

  it("when it floods, while another device's messages go on", async () => {
    broker = await startTestBroker({
      RESIK_BROKER_DEVICE_MESSAGES_PER_S: "1",
      RESIK_BROKER_DEVICE_BURST_MESSAGES: "10",
    });
    const calm = await broker.client("bin-2");
    const flooder = await broker.session("bin-1");
    for (let id = 1; id <= 11; id++)
      flooder.publish(own("bin-1", "bin"), `${id}`, { qos: 1, messageId: id });
    await flooder.ended;
    expect(await refusedBecause("rate")).toBe(1);
    await calm.publishAsync(own("bin-2", "bin"), "calm", { qos: 1 });
    // Connecting again buys nothing.
    const again = await broker.session("bin-1");
    again.publish(own("bin-1", "bin"), "12", { qos: 1 });
    expect(await again.next()).toBeNull();
    const inbox = await broker.takeInbox();
    const expected = [...Array.from({ length: 10 }, (_, index) => `${index + 1}`), "calm"];
    await expect.poll(inbox.texts).toEqual(expected);
  });

  it("when it comes with the CONNECT in one write and is past the rate", async () => {
    broker = await startTestBroker({
      RESIK_BROKER_DEVICE_MESSAGES_PER_S: "1",
      RESIK_BROKER_DEVICE_BURST_MESSAGES: "5",
    });
    const probe = await broker.probe();
    const password = broker.auth.password("bin-1");
    probe.sendBytes(connectBytes({ username: "bin-1", password }));
    probe.send({
      cmd: "subscribe",
      messageId: 90,
      subscriptions: [{ topic: own("bin-1", "config"), qos: 1 }],
    });
    for (let id = 1; id <= 40; id++)
      probe.publish(own("bin-1", "bin"), `${id}`, { qos: 1, messageId: id });
    await probe.ended;
    expect(await broker.metric("broker_inbox_messages_total")).toBeLessThanOrEqual(5);
  });
});

describe("a last will", () => {
  const will = { topic: own("bin-1", "status"), payload: "gone", qos: 1, retain: true } as const;

  it("reaches the inbox and the live subscribers when the connection breaks", async () => {
    broker = await startTestBroker();
    const device = await broker.session("bin-1", { will });
    device.socket.resetAndDestroy();
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["gone"]);
    const api = await broker.client("api");
    const kept: string[] = [];
    api.on("message", (_topic, payload) => kept.push(payload.toString()));
    await api.subscribeAsync("resik/v1/#", { qos: 1 });
    await expect.poll(() => kept).toEqual(["gone"]);
  });

  it("is forgotten when the device says goodbye", async () => {
    broker = await startTestBroker();
    const device = await broker.session("bin-1", { will });
    device.send({ cmd: "disconnect" });
    await device.ended;
    const other = await broker.client("bin-2");
    await other.publishAsync(own("bin-2", "bin"), "later", { qos: 1 });
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["later"]);
  });

  it("is published although the device is past its rate", async () => {
    broker = await startTestBroker({
      RESIK_BROKER_DEVICE_MESSAGES_PER_S: "1",
      RESIK_BROKER_DEVICE_BURST_MESSAGES: "1",
    });
    const device = await broker.session("bin-1", { will });
    device.publish(own("bin-1", "bin"), "1", { qos: 1 });
    expect(await device.next()).toMatchObject({ cmd: "puback" });
    device.publish(own("bin-1", "bin"), "2", { qos: 1, messageId: 2 });
    expect(await device.next()).toBeNull();
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["1", "gone"]);
  });

  it("is in the inbox when the broker itself is closed", async () => {
    broker = await startTestBroker();
    await broker.session("bin-1", { will });
    await broker.restart();
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["gone"]);
  });
});

describe("the api", () => {
  it("replays a message under its topic with its time of receipt", async () => {
    broker = await startTestBroker();
    const api = await broker.client("api");
    await api.publishAsync(replayTopic(1_234_567, own("bin-1", "bin")), "again", { qos: 1 });
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["again"]);
    expect(inbox.records[0]).toMatchObject({ topic: own("bin-1", "bin"), receivedAtMs: 1_234_567 });
  });

  it("cannot spoil the commit of others with a time that does not fit", async () => {
    broker = await startTestBroker();
    const api = await broker.session("api");
    const device = await broker.client("bin-1");
    const published = device.publishAsync(own("bin-1", "bin"), "fine", { qos: 1 });
    api.publish(replayTopic(2 ** 48, own("bin-1", "bin")), "bad", { qos: 1 });
    expect(await api.next()).toBeNull();
    await published;
    expect(await refusedBecause("topic-denied")).toBe(1);
    expect(await refusedBecause("inbox-failed")).toBe(0);
  });

  it("publishes deposits into the inbox, and config and command past it", async () => {
    broker = await startTestBroker();
    const device = await broker.client("bin-1");
    const heard: string[] = [];
    device.on("message", (_topic, payload) => heard.push(payload.toString()));
    await device.subscribeAsync([own("bin-1", "config"), own("bin-1", "command")], { qos: 1 });
    const api = await broker.client("api");
    await api.publishAsync(own("bin-1", "config"), "c", { qos: 1, retain: true });
    await api.publishAsync(own("bin-1", "command"), "d", { qos: 1 });
    await api.publishAsync(own("bank-1", "deposit"), "e", { qos: 1 });
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["e"]);
    await expect.poll(() => heard).toEqual(["c", "d"]);
    // Retained: the next session of the device gets it at once.
    const later = await broker.client("bin-1");
    const kept: string[] = [];
    later.on("message", (_topic, payload) => kept.push(payload.toString()));
    await later.subscribeAsync(own("bin-1", "config"), { qos: 1 });
    await expect.poll(() => kept).toEqual(["c"]);
  });

  it.each([own("bin-1", "bin"), "$SYS/x", inboxAckTopic("ingest"), inboxBatchTopic("ingest"), "x"])(
    "is refused on %s",
    async (topic) => {
      broker = await startTestBroker();
      const api = await broker.session("api");
      api.publish(topic, "x", { qos: 1 });
      expect(await api.next()).toBeNull();
      expect(await refusedBecause("topic-denied")).toBe(1);
    },
  );

  it("does not get a PUBACK for a revocation that could not be kept", async () => {
    broker = await startTestBroker();
    await broker.session("bin-1");
    const api = await broker.session("api");
    const db = openDurableSqlite(join(broker.dataDir, "broker", "auth-cache.sqlite"));
    db.exec("CREATE TRIGGER full BEFORE DELETE ON answer BEGIN SELECT raise(ABORT, 'full'); END");
    api.publish(revokeTopic("bin-1"), "", { qos: 1 });
    expect(await api.next()).toBeNull();
    expect(await refusedBecause("revoke-failed")).toBe(1);
    db.exec("DROP TRIGGER full");
    db.close();
    const again = await broker.session("api");
    again.publish(revokeTopic("bin-1"), "", { qos: 1 });
    expect(await again.next()).toMatchObject({ cmd: "puback" });
  });
});

describe("ingest", () => {
  it.each([own("bin-1", "bin"), own("bin-1", "config"), replayTopic(1, "x"), revokeTopic("bin-1")])(
    "is refused on %s",
    async (topic) => {
      broker = await startTestBroker();
      const ingest = await broker.session("ingest");
      ingest.publish(topic, "x", { qos: 1 });
      expect(await ingest.next()).toBeNull();
      expect(await refusedBecause("topic-denied")).toBe(1);
    },
  );
});

describe("a full inbox", () => {
  it("refuses without PUBACK and takes again when the consumer has caught up", async () => {
    broker = await startTestBroker({ RESIK_BROKER_INBOX_BYTES_MAX: "2000" });
    const device = await broker.client("bin-1");
    await device.publishAsync(own("bin-1", "bin"), "x".repeat(2_000), { qos: 1 });
    const refused = await broker.session("bin-2");
    refused.publish(own("bin-2", "bin"), "y", { qos: 1 });
    expect(await refused.next()).toBeNull();
    expect(await refusedBecause("inbox-full")).toBe(1);
    expect((await broker.get("/readyz")).status).toBe(503);

    const inbox = await broker.takeInbox();
    await expect.poll(async () => (await broker.get("/readyz")).status).toBe(200);
    const again = await broker.client("bin-2");
    await again.publishAsync(own("bin-2", "bin"), "z", { qos: 1 });
    await expect.poll(() => inbox.texts().at(-1)).toBe("z");
  });

  it("is said of a disk with too little room left", async () => {
    broker = await startTestBroker({
      RESIK_BROKER_DISK_FREE_BYTES_MIN: `${Number.MAX_SAFE_INTEGER}`,
    });
    const device = await broker.session("bin-1");
    device.publish(own("bin-1", "bin"), "x", { qos: 1 });
    expect(await device.next()).toBeNull();
    expect(await refusedBecause("disk-full")).toBe(1);
    expect(await (await broker.get("/readyz")).text()).toContain("disk");
  });
});

describe("a live subscriber that does not read", () => {
  it("holds up no publisher and no other subscriber, and misses messages that are counted", async () => {
    broker = await startTestBroker({
      RESIK_BROKER_DEVICE_BURST_MESSAGES: "1000000",
      RESIK_BROKER_DEVICE_MESSAGES_PER_S: "1000000",
    });
    const frozen = await broker.session("api", { clientId: "frozen" });
    frozen.send({
      cmd: "subscribe",
      messageId: 1,
      subscriptions: [{ topic: "resik/v1/#", qos: 1 }],
    });
    expect(await frozen.next()).toMatchObject({ cmd: "suback" });
    frozen.socket.pause();
    const api = await broker.client("api", { clientId: "quick" });
    let heard = 0;
    api.on("message", () => heard++);
    await api.subscribeAsync("resik/v1/#", { qos: 1 });
    const devices = await Promise.all(
      Array.from({ length: 10 }, (_, index) => broker.client(`bin-${index}`)),
    );

    const payload = Buffer.alloc(4_000, "x");
    let slowestMs = 0;
    for (let round = 0; round < 10; round++) {
      const roundMs = systemClock.monotonicMs();
      const acks = devices.flatMap((device, index) =>
        Array.from({ length: 50 }, () =>
          device.publishAsync(own(`bin-${index}`, "bin"), payload, { qos: 1 }),
        ),
      );
      await Promise.all(acks);
      slowestMs = Math.max(slowestMs, systemClock.monotonicMs() - roundMs);
    }
    await expect.poll(() => heard).toBe(5_000);
    // A publisher that the frozen one held up would wait 5 s for Aedes to give that one up.
    expect(slowestMs).toBeLessThan(4_500);
    expect(
      await broker.metric("broker_live_dropped_total", 'reason="slow-subscriber"'),
    ).toBeGreaterThan(0);
  });
});
