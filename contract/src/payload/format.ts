import { z } from "zod";
import { fieldsOf } from "../series.ts";
import { qualitySchema } from "./quality.ts";

/** Formats that ingest turns into readings; `native` is ours and needs no mapping. */
export const FOREIGN_FORMATS = ["senml", "chirpstack", "tasmota"] as const;
export type ForeignFormat = (typeof FOREIGN_FORMATS)[number];

/**
 * Channels that a foreign document may become readings of. Weighings are not among them: what
 * money is made from comes from scales that say themselves whether a weight is stable.
 */
export const MAPPED_CHANNELS = ["bin", "air", "status"] as const;
export type MappedChannel = (typeof MAPPED_CHANNELS)[number];

/** Entries of one mapping; more are refused. */
export const MAPPING_ENTRIES_MAX = 32;
/** A format as JSON in bytes: it travels beside every message of its device. */
export const FORMAT_BYTES_MAX = 2_048;
/** Western Indonesian time, which devices of this country mean by a time without a zone. */
export const UTC_OFFSET_MIN_DEFAULT = 420;

const finite = z.number().min(-1e12).max(1e12);

/** Where a value stands: keys joined by dots, or in SenML the resolved name. */
const fromSchema = z.string().min(1).max(120);

const valueEntrySchema = z.strictObject({
  from: fromSchema,
  channel: z.enum(MAPPED_CHANNELS),
  /** A numeric field of the channel. */
  field: z.string().min(1).max(40),
  /** What is stored is `value * scale + offset`, in the field's unit. */
  scale: finite.refine((scale) => scale !== 0).optional(),
  offset: finite.optional(),
  /** Values as they stand in the document that say "no echo"; `null` too. Only for `distanceMm`. */
  noEcho: z.array(finite.nullable()).min(1).max(4).optional(),
  /** Values from here on say "no echo". Only for `distanceMm`. */
  noEchoFrom: finite.optional(),
});

const qualityEntrySchema = z.strictObject({
  from: fromSchema,
  channel: z.enum(MAPPED_CHANNELS),
  /** Quality by the value as text; a value that is not among them is refused. */
  quality: z
    .record(z.string().max(40), qualitySchema)
    .refine((byValue) => Object.keys(byValue).length > 0 && Object.keys(byValue).length <= 16),
});

export const mappingEntrySchema = z.union([valueEntrySchema, qualityEntrySchema]);
export type MappingEntry = z.infer<typeof mappingEntrySchema>;
export type ValueEntry = z.infer<typeof valueEntrySchema>;

export const foreignFormatSchema = z
  .strictObject({
    format: z.enum(FOREIGN_FORMATS),
    mapping: z.array(mappingEntrySchema).min(1).max(MAPPING_ENTRIES_MAX),
    /** Distance from the sensor to the floor of the empty bin: fill is computed from it. */
    binDepthMm: z.int().min(100).max(10_000).optional(),
    /** Distances below it cannot be measured by the sensor: `blind-zone`, without a level. */
    blindZoneMm: z.int().min(1).max(2_000).optional(),
    /** For times without a zone (Tasmota); absent: {@link UTC_OFFSET_MIN_DEFAULT}. */
    utcOffsetMin: z.int().min(-720).max(840).optional(),
  })
  .superRefine((given, context) => {
    for (const message of mistakesIn(given)) context.addIssue({ code: "custom", message });
  });
export type ForeignPayloadFormat = z.infer<typeof foreignFormatSchema>;

/** How a device's payloads are to be read. */
export const payloadFormatSchema = z.union([
  z.strictObject({ format: z.literal("native") }),
  foreignFormatSchema,
]);
export type PayloadFormat = z.infer<typeof payloadFormatSchema>;

/** Numeric fields of a channel that a mapping may fill; `depthMm` comes from `binDepthMm`. */
export const isMappableField = (channel: MappedChannel, field: string): boolean =>
  Object.keys(fieldsOf(channel)).includes(field) &&
  fieldsOf(channel)[field]?.kind === "number" &&
  field !== "depthMm";

interface Draft {
  mapping: readonly MappingEntry[];
  binDepthMm?: number | undefined;
  blindZoneMm?: number | undefined;
}

function* mistakesIn(given: Draft): Generator<string> {
  const taken = new Set<string>();
  for (const entry of given.mapping) {
    const field = "field" in entry ? entry.field : "quality";
    const target = `${entry.channel}.${field}`;
    if (taken.has(target)) yield `${target} is mapped twice`;
    taken.add(target);
    if (!("field" in entry)) continue;
    if (!isMappableField(entry.channel, field)) yield `${target} is no numeric field`;
    const saysNoEcho = entry.noEcho !== undefined || entry.noEchoFrom !== undefined;
    if (saysNoEcho && target !== "bin.distanceMm") yield `${target} has no echo`;
  }
  const hasDistance = taken.has("bin.distanceMm");
  const { binDepthMm, blindZoneMm } = given;
  if (hasDistance && binDepthMm === undefined && !taken.has("bin.fillRatio")) {
    yield "bin.distanceMm needs binDepthMm, or bin.fillRatio beside it";
  }
  if (!hasDistance && (binDepthMm !== undefined || blindZoneMm !== undefined)) {
    yield "binDepthMm and blindZoneMm need bin.distanceMm";
  }
  if (binDepthMm !== undefined && blindZoneMm !== undefined && blindZoneMm >= binDepthMm) {
    yield "blindZoneMm is not below binDepthMm";
  }
  const bytes = new TextEncoder().encode(JSON.stringify(given)).byteLength;
  if (bytes > FORMAT_BYTES_MAX)
    yield `the format has ${bytes} bytes, ${FORMAT_BYTES_MAX} are allowed`;
}

/** A format as it travels beside a message; null when it is not one that we can follow. */
export function parseForeignFormat(text: string): ForeignPayloadFormat | null {
  try {
    const parsed = foreignFormatSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: written by another version of the api, or not by ours at all.
    return null;
  }
}
