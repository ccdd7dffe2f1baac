import { CHANNELS, type StoredChannel } from "@resik/contract/channel";
import type { Quality } from "@resik/contract/payload/quality";
import type { FieldValue, Reading } from "@resik/contract/reading";
import { fieldsOf, type FieldSpec } from "@resik/contract/series";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import { bootSlot, SEQ_SLOTS } from "../instant-order.ts";
import type { AnswerRow } from "./answer-row.ts";
import { isInfluxTime } from "./condition.ts";
import { influxName, msToNs } from "./influxql.ts";
import { readingMeasurement } from "./own-measurement.ts";

/**
 * Where a reading stands: its millisecond, and below it the slot of its boot and its sequence. So
 * readings of one millisecond have points of their own, in the order of `instant-order.ts`, and a
 * replay meets the point that it wrote before.
 */
export const pointTimeNs = ({ atMs, boot, seq }: Pick<Reading, "atMs" | "boot" | "seq">): bigint =>
  msToNs(atMs) + BigInt(bootSlot(boot) * SEQ_SLOTS + (seq % SEQ_SLOTS));

/** What no InfluxQL statement can hold; see `influxText`. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
export const UNSPEAKABLE = /[\0\r]/;

/** Why a reading can never be stored, for a person; null when it can. */
export function faultOf(reading: Reading): string | null {
  if (!Object.hasOwn(CHANNELS, reading.channel) || !CHANNELS[reading.channel].stored) {
    return "the channel is not stored";
  }
  const { atMs, sampledAtMs, receivedAtMs, seq } = reading;
  const numbers = [atMs, receivedAtMs, seq, ...(sampledAtMs === null ? [] : [sampledAtMs])];
  if (!numbers.every(Number.isSafeInteger) || seq < 0 || !isInfluxTime(atMs)) {
    return "a time or the sequence is not a whole number within the store's range";
  }
  if (UNSPEAKABLE.test(reading.boot)) return "its boot has a character that nobody can ask for";
  const specs = fieldsOf(reading.channel);
  for (const [name, value] of Object.entries(reading.fields)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (!spec) return `the channel has no field ${JSON.stringify(name)}`;
    if (!fits(value, spec)) return `${name} is not a ${spec.integer ? "whole " : ""}${spec.kind}`;
  }
  return null;
}

function fits(value: FieldValue, spec: FieldSpec): boolean {
  switch (spec.kind) {
    case "number":
      return spec.integer === true ? Number.isSafeInteger(value) : Number.isFinite(value);
    case "text":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
  }
}

/**
 * A text field that is a tag stands in every point, also where the reading has none: 3 Core takes
 * no tag into a table that its first point did not have. So the empty tag means an absent text,
 * and what would look like it gets a mark in front.
 */
export function optionalTag(value: FieldValue | undefined): string {
  if (value === undefined) return "";
  const text = String(value);
  return text === "" || text.startsWith(TEXT_MARK) ? TEXT_MARK + text : text;
}

const textOfTag = (tag: string | null): string | null => {
  if (tag === null || tag === "") return null;
  return tag.startsWith(TEXT_MARK) ? tag.slice(TEXT_MARK.length) : tag;
};

const TEXT_MARK = "\0";

/** What SELECT names to get whole readings; all of it from the contract. */
export function readingColumns(channel: StoredChannel): string {
  const { tags, fields } = readingMeasurement(channel);
  return [...tags, ...Object.keys(fields)].map(influxName).join(", ");
}

/** The reverse of `createReadingEncoder`, from a row of `readingColumns`. */
export function createReadingDecoder(channel: StoredChannel): (row: AnswerRow) => Reading {
  const specs = Object.entries(fieldsOf(channel));
  const { tags } = readingMeasurement(channel);
  return (row) => {
    const fields: Record<string, FieldValue> = {};
    for (const [name] of specs) {
      const value = tags.includes(name) ? textOfTag(row.tag(name)) : row.value(name);
      if (value !== null && typeof value !== "bigint") fields[name] = value;
    }
    return {
      // Ids and quality passed the contract's checks before they were written.
      site: (row.tag("site") ?? "") as SiteId,
      device: (row.tag("device") ?? "") as DeviceId,
      channel,
      boot: row.text("boot") ?? "",
      seq: row.number("seq") ?? 0,
      sampledAtMs:
        row.value("unclocked") === true ? null : (row.number("sampledAtMs") ?? row.timeMs),
      receivedAtMs: row.number("receivedAtMs") ?? row.timeMs,
      atMs: row.timeMs,
      quality: (row.tag("quality") ?? "ok") as Quality,
      fields,
    };
  };
}
