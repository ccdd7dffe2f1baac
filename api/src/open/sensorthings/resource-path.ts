import { fail, ok, type Result } from "@resik/contract/error-code";

export const ENTITY_SETS = [
  "Things",
  "Locations",
  "Datastreams",
  "Sensors",
  "ObservedProperties",
  "Observations",
] as const;
export type EntitySet = (typeof ENTITY_SETS)[number];

/** `Things('bin-01')/Datastreams('bin-01.fillRatio')/Observations` in parts. */
export interface ResourcePath {
  set: EntitySet;
  /** Null for the whole set. */
  id: string | null;
  /** What follows: navigation properties, properties, `$value`, `$ref`. */
  rest: readonly { name: string; id: string | null }[];
}

const PARTS_MAX = 4;
const PART = /^(\$?[A-Za-z]+)(?:\((?:'((?:[^']|''){1,200})'|(\d{1,18}))\))?$/;

const isSet = (name: string): name is EntitySet =>
  (ENTITY_SETS as readonly string[]).includes(name);

/** Reads what stands behind the service's root. */
export function parseResourcePath(
  path: string,
): Result<ResourcePath, "invalid-input" | "not-found"> {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.length > PARTS_MAX) return fail("invalid-input", `at most ${PARTS_MAX} parts`);
  const read: { name: string; id: string | null }[] = [];
  for (const part of parts) {
    const match = PART.exec(part);
    if (!match?.[1]) return fail("invalid-input", `cannot read ${part.slice(0, 40)}`);
    read.push({ name: match[1], id: match[2]?.replaceAll("''", "'") ?? match[3] ?? null });
  }
  const [first, ...rest] = read;
  if (!first || !isSet(first.name)) return fail("not-found", "no such entity set");
  return ok({ set: first.name, id: first.id, rest });
}
