import { mqttAuthAnswerSchema, type MqttAuthAnswer } from "@resik/contract/http/mqtt-auth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN, BROKER_SECRET, startTestApi, type TestApi } from "../test/harness.ts";

describe("mqtt/authenticate", () => {
  let test: TestApi;
  let secrets: Record<string, string>;
  beforeAll(async () => {
    test = await startTestApi();
    secrets = await test.seed();
  });
  afterAll(() => test.close());

  async function ask(username: string, password: string): Promise<MqttAuthAnswer> {
    const answer = await test.call("POST", "/api/v1/mqtt/authenticate", {
      headers: { authorization: `Bearer ${BROKER_SECRET}` },
      body: { clientid: "c", username, password, peerhost: "10.0.0.9" },
    });
    expect(answer.status).toBe(200);
    return mqttAuthAnswerSchema.parse(await answer.json());
  }

  it("lets a device in and binds it to its own topics", async () => {
    expect(await ask("bin-01", secrets["bin-01"] ?? "")).toEqual({
      result: "allow",
      is_superuser: false,
      acl: [
        ...["deposit", "place", "bank", "alert", "pipeline", "config", "command"].map(
          (channel) => ({
            permission: "deny",
            action: "publish",
            topic: `resik/v1/bsu-melati/bin-01/${channel}`,
          }),
        ),
        { permission: "allow", action: "publish", topic: "resik/v1/bsu-melati/bin-01/+" },
        { permission: "allow", action: "subscribe", topic: "resik/v1/bsu-melati/bin-01/config" },
        { permission: "allow", action: "subscribe", topic: "resik/v1/bsu-melati/bin-01/command" },
      ],
    });
  });

  it("denies unknown names, wrong secrets, other devices' secrets and no secret", async () => {
    const secret = secrets["bin-01"] ?? "";
    for (const [username, password] of [
      ["bin-99", secret],
      ["bin-01", "wrong"],
      ["bin-01", secrets["bin-02"] ?? ""],
      ["bin-01", ""],
      ["", secret],
      ["bin-01/#", secret],
      ["BIN-01", secret],
      ["' OR 1=1 --", secret],
      ["api", secret],
      ["ingest", secret],
    ] as const) {
      expect(await ask(username, password)).toEqual({ result: "deny" });
    }
  });

  it("denies the old secret after a rotation and takes the new one", async () => {
    const answer = await test.call("POST", "/api/v1/devices/air-01/rotate", { headers: ADMIN });
    const { mqtt } = (await answer.json()) as { mqtt: { password: string } };
    expect((await ask("air-01", secrets["air-01"] ?? "")).result).toBe("deny");
    expect((await ask("air-01", mqtt.password)).result).toBe("allow");
  });

  it("denies a retired device, which stays retired", async () => {
    const retire = () => test.call("POST", "/api/v1/devices/bin-02/retire", { headers: ADMIN });
    expect((await retire()).status).toBe(200);
    expect((await ask("bin-02", secrets["bin-02"] ?? "")).result).toBe("deny");
    expect((await retire()).status).toBe(409);
    const rotated = await test.call("POST", "/api/v1/devices/bin-02/rotate", { headers: ADMIN });
    expect(await rotated.json()).toMatchObject({ code: "device-retired", status: 409 });
  });
});
