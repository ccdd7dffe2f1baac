import type { Expression } from "./filter.ts";
import { navigationsOf } from "./model.ts";
import type { Options } from "./query.ts";
import type { EntitySet } from "./resource-path.ts";

/** What the standard knows of each entity (OGC 18-088, 8.2); what is not held here is null. */
const PROPERTIES: Readonly<Record<EntitySet, readonly string[]>> = {
  Things: ["name", "description", "properties"],
  Locations: ["name", "description", "encodingType", "location", "properties"],
  Datastreams: [
    "name",
    "description",
    "observationType",
    "unitOfMeasurement",
    "observedArea",
    "phenomenonTime",
    "resultTime",
    "properties",
  ],
  Sensors: ["name", "description", "encodingType", "metadata", "properties"],
  ObservedProperties: ["name", "description", "definition", "properties"],
  Observations: [
    "phenomenonTime",
    "resultTime",
    "result",
    "resultQuality",
    "validTime",
    "parameters",
  ],
};
const IDS: readonly string[] = ["id", "@iot.id"];

/** Whether a path leads to one value: over navigations to one entity, to a property of the last. */
function leadsToValue(from: EntitySet, path: readonly string[]): boolean {
  let set = from;
  for (const name of path) {
    const navigation = navigationsOf(set).find((one) => one.name === name);
    if (!navigation) return IDS.includes(name) || PROPERTIES[set].includes(name);
    if (navigation.many) return false;
    set = navigation.set;
  }
  return false;
}

function pathsOf(filter: Expression | null): (readonly string[])[] {
  const paths: (readonly string[])[] = [];
  const queue = filter ? [filter] : [];
  for (let one = queue.pop(); one; one = queue.pop()) {
    if (one.kind === "path") paths.push(one.path);
    if (one.kind === "not") queue.push(one.of);
    if (one.kind === "call") queue.push(...one.arguments);
    if (one.kind === "and" || one.kind === "or" || one.kind === "compare") {
      queue.push(one.left, one.right);
    }
  }
  return paths;
}

/**
 * The first option that names what the entities of a set do not have, in words; null when all is
 * known. A name that nothing has would be null everywhere, and a misspelt condition hold for all.
 */
export function strangeNameIn(
  set: EntitySet,
  { filter, orderBy, select }: Pick<Options, "filter" | "orderBy" | "select">,
): string | null {
  const isStrange = (path: readonly string[]) => !leadsToValue(set, path);
  const filtered = pathsOf(filter).find(isStrange);
  if (filtered) return `$filter: ${set} has no ${filtered.join("/").slice(0, 80)}`;
  const ordered = orderBy.find(({ path }) => isStrange(path));
  if (ordered) return `$orderby: ${set} has no ${ordered.path.join("/").slice(0, 80)}`;
  const links = navigationsOf(set).map(({ name }) => name);
  const selected = select?.find((name) => ![...IDS, ...PROPERTIES[set], ...links].includes(name));
  return selected === undefined ? null : `$select: ${set} has no ${selected.slice(0, 80)}`;
}
