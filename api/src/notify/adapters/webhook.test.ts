import { createHmac } from "node:crypto";
import { notificationBodySchema } from "@resik/contract/http/notifications";
import { createManualClock } from "@resik/kit/clock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startReceiver, type Receiver } from "../receiver.fixture.ts";
import { BODY, depsOf, sendingOf } from "./adapters.fixture.ts";
import { sendWebhook } from "./webhook.ts";

describe("a webhook", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const settings = (own: object = {}) => ({
    kind: "webhook" as const,
    url: `${receiver.url}/hook`,
    headers: [{ name: "Authorization", value: "Bearer rahasia" }],
    signingKey: "kunci-tanda",
    ...own,
  });

  it("gets the whole message, an id to know it again by and a signature that can be checked", async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 2, 3));
    const outcome = await sendWebhook(settings(), sendingOf(), depsOf({ clock }));
    expect(outcome).toEqual({ kind: "delivered", detail: "answered 200" });
    const [request] = receiver.received;
    const text = request?.body.toString("utf8") ?? "";
    expect(notificationBodySchema.parse(JSON.parse(text))).toEqual(BODY);
    const seconds = Date.UTC(2026, 10, 2, 3) / 1_000;
    const hex = createHmac("sha256", "kunci-tanda").update(`${seconds}.${text}`).digest("hex");
    expect(request?.headers).toMatchObject({
      "content-type": "application/json",
      "idempotency-key": BODY.id,
      "resik-message-id": BODY.id,
      "resik-signature": `t=${seconds},v1=${hex}`,
      authorization: "Bearer rahasia",
    });
  });

  it("has no signature without a key, and headers cannot break its frame", async () => {
    const headers = [
      { name: "Host", value: "evil.example" },
      { name: "Content-Length", value: "1" },
      { name: "X-Note", value: "a\r\nX-Evil: 1" },
      { name: "Idempotency-Key", value: "other" },
    ];
    await sendWebhook(settings({ signingKey: "", headers }), sendingOf(), depsOf());
    const sent = receiver.received[0]?.headers ?? {};
    expect(sent).not.toHaveProperty("resik-signature");
    expect(sent).not.toHaveProperty("x-evil");
    expect(sent).toMatchObject({ host: receiver.url.slice(7), "x-note": "aX-Evil: 1" });
    expect(sent["idempotency-key"]).toBe(BODY.id);
  });

  it("that asks to wait, fails, or does not answer is tried again later", async () => {
    receiver.behave({ kind: "answer", status: 429, headers: { "retry-after": "7" } });
    expect(await sendWebhook(settings(), sendingOf(), depsOf())).toEqual({
      kind: "away",
      reason: "asked-to-wait",
      detail: "answered 429",
      retryAfterMs: 7_000,
    });
    receiver.behave({ kind: "answer", status: 500, body: "rahasia" });
    const failed = await sendWebhook(settings(), sendingOf(), depsOf());
    expect(failed).toEqual({ kind: "away", reason: "server-error", detail: "answered 500" });
    receiver.behave({ kind: "hang" });
    const hung = await sendWebhook(settings(), sendingOf(), depsOf({ timeoutMs: 100 }));
    expect(hung).toMatchObject({ kind: "away", reason: "timeout" });
  });
});
