import { ok } from "@resik/contract/error-code";
import {
  FORMAT_ATTRIBUTE,
  mqttAuthAnswerSchema,
  mqttAuthRequestSchema,
  type MqttAclRule,
  type MqttAuthAnswer,
} from "@resik/contract/http/mqtt-auth";
import { SERVICE_CHANNELS } from "@resik/contract/channel";
import { isSlug } from "@resik/contract/slug";
import { TOPIC_ROOT } from "@resik/contract/topic";
import type { RouteDeps } from "../deps.ts";
import { defineRoute, type Route } from "../http/route.ts";
import { isSecretOfHash, sha256Hex } from "../registry/secret-hash.ts";
import type { RegistryDb } from "../registry/tables.ts";

/** Compared with when there is no such device, so that both cases take the same work. */
const NOBODY_SHA256 = sha256Hex("resik: no device has this secret");

/** Levels below its own topic on which firmware such as Tasmota talks whether it is asked or not. */
const FIRMWARE_LEVELS = ["tele", "stat", "cmnd"] as const;

/** What a device may do, in the order in which the broker tries it. */
export function aclOf(site: string, device: string, isForeign = false): MqttAclRule[] {
  const prefix = `${TOPIC_ROOT}/${site}/${device}`;
  const asides = isForeign ? FIRMWARE_LEVELS : [];
  return [
    ...[...SERVICE_CHANNELS].map((channel): MqttAclRule => ({
      permission: "deny",
      action: "publish",
      topic: `${prefix}/${channel}`,
    })),
    { permission: "allow", action: "publish", topic: `${prefix}/+` },
    ...asides.map((level): MqttAclRule => ({
      permission: "allow",
      action: "publish",
      topic: `${prefix}/${level}/+`,
    })),
    { permission: "allow", action: "subscribe", topic: `${prefix}/config` },
    { permission: "allow", action: "subscribe", topic: `${prefix}/command` },
  ];
}

const DENY: MqttAuthAnswer = { result: "deny" };

/** One indexed look-up: a whole district may come back at once. */
export async function authenticateDevice(
  db: RegistryDb,
  username: string,
  password: string,
): Promise<MqttAuthAnswer> {
  if (!isSlug(username)) return DENY;
  const device = await db
    .selectFrom("devices")
    .leftJoin("payload_formats", "payload_formats.device", "devices.id")
    .select(["site", "secret_sha256", "retired_at_ms", "payload_formats.format"])
    .where("id", "=", username)
    .executeTakeFirst();
  const isRight = isSecretOfHash(password, device?.secret_sha256 ?? NOBODY_SHA256);
  if (!device || !isRight || device.retired_at_ms !== null) return DENY;
  const { site, format } = device;
  if (format === null) return { result: "allow", is_superuser: false, acl: aclOf(site, username) };
  const acl = aclOf(site, username, true);
  return {
    result: "allow",
    is_superuser: false,
    client_attrs: { [FORMAT_ATTRIBUTE]: format },
    acl,
  };
}

export const mqttAuthenticateRoutes = ({ events }: RouteDeps): Route[] => [
  defineRoute({
    method: "post",
    path: "/mqtt/authenticate",
    summary: "The broker asks whether a device may connect (EMQX's HTTP authenticator)",
    access: "broker",
    body: mqttAuthRequestSchema,
    answer: { schema: mqttAuthAnswerSchema },
    async handle({ db, body }) {
      const answer = await authenticateDevice(db, body.username, body.password);
      events.authenticated(answer.result === "allow" ? "allow" : "deny");
      return ok(answer);
    },
  }),
];
