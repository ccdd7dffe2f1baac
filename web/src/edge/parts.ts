import { isFiniteNumber, isOneOf, isShape, type Shape } from "./shape.ts";

/**
 * Reads a value from outside; undefined when it is not one. Parts are put together to the shape of
 * an answer, and a test holds each such shape against the contract's schema.
 */
export type Part<T> = (value: unknown) => T | undefined;

/** What a part reads. */
export type Read<P> = P extends Part<infer T> ? T : never;

export const text: Part<string> = (value) => (typeof value === "string" ? value : undefined);

export const flag: Part<boolean> = (value) => (typeof value === "boolean" ? value : undefined);

/** Amounts, quantities and counts: anything that is not exact is refused. */
export const integer: Part<number> = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;

/** What was measured or reckoned: a fraction is as good as any. */
export const number: Part<number> = (value) => (isFiniteNumber(value) ? value : undefined);

/** A text of the contract's kind `T`, such as a member's id; the server gave it its form. */
export const textOf = <T extends string>(): Part<T> =>
  // Checked to be a text here; the brand says only from where it comes.
  text as Part<T>;

/** An integer of the contract's kind `T`, such as whole rupiah. */
export const integerOf = <T extends number>(): Part<T> =>
  // Checked to be an exact integer here; the brand says only what it counts.
  integer as Part<T>;

/** The text of an instant that can be read as one. */
export const instant: Part<string> = (value) =>
  typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : undefined;

/** The same in epoch milliseconds. */
export const instantMs: Part<number> = (value) => {
  const atMs = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
};

const matching =
  (pattern: RegExp): Part<string> =>
  (value) =>
    typeof value === "string" && pattern.test(value) ? value : undefined;

/** A day such as 2026-11-21. */
export const day = matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
/** A month such as 2026-11. */
export const month = matching(/^20\d{2}-(0[1-9]|1[0-2])$/);

export const oneOf =
  <const T extends string>(list: readonly T[]): Part<T> =>
  (value) =>
    isOneOf(list, value) ? value : undefined;

export const literal =
  <T extends string>(only: T): Part<T> =>
  (value) =>
    value === only ? only : undefined;

export const nullable =
  <T>(part: Part<T>): Part<T | null> =>
  (value) =>
    value === null ? null : part(value);

/** Every item, or nothing: half a list would be a wrong list. */
export const list =
  <T>(part: Part<T>): Part<T[]> =>
  (value) => {
    if (!Array.isArray(value)) return undefined;
    const items: T[] = [];
    for (const entry of value) {
      const item = part(entry);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  };

/** These fields of an object; others are left out. */
export const fields =
  <P extends Record<string, Part<unknown>>>(parts: P): Part<{ [K in keyof P]: Read<P[K]> }> =>
  (value) =>
    isShape(value) ? readFields(parts, value) : undefined;

function readFields<P extends Record<string, Part<unknown>>>(parts: P, value: Shape) {
  const read: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(parts)) {
    const field = part(value[name]);
    if (field === undefined) return undefined;
    read[name] = field;
  }
  // Every field was read by its own part just above.
  return read as { [K in keyof P]: Read<P[K]> };
}

/** One of several objects, told apart by the text in the field `tag`. */
export const tagged =
  <T>(tag: string, parts: Readonly<Record<string, Part<T>>>): Part<T> =>
  (value) => {
    if (!isShape(value) || typeof value[tag] !== "string") return undefined;
    const name = value[tag];
    return Object.prototype.hasOwnProperty.call(parts, name) ? parts[name]?.(value) : undefined;
  };

export const recordOf =
  <T>(part: Part<T>): Part<Record<string, T>> =>
  (value) => {
    if (!isShape(value)) return undefined;
    const entries: Record<string, T> = {};
    for (const [name, entry] of Object.entries(value)) {
      const item = part(entry);
      if (item === undefined) return undefined;
      entries[name] = item;
    }
    return entries;
  };

/** One page of a list; `next` is null at the end. */
export const pageOf = <T>(part: Part<T>) => fields({ items: list(part), next: nullable(text) });

/** As `requestJson` asks for it. */
export const answerOf =
  <T>(part: Part<T>) =>
  (value: unknown): T | null =>
    part(value) ?? null;
