import { FORMAT_ATTRIBUTE, mqttAuthAnswerSchema } from "@resik/contract/http/mqtt-auth";
import { deviceFormatSchema, formatPreviewSchema } from "@resik/contract/http/payload-formats";
import { parseForeignFormat } from "@resik/contract/payload/format";
import { READING_PAYLOADS } from "@resik/contract/payload/reading";
import { systemClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRegistry, registryPath } from "../registry/open.ts";
import {
  ADMIN,
  BROKER_SECRET,
  startTestApi,
  startTestBroker,
  type Credentials,
  type TestApi,
  type TestBroker,
} from "../test/harness.ts";

const FORMAT = {
  format: "tasmota",
  binDepthMm: 1_000,
  mapping: [
    { from: "SR04.Distance", channel: "bin", field: "distanceMm", scale: 10, noEcho: [0] },
    { from: "Wifi.Signal", channel: "status", field: "rssiDbm" },
  ],
};
const NATIVE = { format: "native" };

describe("payload formats", () => {
  let broker: TestBroker;
  let test: TestApi;
  let secrets: Record<string, string>;
  let staff: Credentials;
  let operator: Credentials;
  beforeAll(async () => {
    broker = await startTestBroker();
    const connected = broker.nextSubscription("resik/v1/+/+/status");
    test = await startTestApi({ mqttPort: broker.port });
    secrets = await test.seed();
    [staff, operator] = await Promise.all([test.enter("staff"), test.enter("operator")]);
    await connected;
  });
  afterAll(async () => {
    await test.close();
    await broker.close();
  });

  const path = (device: string): string => `/api/v1/devices/${device}/format`;
  const put = (body: unknown, device = "bin-01", headers = staff) =>
    test.call("PUT", path(device), { headers, body });
  const read = async (device: string) => {
    const answer = await test.call("GET", path(device), { headers: staff });
    return deviceFormatSchema.parse(await answer.json());
  };
  const preview = (payload: unknown, format?: unknown, device = "air-01") =>
    test.call("POST", `${path(device)}/preview`, {
      headers: staff,
      body: { payload: typeof payload === "string" ? payload : JSON.stringify(payload), format },
    });
  async function attributesOf(device: string) {
    const answer = await test.call("POST", "/api/v1/mqtt/authenticate", {
      headers: { authorization: `Bearer ${BROKER_SECRET}` },
      body: { clientid: "c", username: device, password: secrets[device] },
    });
    return mqttAuthAnswerSchema.parse(await answer.json());
  }

  it("are ours until they are replaced, and travel with the authentication", async () => {
    expect(await read("bin-01")).toEqual({
      device: "bin-01",
      format: NATIVE,
      topic: "resik/v1/bsu-melati/bin-01/{channel}",
      changedAt: null,
    });
    expect(await attributesOf("bin-01")).not.toHaveProperty("client_attrs");
    const told = broker.nextPublish(({ topic }) => topic === "$resik/revoke/bin-01");
    const answer = await put(FORMAT);
    expect(answer.status).toBe(200);
    const saved = deviceFormatSchema.parse(await answer.json());
    expect(saved).toMatchObject({ format: FORMAT, topic: "resik/v1/bsu-melati/bin-01/uplink" });
    expect(await read("bin-01")).toEqual(saved);
    // The session ends, so that the next one brings the new format.
    await told;
    const { client_attrs: attributes, acl } = await attributesOf("bin-01");
    expect(parseForeignFormat(attributes?.[FORMAT_ATTRIBUTE] ?? "")).toEqual(FORMAT);
    expect(acl).toContainEqual({
      permission: "allow",
      action: "publish",
      topic: "resik/v1/bsu-melati/bin-01/tele/+",
    });
    expect((await put(NATIVE)).status).toBe(200);
    const back = await attributesOf("bin-01");
    expect(back).not.toHaveProperty("client_attrs");
    expect(JSON.stringify(back.acl)).not.toContain("tele");
    expect((await read("bin-01")).format).toEqual(NATIVE);
  });

  it("leave a line in the log for each change", async () => {
    await put(FORMAT, "bin-02");
    const registry = openRegistry(registryPath(test.dataDir));
    const lines = await registry.db
      .selectFrom("audit_log")
      .selectAll()
      .where("action", "=", "device.format")
      .where("target", "like", "bin-02%")
      .execute();
    await registry.close();
    expect(lines.map(({ target }) => target)).toEqual(["bin-02 tasmota"]);
  });

  it("are for staff alone", async () => {
    expect((await put(FORMAT, "bin-01", operator)).status).toBe(403);
    expect((await put(FORMAT, "bin-01", {})).status).toBe(401);
    const asOperator = { headers: operator };
    expect((await test.call("GET", path("bin-01"), asOperator)).status).toBe(403);
    const tried = { headers: operator, body: { payload: "{}", format: FORMAT } };
    expect((await test.call("POST", `${path("bin-01")}/preview`, tried)).status).toBe(403);
  });

  it.each([
    [
      "a field that is not there",
      { ...FORMAT, mapping: [{ from: "a", channel: "bin", field: "x" }] },
      400,
    ],
    ["a distance without a depth", { ...FORMAT, binDepthMm: undefined }, 400],
    ["an unknown format", { ...FORMAT, format: "lora" }, 400],
    ["33 entries", { ...FORMAT, mapping: Array(33).fill(FORMAT.mapping[1]) }, 400],
  ])("are refused with %s", async (_what, body, status) => {
    expect((await put(body, "scale-01")).status).toBe(status);
    expect((await read("scale-01")).format).toEqual(NATIVE);
  });

  it("need a device that is there and not retired", async () => {
    expect((await put(FORMAT, "tong-99")).status).toBe(404);
    expect((await test.call("GET", path("tong-99"), { headers: staff })).status).toBe(404);
    await test.call("POST", "/api/v1/devices/scale-01/retire", { headers: ADMIN });
    expect((await put(FORMAT, "scale-01")).status).toBe(409);
  });

  it("show what a payload would become before it is saved, and store nothing", async () => {
    const document = { SR04: { Distance: 25 }, Wifi: { Signal: -61 } };
    const answer = formatPreviewSchema.parse(await (await preview(document, FORMAT)).json());
    expect(answer).toEqual({
      outcome: "readings",
      readings: [
        {
          channel: "bin",
          sampledAt: null,
          quality: "ok",
          fields: { distanceMm: 250, depthMm: 1_000, fillRatio: 0.75 },
        },
        {
          channel: "status",
          sampledAt: null,
          quality: "ok",
          fields: { state: "online", rssiDbm: -61 },
        },
      ],
    });
    expect((await read("air-01")).format).toEqual(NATIVE);
    const none = { SR04: { Distance: 0 } };
    expect(await (await preview(none, FORMAT)).json()).toMatchObject({
      readings: [{ quality: "no-echo", fields: { depthMm: 1_000 } }],
    });
  });

  it("say why a payload would go to quarantine", async () => {
    const ahead = new Date(systemClock.nowMs() + 15 * 3_600_000).toISOString().slice(0, 19);
    for (const [payload, reason] of [
      ["Online", "not-json"],
      [{ POWER: "ON" }, "schema"],
      [{ SR04: { Distance: -9 } }, "out-of-bounds"],
      [{ Time: ahead, SR04: { Distance: 9 } }, "clock-skew"],
      [{ Time: "2024-01-01T00:00:00", SR04: { Distance: 9 } }, "clock-skew"],
    ] as const) {
      const answer = await preview(payload, FORMAT);
      expect(formatPreviewSchema.parse(await answer.json())).toMatchObject({
        outcome: "quarantine",
        reason,
      });
    }
  });

  it("have nothing to preview for our own format, nor for a device that is not there", async () => {
    expect((await preview("{}")).status).toBe(400);
    expect((await preview("{}", FORMAT, "tong-99")).status).toBe(404);
    expect((await preview("x".repeat(16_385), FORMAT)).status).toBe(400);
  });

  it("that another version wrote are shown as ours, tried and replayed by none, and set anew", async () => {
    await put(FORMAT, "bin-01");
    const registry = openRegistry(registryPath(test.dataDir));
    const formats = registry.db.updateTable("payload_formats").where("device", "=", "bin-01");
    const payload = Buffer.from(JSON.stringify({ SR04: { Distance: 25 } }));
    const topic = "resik/v1/bsu-melati/bin-01/uplink";
    const message = { topic, payload, receivedAtMs: 1_600_000_000_000, detail: "" } as const;
    await test.store.write({
      readings: [],
      quarantined: [{ ...message, reason: "unknown-channel" }],
    });
    const { id } =
      (await test.store.quarantine({ limit: 9 })).rows.find((row) => row.topic === topic) ?? {};
    for (const format of ['{"format":"of-later"}', "not JSON"]) {
      await formats.set({ format }).execute();
      expect(await read("bin-01")).toMatchObject({ format: NATIVE });
      const tried = await preview("{}", undefined, "bin-01");
      expect(await tried.json()).toMatchObject({
        status: 400,
        detail: expect.stringContaining("cannot be read") as string,
      });
      expect((await preview("{}", FORMAT, "bin-01")).status).toBe(200);
      const path = `/api/v1/quarantine/${id}/replay`;
      const replayed = await test.call("POST", path, { headers: staff });
      expect(await replayed.json()).toMatchObject({
        status: 400,
        detail: expect.stringContaining("cannot be read") as string,
      });
    }
    await registry.close();
    expect(await (await test.call("GET", "/metrics")).text()).toMatch(
      /api_failures_total\{kind="unreadable"\} [1-9]/,
    );
    expect((await put(FORMAT, "bin-01")).status).toBe(200);
    expect(await read("bin-01")).toMatchObject({ format: FORMAT });
  });

  it("make readings of a quarantined message when it is replayed, or say why not", async () => {
    const topic = "resik/v1/bsu-melati/air-01/uplink";
    const payload = Buffer.from(JSON.stringify({ SR04: { Distance: 25 }, Wifi: { Signal: -61 } }));
    const message = { topic, payload, receivedAtMs: 1_700_000_000_000, detail: "" } as const;
    await test.store.write({
      readings: [],
      quarantined: [{ ...message, reason: "unknown-channel" }],
    });
    const { id } = (await test.store.quarantine({ limit: 1 })).rows[0] ?? { id: "" };
    const replay = () => test.call("POST", `/api/v1/quarantine/${id}/replay`, { headers: staff });
    const refused = await replay();
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      detail: expect.stringContaining("no payload format") as string,
    });
    await put(
      {
        ...FORMAT,
        mapping: [{ from: "a", channel: "air", field: "o3UgM3" }],
        binDepthMm: undefined,
      },
      "air-01",
    );
    expect(await (await replay()).json()).toMatchObject({
      detail: expect.stringContaining("nothing that the mapping names") as string,
    });
    await put(FORMAT, "air-01");
    const [bin, status] = (["bin", "status"] as const).map((channel) =>
      broker.nextPublish((packet) => packet.topic.endsWith(`/air-01/${channel}`)),
    );
    expect((await replay()).status).toBe(200);
    const sent = await Promise.all([bin, status]);
    expect(sent.map((packet) => packet?.topic)).toEqual([
      "$resik/replay/1700000000000/resik/v1/bsu-melati/air-01/bin",
      "$resik/replay/1700000000000/resik/v1/bsu-melati/air-01/status",
    ]);
    const native = READING_PAYLOADS.bin.parse(JSON.parse(sent[0]?.payload.toString() ?? ""));
    expect(native).toMatchObject({ fillRatio: 0.75 });
  });
});
