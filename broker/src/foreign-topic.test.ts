import { FORMAT_ATTRIBUTE, type MqttAuthAnswer } from "@resik/contract/http/mqtt-auth";
import { revokeTopic } from "@resik/contract/topic";
import { systemClock } from "@resik/kit/clock";
import { afterEach, describe, expect, it } from "vitest";
import { startTestBroker, type TakenInbox, type TestBroker } from "./broker.fixture.ts";
import { ASIDE, foreignAddress } from "./foreign-topic.ts";
import { deviceAnswer } from "./stub-auth.fixture.ts";

const OWN = "resik/v1/site-1/bin-1";
const FORMAT = '{"format":"tasmota","mapping":[]}';

/** What the api answers for a device with a payload format. */
function foreignAnswer(format = FORMAT): MqttAuthAnswer {
  const levels = ["tele", "stat", "cmnd"].map((level) => ({
    permission: "allow" as const,
    action: "publish" as const,
    topic: `${OWN}/${level}/+`,
  }));
  const { acl = [], ...answer } = deviceAnswer("bin-1");
  return {
    ...answer,
    client_attrs: { [FORMAT_ATTRIBUTE]: format, other: "x" },
    acl: [...acl, ...levels],
  };
}

describe("a foreign topic", () => {
  it.each([
    ["tele/SENSOR", "uplink"],
    ["tele/STATE", "uplink"],
    ["tele/LWT", ASIDE],
    ["stat/RESULT", ASIDE],
    ["cmnd/POWER", ASIDE],
    ["tele/config", ASIDE],
  ])("below a device's own: %s counts as %s", (end, channel) => {
    expect(foreignAddress(`${OWN}/${end}`)).toEqual({ site: "site-1", device: "bin-1", channel });
  });

  it.each([
    `${OWN}/uplink`,
    `${OWN}/tele/SENSOR/x`,
    "resik/v2/site-1/bin-1/tele/SENSOR",
    "resik/v1/Site/bin-1/tele/SENSOR",
    "$resik/v1/site-1/bin-1/tele/SENSOR",
    "",
  ])("is nothing else: %s", (topic) => expect(foreignAddress(topic)).toBeNull());
});

describe("the payload format of a device", () => {
  let broker: TestBroker;
  afterEach(() => broker.close());

  const attributesOf = (inbox: TakenInbox) =>
    inbox.records.map(({ topic, attributes }) => [topic.slice(OWN.length + 1), attributes]);
  async function send(topic: string, text = "x"): Promise<void> {
    const device = await broker.client("bin-1");
    await device.publishAsync(topic, text, { qos: 1 });
    await device.endAsync(true);
  }

  it("goes with its uplinks into the inbox, and with nothing else", async () => {
    broker = await startTestBroker();
    broker.auth.override("bin-1", foreignAnswer());
    const inbox = await broker.takeInbox();
    await send(`${OWN}/uplink`);
    await send(`${OWN}/status`);
    await expect
      .poll(() => attributesOf(inbox))
      .toEqual([
        ["uplink", FORMAT],
        ["status", undefined],
      ]);
  });

  it("is nothing for a device that speaks ours", async () => {
    broker = await startTestBroker();
    const inbox = await broker.takeInbox();
    await send(`${OWN}/uplink`);
    await expect.poll(() => attributesOf(inbox)).toEqual([["uplink", undefined]]);
    expect(Object.hasOwn(inbox.records[0] ?? {}, "attributes")).toBe(false);
  });

  it("outlives the api and a restart of the broker", async () => {
    let aheadMs = 0;
    const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs };
    broker = await startTestBroker({ RESIK_BROKER_AUTH_FRESH_S: "1" }, clock);
    broker.auth.override("bin-1", foreignAnswer());
    await send(`${OWN}/uplink`, "before");
    // The answer is no longer fresh: the api would be asked, if it were there.
    aheadMs = 60_000;
    broker.auth.setMode("off");
    await send(`${OWN}/uplink`, "down");
    await broker.restart();
    await send(`${OWN}/uplink`, "restarted");
    const inbox = await broker.takeInbox();
    await expect.poll(inbox.texts).toEqual(["before", "down", "restarted"]);
    expect(inbox.records.map(({ attributes }) => attributes)).toEqual([FORMAT, FORMAT, FORMAT]);
  });

  it("is asked for anew after a revocation, which ends the session", async () => {
    broker = await startTestBroker();
    broker.auth.override("bin-1", foreignAnswer());
    const inbox = await broker.takeInbox();
    const device = await broker.session("bin-1");
    device.publish(`${OWN}/uplink`, "first", { qos: 1, messageId: 1 });
    expect(await device.next()).toMatchObject({ cmd: "puback" });
    broker.auth.override("bin-1", foreignAnswer("the new one"));
    const api = await broker.client("api");
    await api.publishAsync(revokeTopic("bin-1"), "", { qos: 1 });
    expect(await device.next()).toBeNull();
    await send(`${OWN}/uplink`, "second");
    await expect
      .poll(() => attributesOf(inbox))
      .toEqual([
        ["uplink", FORMAT],
        ["uplink", "the new one"],
      ]);
  });

  it("lets Tasmota speak on its own topics: what has measurements is kept, the rest is not", async () => {
    broker = await startTestBroker();
    broker.auth.override("bin-1", foreignAnswer());
    const inbox = await broker.takeInbox();
    const will = {
      topic: `${OWN}/tele/LWT`,
      payload: Buffer.from("Offline"),
      retain: true,
      qos: 1,
    };
    const device = await broker.client("bin-1", { will: { ...will, qos: 1 } });
    for (const [end, text] of [
      ["tele/LWT", "Online"],
      ["cmnd/POWER", ""],
      ["tele/INFO1", "{}"],
      ["stat/RESULT", "{}"],
      ["tele/SENSOR", "sensor"],
      ["tele/STATE", "state"],
    ] as const) {
      await device.publishAsync(`${OWN}/${end}`, text, { qos: 1, retain: end === "tele/LWT" });
    }
    await expect.poll(inbox.texts).toEqual(["sensor", "state"]);
    expect(attributesOf(inbox)).toEqual([
      ["uplink", FORMAT],
      ["uplink", FORMAT],
    ]);
    expect(await broker.metric("broker_publishes_refused_total", 'reason="topic-denied"')).toBe(0);
  });

  it.each([
    ["another device's topic", "resik/v1/site-1/bin-2/tele/SENSOR"],
    ["another device's uplink", "resik/v1/site-1/bin-2/uplink"],
    ["a level that is not allowed", `${OWN}/config/SENSOR`],
    ["its own config", `${OWN}/config`],
  ])("opens no way to %s", async (_what, topic) => {
    broker = await startTestBroker();
    broker.auth.override("bin-1", foreignAnswer());
    const device = await broker.session("bin-1");
    device.publish(topic, "x", { qos: 1, messageId: 1 });
    expect(await device.next()).toBeNull();
    expect(await broker.metric("broker_inbox_messages_total")).toBe(0);
  });

  it("is needed for topics below a device's own, even where the rules would allow them", async () => {
    broker = await startTestBroker();
    const answer = foreignAnswer();
    delete answer.client_attrs;
    broker.auth.override("bin-1", answer);
    const device = await broker.session("bin-1");
    device.publish(`${OWN}/tele/SENSOR`, "x", { qos: 1, messageId: 1 });
    expect(await device.next()).toBeNull();
    expect(await broker.metric("broker_inbox_messages_total")).toBe(0);
  });
});
