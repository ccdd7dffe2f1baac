import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startReceiver, type Receiver } from "../receiver.fixture.ts";
import { BODY, depsOf, sendingOf } from "./adapters.fixture.ts";
import { cutText, sendTelegram } from "./telegram.ts";

const TOKEN = "12345678:abcdefghijklmnopqrstuvwxyz";

describe("Telegram", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver({ kind: "answer", status: 200, body: '{"ok":true}' });
  });
  afterEach(() => receiver.close());

  const send = (own: object = {}) =>
    sendTelegram(
      { kind: "telegram", botToken: TOKEN, chatId: "-100123", apiUrl: receiver.url },
      { ...sendingOf(), ...own },
      depsOf(),
    );

  it("gets plain text: nothing in a name is markup", async () => {
    expect(await send()).toMatchObject({ kind: "delivered" });
    expect(receiver.received[0]?.path).toBe(`/bot${TOKEN}/sendMessage`);
    const [sent] = receiver.taken();
    expect(sent).toMatchObject({ chat_id: "-100123", text: `${BODY.title}\n${BODY.text}` });
    expect(sent).not.toHaveProperty("parse_mode");
  });

  it("gets no more than it takes", async () => {
    await send({ body: { ...BODY, text: "😀".repeat(5_000) } });
    const [sent] = receiver.taken() as { text: string }[];
    expect(sent?.text.length).toBeLessThanOrEqual(4_096);
    expect(sent?.text.isWellFormed()).toBe(true);
    expect(cutText("abc", 3)).toBe("abc");
    expect(cutText("abcd", 3)).toBe("ab…");
  });

  it("is believed to have a long message, which it says back letter by letter", async () => {
    const result = `"${String.raw`\u1234`.repeat(4_096)}"`;
    receiver.behave({ kind: "answer", status: 200, body: `{"ok":true,"result":${result}}` });
    expect(await send()).toMatchObject({ kind: "delivered" });
  });

  it("may ask to wait in its own words", async () => {
    const body = JSON.stringify({
      ok: false,
      error_code: 429,
      description: "Too Many Requests: retry after 35",
      parameters: { retry_after: 35 },
    });
    receiver.behave({ kind: "answer", status: 429, body });
    expect(await send()).toMatchObject({
      kind: "away",
      reason: "asked-to-wait",
      retryAfterMs: 35_000,
    });
  });

  it("says what is wrong with a chat or a token", async () => {
    const body = JSON.stringify({ ok: false, description: "Bad Request: chat not found" });
    receiver.behave({ kind: "answer", status: 400, body });
    expect(await send()).toMatchObject({
      kind: "refused",
      detail: "400 Bad Request: chat not found",
    });
    receiver.behave({ kind: "answer", status: 401, body: '{"ok":false,"description":"no"}' });
    expect(await send()).toMatchObject({ kind: "away", reason: "rejected" });
  });

  it("is not believed to have it when somebody else answers", async () => {
    receiver.behave({ kind: "answer", status: 200, body: "<html>" });
    expect(await send()).toMatchObject({ kind: "away", reason: "rejected" });
    receiver.behave({ kind: "answer", status: 200, body: '{"ok":false}' });
    expect(await send()).toMatchObject({ kind: "away", reason: "rejected" });
  });
});
