import { fail, ok, type Result } from "@resik/contract/error-code";
import { parseFilter, type Expression } from "./filter.ts";

/** Entities of one answer, and what comes without `$top` (OGC 18-088, 9.3.3.6: the server's choice). */
export const TOP_MAX = 1_000;
export const TOP_DEFAULT = 100;
/** Entities that may be passed over; who needs more narrows by time. */
export const SKIP_MAX = 100_000;

/** Properties of one `$orderby`: each is another sort of the whole set. */
const ORDERS_MAX = 4;

/** Where a page of observations ended: after so many of those at this time. */
export interface PagePosition {
  atMs: number;
  taken: number;
}

export interface OrderBy {
  path: readonly string[];
  descending: boolean;
}

export interface Expansion {
  /** Navigation property, such as `Datastreams`. */
  name: string;
  options: Options;
}

export interface Options {
  filter: Expression | null;
  /** As it came, for the link to the next page. */
  filterText: string | null;
  orderBy: readonly OrderBy[];
  orderByText: string | null;
  top: number;
  skip: number;
  /** From the link to the next page; null on the first one. */
  after: PagePosition | null;
  count: boolean;
  /** Null: everything. */
  select: readonly string[] | null;
  expand: readonly Expansion[];
  expandText: string | null;
}

const KNOWN = [
  "$filter",
  "$orderby",
  "$top",
  "$skip",
  "$count",
  "$select",
  "$expand",
  "$skiptoken",
] as const;
type Known = (typeof KNOWN)[number];
const isKnown = (name: string): name is Known => (KNOWN as readonly string[]).includes(name);

/** Splits at a character that stands outside of parentheses and texts. */
function splitOutside(text: string, at: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let isText = false;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "'") isText = !isText;
    if (isText) continue;
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (depth > 0 || character !== at) continue;
    parts.push(text.slice(start, index));
    start = index + 1;
  }
  parts.push(text.slice(start));
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function wholeNumber(
  name: string,
  text: string | undefined,
  { fallback, max }: { fallback: number; max: number },
): Result<number, "invalid-input"> {
  if (text === undefined) return ok(fallback);
  if (!/^\d{1,9}$/.test(text)) return fail("invalid-input", `${name} is a whole number`);
  const value = Number(text);
  return value <= max ? ok(value) : fail("invalid-input", `${name} is at most ${max}`);
}

/** A position as the link to the next page has it. */
export const positionText = ({ atMs, taken }: PagePosition): string => `${atMs}.${taken}`;

function parsePosition(text: string | undefined): Result<PagePosition | null, "invalid-input"> {
  if (text === undefined) return ok(null);
  const match = /^(\d{1,15})\.(\d{1,9})$/.exec(text);
  if (!match) return fail("invalid-input", "$skiptoken is not one of ours");
  return ok({ atMs: Number(match[1]), taken: Number(match[2]) });
}

function parseOrderBy(text: string): Result<OrderBy[], "invalid-input"> {
  const orders: OrderBy[] = [];
  for (const part of splitOutside(text, ",")) {
    const match = /^([A-Za-z_@][\w.@/]*)(?:\s+(asc|desc))?$/.exec(part);
    if (!match?.[1]) return fail("invalid-input", `$orderby: cannot read ${part}`);
    orders.push({ path: match[1].split("/"), descending: match[2] === "desc" });
  }
  if (orders.length > ORDERS_MAX) {
    return fail("invalid-input", `$orderby: at most ${ORDERS_MAX} properties`);
  }
  return ok(orders);
}

function parseExpand(text: string, depth: number): Result<Expansion[], "invalid-input"> {
  const expansions: Expansion[] = [];
  for (const part of splitOutside(text, ",")) {
    const match = /^([A-Za-z]+)(?:\((.*)\))?$/s.exec(part);
    if (!match?.[1]) {
      return fail("invalid-input", `$expand: one level is served here, not ${part}`);
    }
    const given = splitOutside(match[2] ?? "", ";").map((option): [string, string] => {
      const equals = option.indexOf("=");
      return [option.slice(0, Math.max(0, equals)), option.slice(equals + 1)];
    });
    const options = parseOptions(Object.fromEntries(given), depth + 1);
    if (!options.ok) return options;
    // Each is made for every entity of the answer.
    if (expansions.some(({ name }) => name === match[1])) {
      return fail("invalid-input", `$expand: ${match[1]} is named twice`);
    }
    expansions.push({ name: match[1], options: options.value });
  }
  return ok(expansions);
}

/**
 * Reads the query options of a request or of an expansion.
 *
 * @returns `invalid-input` with the option's name for what is not understood: an option that is
 * silently left out would give other data than was asked for.
 */
export function parseOptions(
  given: Readonly<Record<string, string>>,
  depth = 0,
): Result<Options, "invalid-input"> {
  const unknown = Object.keys(given).find((name) => !isKnown(name));
  if (unknown !== undefined) return fail("invalid-input", `${unknown} is not served here`);
  const top = wholeNumber("$top", given["$top"], { fallback: TOP_DEFAULT, max: TOP_MAX });
  if (!top.ok) return top;
  const skip = wholeNumber("$skip", given["$skip"], { fallback: 0, max: SKIP_MAX });
  if (!skip.ok) return skip;
  const after = parsePosition(given["$skiptoken"]);
  if (!after.ok) return after;
  const count = given["$count"] ?? "false";
  if (count !== "true" && count !== "false") {
    return fail("invalid-input", "$count is true or false");
  }
  const filter = given["$filter"] === undefined ? ok(null) : parseFilter(given["$filter"]);
  if (!filter.ok) return filter;
  const orderBy = parseOrderBy(given["$orderby"] ?? "");
  if (!orderBy.ok) return orderBy;
  const expandText = given["$expand"] ?? null;
  if (expandText !== null && depth > 0) {
    return fail("invalid-input", "$expand: one level is served here");
  }
  const expand = parseExpand(expandText ?? "", depth);
  if (!expand.ok) return expand;
  const select = given["$select"] === undefined ? null : splitOutside(given["$select"], ",");
  return ok({
    filter: filter.value,
    filterText: given["$filter"] ?? null,
    orderBy: orderBy.value,
    orderByText: given["$orderby"] ?? null,
    top: top.value,
    skip: skip.value,
    after: after.value,
    count: count === "true",
    select,
    expand: expand.value,
    expandText,
  });
}
