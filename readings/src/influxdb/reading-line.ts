import { isStoredChannel, type StoredChannel } from "@resik/contract/channel";
import { QUALITIES } from "@resik/contract/payload/quality";
import type { FieldValue, Reading } from "@resik/contract/reading";
import { fieldsOf, tagFieldsOf, type FieldSpec } from "@resik/contract/series";
import { bootSlot, SEQ_SLOTS } from "../instant-order.ts";
import { isInfluxTime } from "./condition.ts";
import { encodeTag, escapedName, numberText, quotedText } from "./line.ts";
import { readingMeasurement } from "./own-measurement.ts";
import { faultOf, optionalTag, pointTimeNs, UNSPEAKABLE } from "./point.ts";

/** The line of a reading, or why it can never be stored, for a person. */
export type EncodedReading = { ok: true; line: string } | { ok: false; fault: string };

/** Devices and boots whose texts are remembered; at the maximum all are forgotten. */
const REMEMBERED_MAX = 50_000;

/**
 * Encodes readings as `encodeLine` would, and checks them on the way. Every reading of a district
 * passes here, so all that is the same from one to the next is kept as text: the names of a
 * channel's fields, the tags of a device, a boot and its slot, digits.
 */
export function createReadingEncoder(): (reading: Reading) => EncodedReading {
  const encoders = new Map<string, ChannelEncoder>();
  const boots = createBootMemory();

  return (reading) => {
    const { channel } = reading;
    let encode = encoders.get(channel);
    if (!encode && isStoredChannel(channel)) {
      encoders.set(channel, (encode = createChannelEncoder(channel, boots)));
    }
    const line = encode?.(reading) ?? null;
    if (line !== null) return { ok: true, line };
    const fault = faultOf(reading);
    if (fault === null) throw new Error(`a sound reading of ${channel} has no line`);
    return { ok: false, fault };
  };
}

/** Null for a reading that `faultOf` has a word for. */
type ChannelEncoder = (reading: Reading) => string | null;

interface FieldWriter {
  name: string;
  /** With the separator before it and the sign of equality behind it. */
  prefix: string;
  spec: FieldSpec;
}

function createChannelEncoder(
  channel: StoredChannel,
  boots: (boot: string) => Boot | null,
): ChannelEncoder {
  const tagFields = tagFieldsOf(channel);
  const writers = Object.entries(fieldsOf(channel))
    .filter(([name]) => !tagFields.includes(name))
    .map(([name, spec]): FieldWriter => ({ name, prefix: `,${escapedName(name)}=`, spec }));
  const keyOf = createKeyMemory(channel);

  return (reading) => {
    const { atMs, boot, fields, quality, receivedAtMs, sampledAtMs, seq } = reading;
    if (!Number.isSafeInteger(seq) || seq < 0 || !Number.isSafeInteger(receivedAtMs)) return null;
    if (!Number.isSafeInteger(atMs) || !isInfluxTime(atMs)) return null;
    const known = boots(boot);
    if (known === null) return null;

    let line = keyOf(reading.site, reading.device) + qualityTag(quality);
    let found = 0;
    for (const name of tagFields) {
      const value = fields[name];
      if (value !== undefined) {
        if (typeof value !== "string") return null;
        found++;
      }
      line += encodeTag(name, optionalTag(value));
    }
    line += ` boot=${known.text},seq=${seq}i,receivedAtMs=${receivedAtMs}i`;
    // Nearly every reading stands where its device's clock was: that is not said twice.
    if (sampledAtMs === null) line += ",unclocked=true";
    else if (sampledAtMs !== atMs) {
      if (!Number.isSafeInteger(sampledAtMs)) return null;
      line += `,sampledAtMs=${sampledAtMs}i`;
    }
    for (const { name, prefix, spec } of writers) {
      const value = fields[name];
      if (value === undefined) continue;
      const text = fieldText(value, spec);
      if (text === null) return null;
      line += prefix + text;
      found++;
    }
    // Something that the channel does not have is among them.
    if (found !== Object.keys(fields).length) return null;
    if (atMs <= 0) return `${line} ${pointTimeNs(reading)}`;
    return `${line} ${atMs}${known.slot}${THREE_DIGITS[seq % SEQ_SLOTS]}`;
  };
}

const QUALITY_TAGS: ReadonlyMap<string, string> = new Map(
  QUALITIES.map((quality) => [quality, encodeTag("quality", quality)]),
);

const qualityTag = (quality: string): string =>
  QUALITY_TAGS.get(quality) ?? encodeTag("quality", quality);

function fieldText(value: FieldValue, spec: FieldSpec): string | null {
  switch (spec.kind) {
    case "number":
      if (typeof value !== "number") return null;
      if (spec.integer === true) return Number.isSafeInteger(value) ? `${value}i` : null;
      return Number.isFinite(value) ? numberText(value) : null;
    case "text":
      return typeof value === "string" ? quotedText(value) : null;
    case "boolean":
      return typeof value === "boolean" ? String(value) : null;
  }
}

interface Boot {
  /** As a field has it. */
  text: string;
  /** Three digits. */
  slot: string;
}

const THREE_DIGITS = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, "0"));

/** Answers null for a boot that nobody can ask for. */
function createBootMemory(): (boot: string) => Boot | null {
  const known = new Map<string, Boot>();
  return (boot) => {
    const remembered = known.get(boot);
    if (remembered) return remembered;
    if (UNSPEAKABLE.test(boot)) return null;
    const slot = THREE_DIGITS[bootSlot(boot)] ?? "";
    const fresh = { text: quotedText(boot), slot };
    if (known.size >= REMEMBERED_MAX) known.clear();
    known.set(boot, fresh);
    return fresh;
  };
}

/** The beginning of a series' lines: measurement, site and device. */
function createKeyMemory(channel: StoredChannel): (site: string, device: string) => string {
  const known = new Map<string, { site: string; key: string }>();
  const measurement = escapedName(readingMeasurement(channel).name);
  return (site, device) => {
    const remembered = known.get(device);
    // A device that was moved has another site now and then.
    if (remembered?.site === site) return remembered.key;
    const key = measurement + encodeTag("site", site) + encodeTag("device", device);
    if (known.size >= REMEMBERED_MAX) known.clear();
    known.set(device, { site, key });
    return key;
  };
}
