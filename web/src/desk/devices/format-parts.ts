import type { MappingEntry, PayloadFormat } from "@resik/contract/payload/format";
import type { Quality } from "@resik/contract/payload/quality";
import type { QuarantineReason } from "@resik/contract/quarantine";
import {
  answerOf,
  fields,
  instantMs,
  list,
  literal,
  nullable,
  number,
  oneOf,
  recordOf,
  tagged,
  text,
  type Part,
  type Read,
} from "../../edge/parts.ts";
import { isShape } from "../../edge/shape.ts";
import { QUARANTINE_REASONS } from "../quarantine/quarantine-parts.ts";
import { optional, scalar } from "./device-parts.ts";
import { CHANNELS, FORMATS } from "./format-draft.ts";

export const QUALITIES = [
  "ok",
  "no-echo",
  "blind-zone",
  "tilted",
  "warming-up",
  "sensor-fault",
  "unstable",
  "overload",
] as const satisfies Quality[];

const entryPart: Part<MappingEntry> = (value) => {
  const base = fields({ from: text, channel: oneOf(CHANNELS) })(value);
  if (base === undefined || !isShape(value)) return undefined;
  if (value.quality !== undefined) {
    const quality = recordOf(oneOf(QUALITIES))(value.quality);
    return quality === undefined ? undefined : { ...base, quality };
  }
  const field = text(value.field);
  const scale = optional(number)(value.scale);
  const offset = optional(number)(value.offset);
  const noEchoFrom = optional(number)(value.noEchoFrom);
  const noEcho = optional(list(nullable(number)))(value.noEcho);
  if (field === undefined || scale === undefined || offset === undefined) return undefined;
  if (noEchoFrom === undefined || noEcho === undefined) return undefined;
  return {
    ...base,
    field,
    ...(scale === null ? {} : { scale }),
    ...(offset === null ? {} : { offset }),
    ...(noEchoFrom === null ? {} : { noEchoFrom }),
    ...(noEcho === null ? {} : { noEcho }),
  };
};

const SIZES = ["binDepthMm", "blindZoneMm", "utcOffsetMin"] as const;

const formatPart: Part<PayloadFormat> = (value) => {
  const named = fields({ format: oneOf(FORMATS) })(value);
  if (named === undefined || !isShape(value)) return undefined;
  const { format } = named;
  if (format === "native") return { format };
  const mapping = list(entryPart)(value.mapping);
  if (mapping === undefined) return undefined;
  const sizes: { [K in (typeof SIZES)[number]]?: number } = {};
  for (const key of SIZES) {
    const size = optional(number)(value[key]);
    if (size === undefined) return undefined;
    if (size !== null) sizes[key] = size;
  }
  return { format, mapping, ...sizes };
};

/** `GET` and `PUT devices/{id}/format`. */
export const parseFormat = answerOf(
  fields({ format: formatPart, topic: text, changedAt: nullable(instantMs) }),
);

const readingsPart = fields({
  outcome: literal("readings"),
  readings: list(
    fields({
      channel: oneOf(CHANNELS),
      sampledAt: nullable(instantMs),
      quality: oneOf(QUALITIES),
      fields: recordOf(scalar),
    }),
  ),
});
const heldPart = fields({
  outcome: literal("quarantine"),
  reason: oneOf(QUARANTINE_REASONS satisfies readonly QuarantineReason[]),
  detail: text,
});
export type FormatPreview = Read<typeof readingsPart> | Read<typeof heldPart>;

/** `POST devices/{id}/format/preview`. */
export const parseFormatPreview = answerOf(
  tagged<FormatPreview>("outcome", { readings: readingsPart, quarantine: heldPart }),
);
