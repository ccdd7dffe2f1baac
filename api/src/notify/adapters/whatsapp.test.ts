import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startReceiver, type Receiver } from "../receiver.fixture.ts";
import { BODY, depsOf, sendingOf } from "./adapters.fixture.ts";
import { checkTemplate, fillTemplate, sendWhatsapp } from "./whatsapp.ts";

const TEMPLATE = '{"chatId":"{{to}}@c.us","text":"{{text}}"}';

describe("a template", () => {
  it.each(['"', "\\", "\n", '","evil":"1', "{{to}}", "$&", "\u2028", "😀"])(
    "stays one text field with %j in it",
    (text) => {
      const filled: unknown = JSON.parse(fillTemplate(TEMPLATE, { text, to: "628123" }));
      expect(filled).toEqual({ chatId: "628123@c.us", text });
    },
  );

  it.each([
    '{"text":"{{text}}"}',
    '{"to":"{{to}}"}',
    '{"to":"{{to}}","text":{{text}}}',
    '{"to":{{to}},"text":"{{text}}"}',
    "{{to}} {{text}}",
    '{"to":"{{to}}","text":"{{text}}"',
  ])("is refused as %j", (template) => {
    expect(checkTemplate(template)).toMatchObject({ ok: false, code: "invalid-input" });
  });

  it("is taken with both places inside strings", () => {
    expect(checkTemplate(TEMPLATE).ok).toBe(true);
  });
});

describe("a WhatsApp gateway", () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());

  const settings = () => ({
    kind: "whatsapp" as const,
    url: receiver.url,
    headers: [{ name: "X-Key", value: "kunci" }],
    bodyTemplate: TEMPLATE,
    to: ["6281111111111", "6282222222222", "6283333333333"],
  });

  it("is asked once for each number", async () => {
    const sending = sendingOf();
    expect(await sendWhatsapp(settings(), sending, depsOf())).toMatchObject({ kind: "delivered" });
    const chats = receiver.taken().map((one) => (one as { chatId: string }).chatId);
    expect(chats.toSorted()).toEqual(settings().to.map((to) => `${to}@c.us`));
    expect(receiver.taken()[0]).toMatchObject({ text: `${BODY.title}\n${BODY.text}` });
    expect(sending.list).toHaveLength(3);
    expect(sending.list.join()).not.toContain("628");
    const keys = receiver.received.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(3);
  });

  it("is asked again only for those who were not told", async () => {
    const first = sendingOf();
    await sendWhatsapp({ ...settings(), to: ["6281111111111"] }, first, depsOf());
    receiver.received.length = 0;
    await sendWhatsapp(settings(), sendingOf(first.list), depsOf());
    expect(receiver.received).toHaveLength(2);
    receiver.behave({ kind: "answer", status: 503 });
    const away = await sendWhatsapp(settings(), sendingOf(), depsOf());
    expect(away).toMatchObject({ kind: "away", reason: "server-error" });
    const partly = await sendWhatsapp(settings(), sendingOf(first.list), depsOf());
    expect(partly).toMatchObject({ kind: "refused", reason: "server-error" });
  });
});
