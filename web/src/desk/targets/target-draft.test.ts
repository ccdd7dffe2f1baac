import { targetInputSchema, type TargetInput } from "@resik/contract/http/notifications";
import { describe, expect, it } from "vitest";
import { KEPT, targetPart } from "./parse-targets.ts";
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
    expect([...problemsOf(draft(own))]).toEqual([]);
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
    [{ kind: "webhook", headers: [{ name: "a b", value: "1" }] }, "headers"],
    [{ kind: "whatsapp", to: "12" }, "numbers"],
    [{ kind: "whatsapp", bodyTemplate: '{"to":"{{to}}","text":{{text}}}' }, "bodyTemplate"],
    [{ kind: "email", port: "0" }, "port"],
    [{ kind: "email", to: "" }, "mails"],
    [{ kind: "email", from: "resik" }, "from"],
  ] as const)("as %j has a problem: %s", (own, problem) => {
    expect([...problemsOf(draft(own as Partial<TargetDraft>))]).toContain(problem);
  });

  it("keeps a secret that the server keeps", () => {
    const own = { kind: "telegram", botToken: KEPT, chatId: "1" } as const;
    expect([...problemsOf(draft(own))]).toEqual([]);
    expect(inputOf(draft(own))).toMatchObject({ settings: { botToken: KEPT } });
  });
});
