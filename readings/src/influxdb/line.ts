import type { Measurement } from "@resik/contract/measurement";

/** One point as it is written; `null` and absent fields are not. */
export interface InfluxPoint {
  tags: Readonly<Record<string, string>>;
  fields: Readonly<Record<string, number | string | boolean | null | undefined>>;
  timeNs: bigint;
}

/** What a line needs to know of its measurement. */
export type LineSpec = Pick<Measurement, "name" | "tags" | "fields">;

/**
 * A point in line protocol. Numbers go by the measurement, never by how they look: a field of
 * integers always ends with `i`, any other number never does, so a field cannot change its type.
 * Own text and not the client's `Point`, which turns a line feed in a text into two characters and
 * drops empty tags, both without a word.
 *
 * @throws RangeError for what the measurement does not know, a number that is not finite or not a
 * safe integer where one is due, and a point without any field: defects of the caller.
 */
export function encodeLine(spec: LineSpec, point: InfluxPoint): string {
  let line = escapedName(spec.name);
  for (const tag of spec.tags) {
    const value = point.tags[tag];
    if (value === undefined) throw new RangeError(`${spec.name} needs the tag ${tag}`);
    line += encodeTag(tag, value);
  }
  let separator = " ";
  for (const [name, value] of Object.entries(point.fields)) {
    if (value === null || value === undefined) continue;
    line += `${separator}${escapedName(name)}=${fieldValue(spec, name, value)}`;
    separator = ",";
  }
  if (separator === " ") throw new RangeError(`a point of ${spec.name} has no field`);
  return `${line} ${point.timeNs}`;
}

function fieldValue(spec: LineSpec, name: string, value: number | string | boolean): string {
  const field = Object.hasOwn(spec.fields, name) ? spec.fields[name] : undefined;
  if (!field) throw new RangeError(`${spec.name} has no field ${name}`);
  if (field.kind === "text" && typeof value === "string") {
    return quotedText(value);
  }
  if (field.kind === "boolean" && typeof value === "boolean") return value ? "true" : "false";
  if (field.kind === "number" && typeof value === "number") {
    if (field.integer === true ? Number.isSafeInteger(value) : Number.isFinite(value)) {
      if (field.integer === true) return `${value}i`;
      return numberText(value);
    }
  }
  throw new RangeError(`${spec.name}.${name} cannot hold a ${typeof value} such as this`);
}

/** A name, or a tag's value, in which no separator stands for itself. */
export const escapedName = (name: string): string => name.replace(/[,= ]/g, "\\$&");

/** A tag with the separator before it. */
export const encodeTag = (name: string, value: string): string =>
  `,${escapedName(name)}=${escapedName(encodeTagValue(value))}`;

/** A text as a field has it. */
export const quotedText = (text: string): string =>
  `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** A finite number as a field that is not of integers has it. */
export const numberText = (value: number): string =>
  value === 0 && Object.is(value, -0) ? "-0" : String(value);

/** A tag of no characters, which line protocol cannot hold. */
const EMPTY_TAG = "%";

/**
 * What line protocol cannot hold in a tag, or not in every place: control characters, a backslash
 * (at the end of a value it would hide the next separator), the escape itself, and halves of
 * characters, which UTF-8 has no bytes for.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const HARD_IN_TAG = /[\0-\x1f\x7f%\\]|\p{Surrogate}/gu;

/**
 * A tag value as it is stored: `%` and what cannot stand in line protocol as `%` and hexadecimal
 * digits (`%0A`, a lone surrogate as `%uD800`), the empty text as `%`. Ordinary names stay as they
 * are, so that screens show them as people wrote them. `decodeTagValue` reverses it.
 */
export function encodeTagValue(value: string): string {
  if (value === "") return EMPTY_TAG;
  return value.replace(HARD_IN_TAG, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    return code.length > 2 ? `%u${code}` : `%${code.padStart(2, "0")}`;
  });
}

export function decodeTagValue(stored: string): string {
  if (stored === EMPTY_TAG) return "";
  return stored.replace(/%(?:u([0-9A-F]{4})|([0-9A-F]{2}))/g, (_, long?: string, short?: string) =>
    String.fromCharCode(Number.parseInt(long ?? short ?? "", 16)),
  );
}
