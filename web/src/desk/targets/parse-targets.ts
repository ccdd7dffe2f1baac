import type { TargetKind } from "@resik/contract/http/notifications";
import {
  answerOf,
  fields,
  flag,
  instantMs,
  integer,
  list,
  literal,
  nullable,
  oneOf,
  tagged,
  text,
  type Part,
  type Read,
} from "../../edge/parts.ts";
import { SEVERITIES } from "../edge/parse-alerts.ts";

/** Kinds in the order of the form; a test holds them against the contract. */
export const KINDS = [
  "telegram",
  "whatsapp",
  "email",
  "web-push",
  "webhook",
] as const satisfies readonly TargetKind[];
export const SECURITIES = ["tls", "starttls", "none"] as const;
export const DELIVERY_STATES = ["waiting", "delivered", "failed"] as const;
export const LANGUAGES = ["id", "en"] as const;
/** What stands for a secret that the server keeps. */
export const KEPT = "••••••••";

const headers = list(fields({ name: text, value: text }));
const optionalText: Part<string> = (value) => (value === undefined ? "" : text(value));

type Settings =
  | Read<typeof webhook>
  | Read<typeof email>
  | Read<typeof telegram>
  | Read<typeof whatsapp>
  | Read<typeof webPush>;

const webhook = fields({ kind: literal("webhook"), url: text, headers, signingKey: text });
const email = fields({
  kind: literal("email"),
  host: text,
  port: integer,
  security: oneOf(SECURITIES),
  username: text,
  password: text,
  from: text,
  to: list(text),
});
const telegram = fields({
  kind: literal("telegram"),
  botToken: text,
  chatId: text,
  apiUrl: optionalText,
});
const whatsapp = fields({
  kind: literal("whatsapp"),
  url: text,
  headers,
  bodyTemplate: text,
  to: list(text),
});
const webPush = fields({ kind: literal("web-push") });

export const targetPart = fields({
  id: text,
  name: text,
  enabled: flag,
  language: oneOf(LANGUAGES),
  severityMin: oneOf(SEVERITIES),
  sites: list(text),
  tellsResolved: flag,
  onlyEscalated: flag,
  settings: tagged<Settings>("kind", { webhook, email, telegram, whatsapp, "web-push": webPush }),
  waiting: integer,
  failed: integer,
  phones: integer,
  lastDeliveredAt: nullable(instantMs),
  lastFailure: nullable(text),
});
export type Target = Read<typeof targetPart>;
export const parseTarget = answerOf(targetPart);
/**
 * The web address to which a target sends, without what stands behind it; null where it has none.
 * Whoever may not change targets is given no more of it.
 */
export function originOf({ settings }: Target): string | null {
  if (settings.kind !== "webhook" && settings.kind !== "whatsapp") return null;
  return /^https?:\/\/[^/?#]+/i.exec(settings.url)?.[0] ?? null;
}
/** `GET notification-targets`. */
export const parseTargets = answerOf(fields({ targets: list(targetPart) }));

/** One line of `GET notifications`. */
export const deliveryPart = fields({
  id: text,
  targetName: text,
  state: oneOf(DELIVERY_STATES),
  title: text,
  text,
  alerts: integer,
  tries: integer,
  createdAt: instantMs,
  deliveredAt: nullable(instantMs),
  nextTryAt: nullable(instantMs),
  lastFailure: nullable(text),
});
export type DeliveryRow = Read<typeof deliveryPart>;
export const parseDelivery = answerOf(deliveryPart);

export const parseTest = answerOf(fields({ ok: flag, detail: text, tookMs: integer }));
export const parseRemoved = answerOf(fields({ id: text }));
export const parsePushKey = answerOf(fields({ publicKey: text, isUsed: flag }));
export const parsePushDone = answerOf(fields({ subscribed: flag }));
