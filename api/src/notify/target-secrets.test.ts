import { KEPT_SECRET, type TargetSettings } from "@resik/contract/http/notifications";
import { describe, expect, it } from "vitest";
import { fillKept, joinSecrets, scrub, splitSecrets } from "./target-secrets.ts";

const WEBHOOK: TargetSettings = {
  kind: "webhook",
  url: "https://hooks.example/resik",
  headers: [{ name: "Authorization", value: "Bearer rahasia" }],
  signingKey: "kunci-tanda",
};
const EMAIL: TargetSettings = {
  kind: "email",
  host: "mail.example",
  port: 587,
  security: "starttls",
  username: "resik",
  password: "sandi surat",
  from: "resik@mail.example",
  to: ["dlh@mail.example"],
};
const TELEGRAM: TargetSettings = {
  kind: "telegram",
  botToken: "12345678:abcdefghijklmnopqrstuvwxyz",
  chatId: "-100123",
};
const WHATSAPP: TargetSettings = {
  kind: "whatsapp",
  url: "http://10.0.0.2:3000/send",
  headers: [{ name: "X-Key", value: "kunci gerbang" }],
  bodyTemplate: '{"to":"{{to}}","text":"{{text}}"}',
  to: ["6281234567890"],
};

describe("secrets of a target", () => {
  it.each([WEBHOOK, EMAIL, TELEGRAM, WHATSAPP, { kind: "web-push" } as const])(
    "are split from $kind settings and join them again",
    (settings) => {
      const { shown, secrets } = splitSecrets(settings);
      for (const secret of Object.values(secrets)) {
        expect(JSON.stringify(shown)).not.toContain(secret);
      }
      expect(joinSecrets(shown, secrets)).toEqual(settings);
      expect(fillKept(shown, { shown, secrets })).toEqual({ ok: true, value: settings });
    },
  );

  it("that are empty are none", () => {
    const { shown, secrets } = splitSecrets({ ...WEBHOOK, signingKey: "", headers: [] });
    expect(secrets).toEqual({});
    expect(shown).toMatchObject({ signingKey: "" });
  });

  it("are not kept for another address", () => {
    const before = splitSecrets(WEBHOOK);
    const moved = { ...before.shown, url: "https://elsewhere.example/resik" } as TargetSettings;
    expect(fillKept(moved, before)).toMatchObject({ ok: false, code: "invalid-input" });
    const samePlace = { ...before.shown, url: "https://hooks.example/other" } as TargetSettings;
    expect(fillKept(samePlace, before).ok).toBe(true);
    const mail = splitSecrets(EMAIL);
    for (const change of [{ host: "evil.example" }, { security: "none" }, { port: 25 }]) {
      expect(fillKept({ ...mail.shown, ...change } as TargetSettings, mail).ok).toBe(false);
    }
  });

  it("that were never entered cannot be kept", () => {
    const { shown } = splitSecrets(WEBHOOK);
    expect(fillKept(shown, null)).toMatchObject({ ok: false });
    expect(fillKept(shown, { shown, secrets: null })).toMatchObject({ ok: false });
    expect(fillKept(shown, splitSecrets(TELEGRAM))).toMatchObject({ ok: false });
  });
});

describe("what is said of a failure", () => {
  it("holds no secret in any form, no control characters and not too much", () => {
    const secret = "12345:a b/c";
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")];
    const text = scrub(`bot ${forms.join(" | ")}\r\nX: 1 ${"y".repeat(1_000)}`, [secret, ""]);
    for (const form of forms) expect(text).not.toContain(form);
    expect(text).toContain(KEPT_SECRET);
    expect(text).not.toMatch(/[\r\n]/);
    expect(text.length).toBeLessThanOrEqual(300);
  });
});
