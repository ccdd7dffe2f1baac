import { fieldsOf } from "../../series.ts";
import {
  MAPPED_CHANNELS,
  type ForeignPayloadFormat,
  type MappedChannel,
  type MappingEntry,
  type ValueEntry,
} from "../format.ts";
import type { Quality } from "../quality.ts";
import { SCHEMA_VERSION } from "../reading.ts";
import { binLevel } from "./bin-level.ts";
import type { Stamp } from "./identity.ts";
import {
  decoded,
  kindOf,
  plainText,
  refuse,
  type DecodedReading,
  type Outcome,
} from "./outcome.ts";

/** What a document has at the place that an entry names. */
export interface Found {
  entry: MappingEntry;
  value: unknown;
}

/** Brings a number into the unit of the field; refuses one whose unit does not fit. */
export type ToFieldUnit = (value: number, entry: ValueEntry) => Outcome<number>;

const asIs: ToFieldUnit = (value) => decoded(value);

/** The sum of a scale and an offset carries no more digits than this. */
const DIGITS = 12;

interface Draft {
  targets: string[];
  /** What the document said of each target. */
  values: string[];
  fields: Record<string, number>;
  quality: Quality;
  noEcho: boolean;
}

/**
 * The readings of one instant, one for each channel that something was found for; an empty list
 * when nothing was.
 */
export function mappedReadings(
  found: readonly Found[],
  format: ForeignPayloadFormat,
  stamp: Stamp,
  toFieldUnit: ToFieldUnit = asIs,
): Outcome<DecodedReading[]> {
  const drafts = new Map<MappedChannel, Draft>();
  for (const one of found) {
    const { channel } = one.entry;
    const draft = drafts.get(channel) ?? {
      targets: [],
      values: [],
      fields: {},
      quality: "ok",
      noEcho: false,
    };
    const taken = take(one, draft, toFieldUnit);
    if (!taken.ok) return taken;
    if (taken.value) drafts.set(channel, draft);
  }
  return decoded(
    MAPPED_CHANNELS.flatMap((channel) => {
      const draft = drafts.get(channel);
      return draft ? [{ channel, content: contentOf(channel, draft, format, stamp) }] : [];
    }),
  );
}

/** Puts one value into the draft; false when the document says that there is none. */
function take({ entry, value }: Found, draft: Draft, toFieldUnit: ToFieldUnit): Outcome<boolean> {
  if (!("field" in entry)) return takeQuality(entry, value, draft);
  const target = `${entry.channel}.${entry.field}`;
  if (saysNoEcho(entry, value)) {
    draft.noEcho = true;
    note(draft, target, value);
    return decoded(true);
  }
  // A sensor that gave nothing is `null` in many formats: nothing was measured, nothing is stored.
  if (value === null || value === undefined) return decoded(false);
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return refuse(`${entry.from} is ${kindOf(value)}, ${target} takes a number`);
  }
  const inUnit = toFieldUnit(value, entry);
  if (!inUnit.ok) return inUnit;
  const linear = inUnit.value * (entry.scale ?? 1) + (entry.offset ?? 0);
  const isWhole = fieldsOf(entry.channel)[entry.field]?.integer === true;
  draft.fields[entry.field] = isWhole ? Math.round(linear) : Number(linear.toPrecision(DIGITS));
  // Zero has no sign in a measurement, and not every store keeps one.
  if (draft.fields[entry.field] === 0) draft.fields[entry.field] = 0;
  note(draft, target, value);
  return decoded(true);
}

function note(draft: Draft, target: string, value: unknown): void {
  draft.targets.push(target);
  draft.values.push(`${target} ${JSON.stringify(value)}`);
}

const saysNoEcho = (entry: ValueEntry, value: unknown): boolean =>
  ((value === null || typeof value === "number") && entry.noEcho?.includes(value) === true) ||
  (typeof value === "number" && entry.noEchoFrom !== undefined && value >= entry.noEchoFrom);

function takeQuality(
  entry: Exclude<MappingEntry, ValueEntry>,
  value: unknown,
  draft: Draft,
): Outcome<boolean> {
  if (value === null || value === undefined) return decoded(false);
  const text = plainText(value);
  const isNamed = text !== null && Object.hasOwn(entry.quality, text);
  const quality = isNamed ? entry.quality[text] : undefined;
  if (quality === undefined) {
    return refuse(
      `${entry.from}: the mapping names no quality for ${(text ?? kindOf(value)).slice(0, 40)}`,
    );
  }
  draft.quality = quality;
  note(draft, `${entry.channel}.quality`, value);
  return decoded(true);
}

function contentOf(
  channel: MappedChannel,
  draft: Draft,
  format: ForeignPayloadFormat,
  stamp: Stamp,
): Record<string, unknown> {
  const { fields, quality } = channel === "bin" ? withLevel(draft, format) : draft;
  return {
    v: SCHEMA_VERSION,
    ...stamp.identityOf({ targets: draft.targets.toSorted(), values: draft.values.toSorted() }),
    ...(stamp.sampledAtMs === null ? {} : { sampledAt: stamp.sampledAtMs }),
    ...(quality === "ok" ? {} : { quality }),
    // Who sends a document is there: the foreign ones have no word for it.
    ...(channel === "status" ? { state: "online" } : {}),
    ...fields,
  };
}

/** Qualities of a bin's sensor that leave no level. */
const WITHOUT_LEVEL: ReadonlySet<Quality> = new Set(["no-echo", "blind-zone", "sensor-fault"]);

function withLevel(
  draft: Draft,
  format: ForeignPayloadFormat,
): { fields: Record<string, number>; quality: Quality } {
  const { distanceMm, fillRatio, ...others } = draft.fields;
  const level = binLevel({ distanceMm, fillRatio, noEcho: draft.noEcho }, format);
  // What the device itself says of its sensor counts before what we conclude.
  const quality = draft.quality === "ok" ? level.quality : draft.quality;
  const depth = format.binDepthMm === undefined ? {} : { depthMm: format.binDepthMm };
  return { fields: { ...others, ...(WITHOUT_LEVEL.has(quality) ? depth : level.fields) }, quality };
}
