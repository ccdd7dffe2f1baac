/**
 * Small hand-made checks for what comes from outside. The pages do not carry zod; a test holds
 * these parsers against the contract's schemas.
 */
export type Shape = Readonly<Record<string, unknown>>;

export const isShape = (value: unknown): value is Shape =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isText = (value: unknown): value is string => typeof value === "string";

export const isFiniteNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);

/** One of a closed list; the list's type is the answer's type. */
export const isOneOf = <T extends string>(list: readonly T[], value: unknown): value is T =>
  (list as readonly unknown[]).includes(value);

/** Epoch milliseconds of an RFC 3339 text; null when it is not one. */
export function parseInstant(value: unknown): number | null {
  if (!isText(value)) return null;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? null : atMs;
}

/** The numeric entries of a record; anything else in it is left out. */
export function numbersOf(value: Shape): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [name, entry] of Object.entries(value)) {
    if (isFiniteNumber(entry)) numbers[name] = entry;
  }
  return numbers;
}

/** A whole number that is kept exactly: rupiah, grams, counts. */
export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

export const isTextOrNull = (value: unknown): value is string | null =>
  value === null || isText(value);

export const isWholeOrNull = (value: unknown): value is number | null =>
  value === null || isWhole(value);

/** Reads each entry of a list; null when it is no list or one entry cannot be read. */
export function parseList<T>(value: unknown, parse: (entry: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) return null;
  const read: T[] = [];
  for (const entry of value) {
    const one = parse(entry);
    if (one === null) return null;
    read.push(one);
  }
  return read;
}
