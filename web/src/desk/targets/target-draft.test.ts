import { targetInputSchema, type TargetInput } from "@resik/contract/http/notifications";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KEPT, targetPart, type Target } from "./parse-targets.ts";
import { draftOf, inputOf, problemsOf, type TargetDraft } from "./target-draft.ts";

const draft = (own: Partial<TargetDraft>): TargetDraft => ({
  ...draftOf(null),
  name: "Grup",
  ...own,
});

const RIGHT: Partial<TargetDraft>[] = [
  { kind: "telegram", botToken: "12345678:abcdefghijklmnopqrstuvwxyz", chatId: "-1001234" },
  { kind: "webhook", url: "https://a.example/x", headers: [{ name: "X-Key", value: "1" }] },
  { kind: "whatsapp", url: "http://10.0.0.2:3000/", to: "+62 812-3456-7890\n6281111111111" },
  {
    kind: "email",
    host: "mail.example",
    port: "587",
    security: "starttls",
    from: "a@a.example",
    to: "b@a.example, c@a.example",
  },
  { kind: "web-push" },
];

describe("a draft", () => {
  it.each(RIGHT)("of $kind that has no problem is what the api takes", (own) => {
    expect([...problemsOf(draft(own), null)]).toEqual([]);
    expect(targetInputSchema.safeParse(inputOf(draft(own)))).toMatchObject({ success: true });
  });

  it.each(RIGHT)("of $kind comes back from the api as it was sent", (own) => {
    const input: TargetInput = targetInputSchema.parse(inputOf(draft(own)));
    const shown = targetPart({
      ...input,
      id: "grup",
      waiting: 0,
      failed: 0,
      phones: 0,
      lastDeliveredAt: null,
      lastFailure: null,
    });
    expect(shown).toBeDefined();
    expect(inputOf(draftOf(shown ?? null))).toEqual(input);
  });

  it.each([
    [{ name: " " }, "name"],
    [{ kind: "telegram", botToken: "abc" }, "botToken"],
    [{ kind: "telegram", chatId: "grup" }, "chatId"],
    [{ kind: "webhook", url: "mail.example" }, "url"],
    [{ kind: "webhook", url: "https:/a.example" }, "url"],
    [{ kind: "webhook", url: "https://" }, "url"],
    [{ kind: "webhook", url: "https://nama:sandi@a.example/" }, "url"],
    [{ kind: "webhook", headers: [{ name: "a b", value: "1" }] }, "headers"],
    [{ kind: "whatsapp", to: "12" }, "numbers"],
    [{ kind: "whatsapp", bodyTemplate: '{"to":"{{to}}","text":{{text}}}' }, "bodyTemplate"],
    [{ kind: "whatsapp", bodyTemplate: '{"to":{{to}},"text":"{{text}}"}' }, "bodyTemplate"],
    [{ kind: "email", port: "0" }, "port"],
    [{ kind: "email", to: "" }, "mails"],
    [{ kind: "email", from: "resik" }, "from"],
    [{ kind: "email", from: "a..b@a.example" }, "from"],
    [{ kind: "email", to: "a@a.b" }, "mails"],
  ] as const)("as %j has a problem: %s", (own, problem) => {
    expect([...problemsOf(draft(own as Partial<TargetDraft>), null)]).toContain(problem);
  });

  it("keeps a secret that the server keeps", () => {
    const own = { kind: "telegram", botToken: KEPT, chatId: "1" } as const;
    expect([...problemsOf(draft(own), null)]).toEqual([]);
    expect(inputOf(draft(own))).toMatchObject({ settings: { botToken: KEPT } });
  });

  it("is either a problem or what the api takes, whatever is typed", () => {
    const any = fc.record({
      kind: fc.constantFrom<TargetDraft["kind"]>("telegram", "whatsapp", "email", "webhook"),
      url: fc.oneof(fc.webUrl(), fc.string(), fc.constant("http://"), fc.constant("http://a b")),
      host: fc.string(),
      from: fc.oneof(fc.emailAddress(), fc.string()),
      to: fc.oneof(fc.emailAddress(), fc.constant("081234567890"), fc.string()),
      port: fc.oneof(fc.integer().map(String), fc.string()),
      botToken: fc.oneof(fc.constant(KEPT), fc.string()),
      chatId: fc.oneof(fc.integer().map(String), fc.string()),
      headers: fc.array(fc.record({ name: fc.string(), value: fc.string() }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(any, (own) => {
        const given = draft(own);
        const isTaken = targetInputSchema.safeParse(inputOf(given)).success;
        expect(problemsOf(given, null).size > 0 || isTaken).toBe(true);
      }),
    );
  });
});

describe("what is stored", () => {
  const savedAs = (own: Partial<TargetDraft>): Target => {
    const shown = targetPart({
      ...inputOf(draft(own)),
      id: "grup",
      waiting: 0,
      failed: 0,
      phones: 0,
      lastDeliveredAt: null,
      lastFailure: null,
    });
    if (shown === undefined) throw new Error("a target is read as it was written");
    return shown;
  };
  const webhook = savedAs({
    kind: "webhook",
    url: "https://a.example/x",
    signingKey: KEPT,
    headers: [{ name: "X-Key", value: KEPT }],
  });
  const mail = savedAs({
    kind: "email",
    host: "mail.example",
    port: "465",
    username: "resik",
    password: KEPT,
    from: "a@a.example",
    to: "b@a.example",
  });
  const found = (saved: Target, own: Partial<TargetDraft>): string[] => [
    ...problemsOf({ ...draftOf(saved), ...own }, saved),
  ];

  it("stays where only a path, a name or a recipient changes", () => {
    expect(found(webhook, {})).toEqual([]);
    expect(found(webhook, { url: "https://a.example/y", name: "Lain" })).toEqual([]);
    expect(found(webhook, { headers: [{ name: "x-key", value: KEPT }] })).toEqual([]);
    expect(found(mail, { to: "c@a.example", port: "465" })).toEqual([]);
  });

  it.each([
    [{ url: "https://b.example/x" }],
    [{ url: "http://a.example/x" }],
    [{ url: "https://a.example:8443/x" }],
    [{ url: "https://b.example/x", signingKey: "" }],
  ])("is entered again where the address of a webhook changes: %j", (own) => {
    expect(found(webhook, own)).toEqual(["secret"]);
  });

  it.each([
    [{ host: "b.example" }],
    [{ port: "587" }],
    [{ security: "none" }],
    [{ username: "x" }],
  ])("is entered again where the mail server changes: %j", (own) => {
    expect(found(mail, own as Partial<TargetDraft>)).toEqual(["secret"]);
    expect(found(mail, { ...own, password: "baru" } as Partial<TargetDraft>)).toEqual([]);
  });

  it("is entered again for a header under another name", () => {
    expect(found(webhook, { headers: [{ name: "X-Other", value: KEPT }] })).toEqual([
      "headerSecret",
    ]);
    expect(found(webhook, { headers: [{ name: "X-Other", value: "1" }] })).toEqual([]);
  });
});
