import type { QuarantinedMessage } from "@resik/contract/reading";
import { systemClock } from "@resik/kit/clock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRegistry, registryPath } from "../registry/open.ts";
import {
  ADMIN,
  startTestApi,
  startTestBroker,
  type TestApi,
  type TestBroker,
} from "../test/harness.ts";

const CONFIG_TOPIC = "resik/v1/bsu-melati/bin-01/config";

describe("downlink", () => {
  let broker: TestBroker;
  let test: TestApi;
  beforeEach(async () => {
    broker = await startTestBroker();
    const connected = broker.nextSubscription("resik/v1/+/+/status");
    test = await startTestApi({ mqttPort: broker.port });
    await test.seed();
    await connected;
  });
  afterEach(async () => {
    await test.close();
    await broker.close();
  });

  const put = (config: unknown) =>
    test.call("PUT", "/api/v1/devices/bin-01/config", { headers: ADMIN, body: config });

  it("publishes a config retained when it changes", async () => {
    // What the devices were registered with may still be on its way.
    const published = broker.nextPublish(
      ({ topic, payload }) => topic === CONFIG_TOPIC && payload.toString() !== "{}",
    );
    const answer = await put({ intervalS: 60 });
    expect(await answer.json()).toMatchObject({ id: "bin-01", config: { intervalS: 60 } });
    const packet = await published;
    expect(packet).toMatchObject({ qos: 1, retain: true });
    expect(JSON.parse(packet.payload.toString())).toEqual({ intervalS: 60 });
  });

  it("refuses a config that no device can follow", async () => {
    expect((await put({ intervalS: 0 })).status).toBe(400);
    expect((await put({ colour: "red" })).status).toBe(400);
  });

  it("ends the sessions of a rotated device", async () => {
    const told = broker.nextPublish(({ topic }) => topic === "$resik/revoke/bin-01");
    await test.call("POST", "/api/v1/devices/bin-01/rotate", { headers: ADMIN });
    const packet = await told;
    expect(packet.qos).toBe(1);
    expect(packet.payload).toHaveLength(0);
  });

  it("clears the config of a retired device", async () => {
    const cleared = broker.nextPublish(
      ({ topic, payload }) => topic === CONFIG_TOPIC && payload.length === 0,
    );
    await test.call("POST", "/api/v1/devices/bin-01/retire", { headers: ADMIN });
    expect(await cleared).toMatchObject({ retain: true });
    expect((await put({})).status).toBe(409);
  });

  it("brings a device's reply back to who sent the command", async () => {
    const asked = broker.nextPublish(({ topic }) => topic.endsWith("scale-01/command"));
    const answer = test.call("POST", "/api/v1/devices/scale-01/command", {
      headers: ADMIN,
      body: { name: "tare" },
    });
    const { id } = JSON.parse((await asked).payload.toString()) as { id: string };
    const replies = "resik/v1/bsu-melati/scale-01/reply";
    await broker.publish(replies, "not json");
    await broker.publish(replies, '{"id":"another-command","ok":false}');
    await broker.publish(replies, JSON.stringify({ id, ok: true, detail: "done" }));
    expect(await (await answer).json()).toEqual({ reply: { id, ok: true, detail: "done" } });
  });

  it("replays a quarantined message with its bytes and its time, and remembers it", async () => {
    const row: QuarantinedMessage = {
      topic: "resik/v1/bsu-melati/bin-01/bin",
      payload: Buffer.from([0xff, 0x00, 0x7b]),
      receivedAtMs: 1_700_000_000_000,
      reason: "not-json",
      detail: "not JSON",
    };
    await test.store.write({ readings: [], quarantined: [row] });
    const { id } = (await test.store.quarantine({ limit: 1 })).rows[0] ?? { id: "" };
    const sent = broker.nextPublish(({ topic }) => topic.startsWith("$resik/replay/"));
    const replay = () => test.call("POST", `/api/v1/quarantine/${id}/replay`, { headers: ADMIN });
    expect((await replay()).status).toBe(200);
    const packet = await sent;
    expect(packet.topic).toBe(`$resik/replay/1700000000000/${row.topic}`);
    expect(packet.payload).toEqual(Buffer.from(row.payload));
    const list = await test.call("GET", "/api/v1/quarantine", { headers: ADMIN });
    const { rows } = (await list.json()) as { rows: { replayedAt: string | null }[] };
    expect(rows[0]?.replayedAt).not.toBeNull();
    const detail = await test.call("GET", `/api/v1/quarantine/${id}`, { headers: ADMIN });
    expect(await detail.json()).toMatchObject({
      payloadBase64: "/wB7",
      payloadText: null,
      bytes: 3,
    });
    for (const unknown of [`${id}9`, "q9"]) {
      const path = `/api/v1/quarantine/${unknown}/replay`;
      expect((await test.call("POST", path, { headers: ADMIN })).status).toBe(404);
    }
  });
});

describe("downlink without a broker", () => {
  it("keeps what was to be told, refuses what needs an answer, and tells all when it is back", async () => {
    const closedBroker = await startTestBroker();
    const { port } = closedBroker;
    await closedBroker.close();
    const test = await startTestApi({ mqttPort: port });
    try {
      await test.seed();
      const rotated = await test.call("POST", "/api/v1/devices/bin-01/rotate", { headers: ADMIN });
      expect(rotated.status).toBe(200);
      const config = { headers: ADMIN, body: { intervalS: 30 } };
      expect((await test.call("PUT", "/api/v1/devices/bin-01/config", config)).status).toBe(200);
      const command = await test.call("POST", "/api/v1/devices/bin-01/command", {
        headers: ADMIN,
        body: { name: "identify" },
      });
      expect(await command.json()).toMatchObject({ code: "broker-unavailable", status: 503 });

      const back = await startTestBroker(port);
      const revoked = back.nextPublish(({ topic }) => topic === "$resik/revoke/bin-01");
      const configured = back.nextPublish(({ topic }) => topic === CONFIG_TOPIC);
      const others = back.nextPublish(({ topic }) => topic.endsWith("bin-02/config"));
      await revoked;
      expect(JSON.parse((await configured).payload.toString())).toEqual({ intervalS: 30 });
      await others;
      const registry = openRegistry(registryPath(test.dataDir));
      const until = systemClock.monotonicMs() + 5_000;
      for (;;) {
        const rows = await registry.db.selectFrom("revocations").selectAll().execute();
        if (rows.length === 0) break;
        expect(systemClock.monotonicMs()).toBeLessThan(until);
      }
      await registry.close();
      await test.close();
      await back.close();
    } catch (error) {
      await test.close();
      throw error;
    }
  });
});
