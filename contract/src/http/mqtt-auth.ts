import { z } from "zod";

/** What the broker asks, in the form of EMQX's HTTP authenticator. */
export const mqttAuthRequestSchema = z.object({
  clientid: z.string().max(256),
  username: z.string().max(256),
  password: z.string().max(1_024),
  peerhost: z.string().max(64).optional(),
});
export type MqttAuthRequest = z.infer<typeof mqttAuthRequestSchema>;

export const mqttAclRuleSchema = z.object({
  permission: z.enum(["allow", "deny"]),
  action: z.enum(["publish", "subscribe", "all"]),
  topic: z.string().max(512),
});
export type MqttAclRule = z.infer<typeof mqttAclRuleSchema>;

/**
 * The client attribute that carries a foreign device's payload format as JSON. The broker writes it
 * beside each of the device's uplinks and never reads it.
 */
export const FORMAT_ATTRIBUTE = "payload_format";
const ATTRIBUTES_MAX = 8;

/** The answer in the form EMQX reads; rules are tried in order, no match denies. */
export const mqttAuthAnswerSchema = z.object({
  result: z.enum(["allow", "deny", "ignore"]),
  is_superuser: z.boolean().optional(),
  /** EMQX 5.7 and later keep these with the session; names and values are strings. */
  client_attrs: z
    .record(z.string().max(64), z.string().max(4_096))
    .refine((attributes) => Object.keys(attributes).length <= ATTRIBUTES_MAX)
    .optional(),
  acl: z.array(mqttAclRuleSchema).max(64).optional(),
  /** Epoch seconds; the session ends then. */
  expire_at: z.int().optional(),
});
export type MqttAuthAnswer = z.infer<typeof mqttAuthAnswerSchema>;
