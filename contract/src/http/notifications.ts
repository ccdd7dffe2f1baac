import { z } from "zod";
import { ALERT_SEVERITIES } from "../alert-rule.ts";
import { siteIdSchema } from "../slug.ts";
import { pageQueryShape } from "./page.ts";
import { instantSchema } from "./readings.ts";

/** Places to which messages about alerts are sent. */
export const TARGET_KINDS = ["webhook", "email", "telegram", "whatsapp", "web-push"] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export const TARGETS_MAX = 50;
/** What stands for a secret that is kept: sent back unchanged it stays as it is. */
export const KEPT_SECRET = "••••••••";

export const targetIdSchema = z.string().regex(/^[a-z0-9]{4,40}$/);
export const targetParamsSchema = z.object({ id: targetIdSchema });

const httpUrlSchema = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { username, password } = new URL(text);
    return username === "" && password === "";
  }, "a name and password do not stand in the address: it is shown; enter them as a header");
const headersSchema = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[A-Za-z0-9-]{1,60}$/),
      value: z.string().max(500),
    }),
  )
  .max(10);

/** Settings of each kind; fields marked secret come back as `KEPT_SECRET`. */
export const targetSettingsSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("webhook"),
    /** Shown whole to administrators alone: to others of staff its origin. */
    url: httpUrlSchema,
    /** Values are secret. */
    headers: headersSchema,
    /** Signs the body (HMAC-SHA-256, header `Resik-Signature`); secret; empty for none. */
    signingKey: z.string().max(200),
  }),
  z.strictObject({
    kind: z.literal("email"),
    host: z.string().min(1).max(200),
    port: z.int().min(1).max(65_535),
    /** `tls`: from the first byte; `starttls`: required; `none`: only for a relay on this machine. */
    security: z.enum(["tls", "starttls", "none"]),
    username: z.string().max(200),
    /** Secret. */
    password: z.string().max(200),
    from: z.email(),
    to: z.array(z.email()).min(1).max(20),
  }),
  z.strictObject({
    kind: z.literal("telegram"),
    /** Secret. */
    botToken: z.string().regex(/^(\d{5,20}:[A-Za-z0-9_-]{20,60}|•+)$/),
    chatId: z.string().regex(/^(-?\d{1,20}|@[A-Za-z0-9_]{5,32})$/),
    /** Absent: Telegram's own. For a proxy of one's own. */
    apiUrl: httpUrlSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal("whatsapp"),
    /** A gateway's address, shown as that of a webhook; gateways differ, so the body is a template. */
    url: httpUrlSchema,
    /** Values are secret. */
    headers: headersSchema,
    /** JSON with {{text}} and {{to}} inside strings. */
    bodyTemplate: z.string().min(2).max(4_000),
    to: z
      .array(z.string().regex(/^\+?\d{8,15}$/))
      .min(1)
      .max(20),
  }),
  /** Every phone of a member of staff that has asked for it. */
  z.strictObject({ kind: z.literal("web-push") }),
]);
export type TargetSettings = z.infer<typeof targetSettingsSchema>;

export const targetInputSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  enabled: z.boolean(),
  language: z.enum(["id", "en"]),
  /** Alerts from this severity on. */
  severityMin: z.enum(ALERT_SEVERITIES),
  /** Empty: all sites. */
  sites: z.array(siteIdSchema).max(200),
  /** Also told when an alert ends. */
  tellsResolved: z.boolean(),
  /** Told only of alerts that nobody acknowledged in time. */
  onlyEscalated: z.boolean(),
  settings: targetSettingsSchema,
});
export type TargetInput = z.infer<typeof targetInputSchema>;

export const targetViewSchema = targetInputSchema.extend({
  id: targetIdSchema,
  createdAt: instantSchema,
  /** Messages that wait, among them those that failed and are tried again. */
  waiting: z.int(),
  lastDeliveredAt: instantSchema.nullable(),
  /** Messages given up in the last 30 days. */
  failed: z.int(),
  /** Why the newest try failed; null when it did not. */
  lastFailure: z.string().nullable(),
  /** Web push: phones that are told; 0 for the other kinds. */
  phones: z.int(),
});
export type TargetView = z.infer<typeof targetViewSchema>;
export const targetListSchema = z.object({ targets: z.array(targetViewSchema) });

