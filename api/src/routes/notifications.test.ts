import { createECDH, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  deliverySchema,
  KEPT_SECRET,
  pushKeySchema,
  targetListSchema,
  targetTestSchema,
  targetViewSchema,
  type TargetInput,
} from "@resik/contract/http/notifications";
import { pageOf } from "@resik/contract/http/page";
import { systemClock } from "@resik/kit/clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REQUESTS_PER_MINUTE } from "../http/rate-limit.ts";
import { OK, startReceiver, type Receiver } from "../notify/receiver.fixture.ts";
import { CRITICAL_MS } from "../notify/window.ts";
import { openAlert } from "../registry/alerts.ts";
import { openRegistry, registryPath, type Registry } from "../registry/open.ts";
import { ADMIN, SITE, startTestApi, type Credentials, type TestApi } from "../test/harness.ts";

const SIGNING_KEY = "kunci-tanda-yang-rahasia";
const HEADER_VALUE = "Bearer judul-yang-rahasia";

describe("targets of notifications", () => {
  let test: TestApi;
  let receiver: Receiver;
  let registry: Registry;
  let admin: Credentials;
  let staff: Credentials;
  let operator: Credentials;
  beforeAll(async () => {
    test = await startTestApi();
    await test.seed();
    receiver = await startReceiver();
    registry = openRegistry(registryPath(test.dataDir));
    admin = await test.enter("admin");
    staff = await test.enter("staff");
    operator = await test.enter("operator");
  });
  afterAll(async () => {
    await registry.close();
    await test.close();
    await receiver.close();
  });

  const webhook = (own: Partial<TargetInput> = {}, settings: object = {}): unknown => ({
    name: "Grup DLH",
    enabled: true,
    language: "id",
    severityMin: "warning",
    sites: [],
    tellsResolved: true,
    onlyEscalated: false,
    settings: {
      kind: "webhook",
      url: `${receiver.url}/kait`,
      headers: [{ name: "Authorization", value: HEADER_VALUE }],
      signingKey: SIGNING_KEY,
      ...settings,
    },
    ...own,
  });
  const put = (id: string, body: unknown, headers = admin) =>
    test.call("PUT", `/api/v1/notification-targets/${id}`, { headers, body });
  const post = (path: string, headers = admin, body?: unknown) =>
    test.call("POST", `/api/v1/${path}`, { headers, ...(body === undefined ? {} : { body }) });
  const list = async () => {
    const answer = await test.call("GET", "/api/v1/notification-targets", { headers: staff });
    return targetListSchema.parse(await answer.json()).targets;
  };
  const log = async (query = "") => {
    const answer = await test.call("GET", `/api/v1/notifications${query}`, { headers: staff });
    expect(answer.status).toBe(200);
    return pageOf(deliverySchema).parse(await answer.json()).items;
  };
  const alarm = (id: string) =>
    registry.db.transaction().execute((trx) =>
      openAlert(
        trx,
        {
          id,
          rule: "bin-hot",
          severity: "critical",
          value: 80,
          site: SITE.id,
          subject: "bin-01",
        },
        systemClock.nowMs() - CRITICAL_MS,
      ),
    );

  it("are edited by administrators, read by staff, and by nobody else", async () => {
    for (const headers of [{}, operator, staff]) {
      expect([401, 403]).toContain((await put("grup", webhook(), headers)).status);
      expect([401, 403]).toContain((await post("notification-targets/grup/test", headers)).status);
      expect([401, 403]).toContain(
        (await post("notification-targets/grup/remove", headers)).status,
      );
      expect([401, 403]).toContain((await post("notifications/grup/retry", headers)).status);
    }
    for (const path of ["notification-targets", "notifications", "me/push"]) {
      for (const headers of [{}, operator]) {
        const answer = await test.call("GET", `/api/v1/${path}`, { headers });
        expect([401, 403]).toContain(answer.status);
      }
    }
    expect(await list()).toEqual([]);
  });

  it("keep their secrets: nothing of them is shown, and nothing lies open in the file", async () => {
    const saved = await put("grup", webhook());
    expect(saved.status).toBe(200);
    const view = targetViewSchema.parse(await saved.json());
    expect(view).toMatchObject({ id: "grup", waiting: 0, failed: 0, lastDeliveredAt: null });
    const asStaff = (await list()).find(({ id }) => id === "grup");
    expect(asStaff?.settings).toMatchObject({ url: receiver.url });
    const asAdmin = await test.call("GET", "/api/v1/notification-targets", { headers: admin });
    const [whole] = targetListSchema.parse(await asAdmin.json()).targets;
    expect(whole?.settings).toMatchObject({ url: `${receiver.url}/kait` });
    expect(view.settings).toMatchObject({
      signingKey: KEPT_SECRET,
      headers: [{ name: "Authorization", value: KEPT_SECRET }],
    });
    const shown = JSON.stringify([view, await list()]);
    const folder = dirname(registryPath(test.dataDir));
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
    const audit = await registry.db.selectFrom("audit_log").selectAll().execute();
    for (const secret of [SIGNING_KEY, HEADER_VALUE, "judul-yang-rahasia"]) {
      expect(shown).not.toContain(secret);
      expect(files.some((text) => text.includes(secret))).toBe(false);
    }
    expect(audit.map(({ action, target }) => `${action} ${target}`)).toContain("target.save grup");
  });

  it("keep a secret that is sent back as shown, but not for another address", async () => {
    const kept = {
      signingKey: KEPT_SECRET,
      headers: [{ name: "Authorization", value: KEPT_SECRET }],
    };
    expect((await put("grup", webhook({ name: "Grup baru" }, kept))).status).toBe(200);
    const tested = await post("notification-targets/grup/test");
    expect(targetTestSchema.parse(await tested.json())).toMatchObject({ ok: true });
    const request = receiver.received.at(-1);
    expect(request?.headers.authorization).toBe(HEADER_VALUE);
    expect(request?.headers["resik-signature"]).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    const moved = await put("grup", webhook({}, { ...kept, url: "http://127.0.0.1:9/kait" }));
    expect(moved.status).toBe(400);
    expect((await put("baru", webhook({}, kept))).status).toBe(400);
    expect((await list()).map(({ id, name }) => [id, name])).toEqual([["grup", "Grup baru"]]);
  });

  it.each([
    [{ name: " " }, {}],
    [{ sites: ["tidak-ada"] }, {}],
    [{}, { url: "ftp://elsewhere.example/" }],
    [{}, { url: "file:///etc/passwd" }],
    [{}, { url: "https://nama:sandi@elsewhere.example/" }],
    [{}, { headers: [{ name: "a b", value: "x" }] }],
    [{ settings: { kind: "sms" } }, {}],
  ])("are refused as %j %j", async (own, settings) => {
    const body = webhook(own as Partial<TargetInput>, settings);
    expect((await put("salah", body)).status).toBe(400);
  });

  it("with a template that would not stay JSON are refused", async () => {
    const settings = {
      kind: "whatsapp",
      url: receiver.url,
      headers: [],
      bodyTemplate: '{"to":"{{to}}","text":{{text}}}',
      to: ["6281234567890"],
    };
    const answer = await put("wasap", { ...(webhook() as object), settings });
    expect(answer.status).toBe(400);
  });

  it("say within seconds what came of a test, without a word of a secret", async () => {
    const test1 = async () => {
      const answer = await post("notification-targets/grup/test");
      return targetTestSchema.parse(await answer.json());
    };
    receiver.behave({ kind: "answer", status: 401, body: SIGNING_KEY });
    expect(await test1()).toMatchObject({ ok: false, detail: "answered 401" });
    receiver.behave({ kind: "drop" });
    expect(await test1()).toMatchObject({ ok: false, detail: "ECONNRESET" });
    receiver.behave(OK);
    expect((await post("notification-targets/nowhere/test")).status).toBe(404);
    expect(await log()).toEqual([]);
  });

  it("are told of an alert while the program runs, and the log says so", async () => {
    await alarm("alarm1");
    await expect
      .poll(() => log(), { timeout: 8_000 })
      .toMatchObject([
        { state: "delivered", target: "grup", alerts: 1, tries: 1, lastFailure: null },
      ]);
    expect(receiver.taken().at(-1)).toMatchObject({
      kind: "alerts",
      alerts: [{ id: "alarm1", state: "open", value: 80, valueText: "80 °C" }],
    });
    expect(await log("?alert=alarm1")).toHaveLength(1);
    expect(await log("?alert=other")).toEqual([]);
    expect(await log("?state=waiting")).toEqual([]);
    expect(await log("?target=grup&state=delivered&limit=1")).toHaveLength(1);
    const [target] = await list();
    expect(target).toMatchObject({ waiting: 0, lastFailure: null });
    expect(target?.lastDeliveredAt).not.toBeNull();
    const metrics = await (await test.call("GET", "/metrics")).text();
    expect(metrics).toContain('api_notifications_sent_total{kind="webhook"} 1');
    expect(metrics).toContain("api_notifications_waiting 0");
    const [delivered] = await log();
    expect((await post(`notifications/${delivered?.id}/retry`)).status).toBe(409);
    expect((await post("notifications/nowhere/retry")).status).toBe(404);
  });

  it("that are switched off give up what waits; it is tried again by hand when they are on", async () => {
    receiver.behave({ kind: "answer", status: 500 });
    await registry.db.updateTable("alerts").set({ state: "resolved" }).execute();
    await alarm("alarm2");
    await expect
      .poll(() => log("?state=waiting"), { timeout: 8_000 })
      .toMatchObject([{ lastFailure: "answered 500" }]);
    const [waiting] = await log("?state=waiting");
    expect(await list()).toMatchObject([{ waiting: 1, lastFailure: "answered 500" }]);
    await put("grup", webhook({ enabled: false }));
    expect(await log("?state=failed")).toMatchObject([
      { id: waiting?.id, lastFailure: "the target was switched off" },
    ]);
    expect((await post(`notifications/${waiting?.id}/retry`)).status).toBe(409);
    receiver.behave(OK);
    await put("grup", webhook());
    expect(await list()).toMatchObject([{ waiting: 0, failed: 1 }]);
    expect((await post(`notifications/${waiting?.id}/retry`)).status).toBe(200);
    await expect
      .poll(() => log(), { timeout: 8_000 })
      .toMatchObject([{ id: waiting?.id, state: "delivered" }, { state: "delivered" }]);
  });

  it("that are removed are gone with their secrets; their log stays", async () => {
    expect((await post("notification-targets/grup/remove")).status).toBe(200);
    expect(await list()).toEqual([]);
    expect((await post("notification-targets/grup/remove")).status).toBe(404);
    expect((await post("notification-targets/grup/test")).status).toBe(404);
    expect(await log("?target=grup")).toHaveLength(2);
    const row = await registry.db
      .selectFrom("notification_targets")
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(row.secrets).toHaveLength(0);
  });

  it("on phones are asked for by staff for themselves, sealed and ended again", async () => {
    const ecdh = createECDH("prime256v1");
    ecdh.generateKeys();
    const subscription = {
      endpoint: "https://push.example/kirim/abc-rahasia",
      keys: {
        p256dh: ecdh.getPublicKey().toString("base64url"),
        auth: randomBytes(16).toString("base64url"),
      },
    };
    const key = await test.call("GET", "/api/v1/me/push", { headers: staff });
    const { publicKey, isUsed } = pushKeySchema.parse(await key.json());
    expect(Buffer.from(publicKey, "base64url")).toHaveLength(65);
    expect(isUsed).toBe(false);
    const again = await test.call("GET", "/api/v1/me/push", { headers: admin });
    expect(pushKeySchema.parse(await again.json()).publicKey).toBe(publicKey);
    for (const headers of [{}, operator]) {
      expect([401, 403]).toContain((await post("me/push", headers, subscription)).status);
    }
    expect((await post("me/push", ADMIN, subscription)).status).toBe(404);
    const plain = { ...subscription, endpoint: "http://push.example/" };
    expect((await post("me/push", staff, plain)).status).toBe(400);
    expect(await (await post("me/push", staff, subscription)).json()).toEqual({ subscribed: true });
    const rows = await registry.db.selectFrom("push_subscriptions").selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.sealed.toString("latin1")).not.toContain("abc-rahasia");
    await put("hape", webhook({ settings: { kind: "web-push" } }));
    expect(await list()).toMatchObject([{ id: "hape", phones: 1 }]);
    // Somebody else cannot end it.
    const { endpoint } = subscription;
    await post("me/push/end", admin, { endpoint });
    expect(await list()).toMatchObject([{ phones: 1 }]);
    await post("me/push/end", staff, { endpoint });
    expect(await list()).toMatchObject([{ phones: 0 }]);
    const tested = await post("notification-targets/hape/test");
    expect(targetTestSchema.parse(await tested.json())).toMatchObject({ ok: false });
  });

  it("are not tested without end by one person; the list is read all the same", async () => {
    let answer = await post("notification-targets/nowhere/test");
    for (let tried = 1; answer.status === 404 && tried <= REQUESTS_PER_MINUTE.trial; tried++) {
      answer = await post("notification-targets/nowhere/test");
    }
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ code: "too-many-requests" });
    expect((await post("notification-targets/nowhere/test", ADMIN)).status).toBe(404);
    expect(await list()).toHaveLength(1);
  });
});
