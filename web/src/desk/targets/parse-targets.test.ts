import {
  DELIVERY_STATES as CONTRACT_STATES,
  deliverySchema,
  KEPT_SECRET,
  TARGET_KINDS,
  targetViewSchema,
  type TargetSettings,
} from "@resik/contract/http/notifications";
import { expect, it } from "vitest";
import {
  DELIVERY_STATES,
  deliveryPart,
  KEPT,
  KINDS,
  originOf,
  targetPart,
} from "./parse-targets.ts";

const SETTINGS: TargetSettings[] = [
  { kind: "webhook", url: "https://a.example/kait?kunci=1", headers: [], signingKey: KEPT_SECRET },
  {
    kind: "email",
    host: "a.example",
    port: 465,
    security: "tls",
    username: "",
    password: "",
    from: "a@a.example",
    to: ["b@a.example"],
  },
  { kind: "telegram", botToken: KEPT_SECRET, chatId: "-1" },
  {
    kind: "whatsapp",
    url: "http://10.0.0.1/",
    headers: [],
    bodyTemplate: "{}",
    to: ["62812345678"],
  },
  { kind: "web-push" },
];

it.each(SETTINGS)("reads a $kind target as the contract writes it", (settings) => {
  const view = targetViewSchema.parse({
    id: "grup",
    name: "Grup",
    enabled: true,
    language: "id",
    severityMin: "high",
    sites: ["pasar"],
    tellsResolved: true,
    onlyEscalated: false,
    settings,
    createdAt: "2026-11-02T03:00:00.000Z",
    waiting: 1,
    failed: 2,
    phones: 0,
    lastDeliveredAt: "2026-11-02T03:00:00.000Z",
    lastFailure: null,
  });
  const target = targetPart(view);
  expect(target).toMatchObject({ id: "grup", settings: { kind: settings.kind } });
  const origins: Record<string, string> = {
    webhook: "https://a.example",
    whatsapp: "http://10.0.0.1",
  };
  expect(target && originOf(target)).toBe(origins[settings.kind] ?? null);
  expect(targetPart({ ...view, settings: { kind: "sms" } })).toBeUndefined();
});

it("reads a line of the log, and knows the contract's words", () => {
  const line = deliverySchema.parse({
    id: "pesan1",
    target: "grup",
    targetName: "Grup",
    state: "failed",
    title: "Bak penuh",
    text: "Bak 07",
    alerts: 1,
    tries: 3,
    createdAt: "2026-11-02T03:00:00.000Z",
    deliveredAt: null,
    nextTryAt: null,
    lastFailure: "answered 500",
  });
  expect(deliveryPart(line)).toMatchObject({ id: "pesan1", state: "failed", tries: 3 });
  expect(DELIVERY_STATES).toEqual(CONTRACT_STATES);
  expect([...KINDS].sort()).toEqual([...TARGET_KINDS].sort());
  expect(KEPT).toBe(KEPT_SECRET);
});