/** `POST notification-targets/{id}/remove`: it is gone; its log stays. */
export const targetRemovedSchema = z.object({ id: targetIdSchema });

/** `POST notification-targets/{id}/test`: what came of it, within seconds. */
export const targetTestSchema = z.object({
  ok: z.boolean(),
  /** What the other side said, or why nobody answered. */
  detail: z.string(),
  tookMs: z.int(),
});

/** `waiting`: not tried yet or tried again later; `failed`: given up, with the reason. */
export const DELIVERY_STATES = ["waiting", "delivered", "failed"] as const;

/** `GET notifications`: the delivery log, newest first. */
export const deliverySchema = z.object({
  id: z.string(),
  target: targetIdSchema,
  targetName: z.string(),
  state: z.enum(DELIVERY_STATES),
  /** First line of what was said. */
  title: z.string(),
  /** All of what was said, as plain text. */
  text: z.string(),
  /** How many alerts were told of in this one message. */
  alerts: z.int(),
  tries: z.int(),
  createdAt: instantSchema,
  deliveredAt: instantSchema.nullable(),
  nextTryAt: instantSchema.nullable(),
  lastFailure: z.string().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const deliveryListQuerySchema = z.object({
  ...pageQueryShape,
  target: targetIdSchema.optional(),
  state: z.enum(DELIVERY_STATES).optional(),
  alert: z.string().max(40).optional(),
});

export const deliveryParamsSchema = z.object({ id: z.string().regex(/^[a-z0-9]{4,40}$/) });

/** What a message says of one alert. */
export const TOLD_STATES = ["open", "escalated", "resolved"] as const;
export type ToldState = (typeof TOLD_STATES)[number];

/** The body of a webhook, and what every other kind of message is made from. */
export const notificationBodySchema = z.object({
  /** The same for each try of one message: whoever has seen it has seen it. */
  id: z.string(),
  kind: z.enum(["alerts", "test"]),
  language: z.enum(["id", "en"]),
  createdAt: instantSchema,
  title: z.string(),
  /** Plain text, lines ended by a line feed; long lists are cut and say how many are left. */
  text: z.string(),
  /** All of them, never cut. */
  alerts: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      ruleName: z.string(),
      severity: z.enum(ALERT_SEVERITIES),
      state: z.enum(TOLD_STATES),
      site: z.string(),
      siteName: z.string(),
      areaName: z.string(),
      subject: z.string(),
      subjectName: z.string(),
      /** What was measured, in the unit of its rule; null where nothing was. */
      value: z.number().nullable(),
      /** The same with its unit, for people; null where nothing was. */
      valueText: z.string().nullable(),
      openedAt: instantSchema,
      resolvedAt: instantSchema.nullable(),
      /** The page of the alert; null where the system has no public address. */
      url: z.string().nullable(),
      /** Which of its transitions this tells of. */
      transitions: z.array(z.object({ seq: z.int(), at: instantSchema })),
    }),
  ),
});
export type NotificationBody = z.infer<typeof notificationBodySchema>;
export type NotificationAlert = NotificationBody["alerts"][number];

/** `GET me/push`: the key a browser needs; `POST me/push`: its subscription. */
export const pushKeySchema = z.object({
  publicKey: z.string(),
  /** Whether there is a target of this kind that is switched on: else nothing is ever told. */
  isUsed: z.boolean(),
});
export const pushDoneSchema = z.object({ subscribed: z.boolean() });
export const pushSubscriptionSchema = z.strictObject({
  endpoint: z.url({ protocol: /^https$/ }).max(1_000),
  expirationTime: z.number().nullable().optional(),
  keys: z.strictObject({
    p256dh: z.string().regex(/^[A-Za-z0-9_-]{80,100}={0,2}$/),
    auth: z.string().regex(/^[A-Za-z0-9_-]{20,32}={0,2}$/),
  }),
});
export type PushSubscriptionInput = z.infer<typeof pushSubscriptionSchema>;
/** `POST me/push/end`. */
export const pushEndSchema = z.strictObject({ endpoint: z.string().max(1_000) });
