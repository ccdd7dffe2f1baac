import { z } from "zod";
import type { StoredChannel } from "../channel.ts";
import { fieldsOf, type FieldSpec } from "../series.ts";
import { qualitySchema } from "./quality.ts";

export const SCHEMA_VERSION = 1;
export const SEQ_MAX = 4_294_967_295;
export const bootSchema = z.string().regex(/^[A-Za-z0-9_-]{4,40}$/);

/** RFC 3339 in UTC, or whole epoch milliseconds. */
export const sampledAtSchema = z.union([
  z.iso.datetime(),
  z.int().min(0).max(8_640_000_000_000_000),
]);

const envelope = {
  v: z.literal(SCHEMA_VERSION),
  boot: bootSchema,
  seq: z.int().min(0).max(SEQ_MAX),
  sampledAt: sampledAtSchema.optional(),
  quality: qualitySchema.optional(),
};

function fieldSchema(spec: FieldSpec): z.ZodType {
  let schema: z.ZodType;
  switch (spec.kind) {
    case "boolean":
      schema = z.boolean();
      break;
    case "text":
      schema = z.string().max(spec.lengthMax ?? 0);
      break;
    case "number": {
      const number = spec.integer ? z.int() : z.number();
      schema = number
        .min(spec.min ?? Number.MIN_SAFE_INTEGER)
        .max(spec.max ?? Number.MAX_SAFE_INTEGER);
      break;
    }
  }
  return spec.required ? schema : schema.optional();
}

function channelSchema(channel: StoredChannel) {
  const fields = Object.entries(fieldsOf(channel)).map(
    ([name, spec]) => [name, fieldSchema(spec)] as const,
  );
  return z.strictObject({ ...envelope, ...Object.fromEntries(fields) });
}

type Payload = z.infer<z.ZodObject<typeof envelope>> & Record<string, unknown>;

/** A payload's own rules beyond type and bounds; the text says what is wrong, null when fine. */
function contradiction(channel: StoredChannel, payload: Payload): string | null {
  switch (channel) {
    case "bin":
      return binContradiction(payload);
    case "status":
      return payload.state === "online" || payload.state === "offline"
        ? null
        : "state is neither online nor offline";
    case "air":
    case "scale":
    case "deposit":
    case "place":
    case "bank":
    case "alert":
    case "pipeline":
      return null;
  }
}

/** No echo is never a level: "empty" and "full" would both be lies. */
function binContradiction(payload: Payload): string | null {
  const hasLevel = payload.distanceMm !== undefined || payload.fillRatio !== undefined;
  if (payload.quality === "no-echo" && hasLevel) return "no-echo with a level";
  return null;
}

const withRules = (channel: StoredChannel) =>
  channelSchema(channel).superRefine((payload, context) => {
    const message = contradiction(channel, payload);
    if (message !== null) context.addIssue({ code: "custom", message });
  });

/** What may be said on each stored channel. Unknown keys are refused, not dropped. */
export const READING_PAYLOADS = {
  bin: withRules("bin"),
  air: withRules("air"),
  scale: withRules("scale"),
  status: withRules("status"),
  deposit: withRules("deposit"),
  place: withRules("place"),
  bank: withRules("bank"),
  alert: withRules("alert"),
  pipeline: withRules("pipeline"),
} satisfies Record<StoredChannel, z.ZodType>;

/** The common part of every reading's payload; the rest are the channel's fields. */
export type ReadingPayload = Payload;
