import { fail, ok, type Result } from "@resik/contract/error-code";

/**
 * The part of OData's filter language that SensorThings 1.1 builds on (OGC 18-088, 9.3.3.5) and
 * that this service understands: comparisons, `and`, `or`, `not`, parentheses, and functions of
 * text. Everything else is refused by name.
 */
export type Literal = number | string | boolean | null;

export type Expression =
  | { kind: "literal"; value: Literal }
  /** A time, compared as one. */
  | { kind: "time"; atMs: number }
  | { kind: "path"; path: readonly string[] }
  | { kind: "compare"; operator: Comparison; left: Expression; right: Expression }
  | { kind: "and" | "or"; left: Expression; right: Expression }
  | { kind: "not"; of: Expression }
  | { kind: "call"; name: FunctionName; arguments: readonly Expression[] };

const COMPARISONS = ["eq", "ne", "gt", "ge", "lt", "le"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Functions with the number of their arguments. */
const FUNCTIONS = {
  startswith: 2,
  endswith: 2,
  substringof: 2,
  contains: 2,
  tolower: 1,
  toupper: 1,
  length: 1,
} as const;
export type FunctionName = keyof typeof FUNCTIONS;

/** Longest filter in characters, and how deep parentheses and `not` may lie in each other. */
export const FILTER_CHARS_MAX = 1_000;
const DEPTH_MAX = 20;

type Token =
  | { kind: "word"; text: string }
  | { kind: "literal"; value: Literal }
  | { kind: "time"; atMs: number }
  | { kind: "(" | ")" | "," };

const TOKENS: readonly [RegExp, (text: string) => Token | null][] = [
  [/\s+/y, () => null],
  [/[(),]/y, (text) => ({ kind: text === "(" ? "(" : text === ")" ? ")" : "," })],
  [
    /'(?:[^']|'')*'/y,
    (text) => ({ kind: "literal", value: text.slice(1, -1).replaceAll("''", "'") }),
  ],
  [
    /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})/y,
    (text) => timeOf(text),
  ],
  [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y, (text) => ({ kind: "literal", value: Number(text) })],
  [/[A-Za-z_@][\w.@/]*/y, (text) => wordOf(text)],
];

function timeOf(text: string): Token {
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw new FilterError(`${text} is no time`);
  return { kind: "time", atMs };
}

function wordOf(text: string): Token {
  if (text === "true" || text === "false") return { kind: "literal", value: text === "true" };
  return text === "null" ? { kind: "literal", value: null } : { kind: "word", text };
}

class FilterError extends Error {
  override readonly name = "FilterError";
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const match = TOKENS.map(([pattern, make]) => {
      pattern.lastIndex = at;
      const found = pattern.exec(text)?.[0];
      return found === undefined ? null : { found, make };
    }).find((one) => one !== null);
    if (!match) throw new FilterError(`cannot read ${JSON.stringify(text.slice(at, at + 20))}`);
    at += match.found.length;
    const token = match.make(match.found);
    if (token) tokens.push(token);
  }
  return tokens;
}

const isComparison = (text: string): text is Comparison =>
  (COMPARISONS as readonly string[]).includes(text);
const isFunction = (text: string): text is FunctionName => Object.hasOwn(FUNCTIONS, text);

interface Reader {
  peek(): Token | undefined;
  next(): Token | undefined;
}

const isWord = (token: Token | undefined, text: string): boolean =>
  token?.kind === "word" && token.text === text;

/** `or` binds least, then `and`, `not`, comparisons. */
function readOr(reader: Reader, depth: number): Expression {
  let left = readAnd(reader, depth);
  while (isWord(reader.peek(), "or")) {
    reader.next();
    left = { kind: "or", left, right: readAnd(reader, depth) };
  }
  return left;
}

function readAnd(reader: Reader, depth: number): Expression {
  let left = readNot(reader, depth);
  while (isWord(reader.peek(), "and")) {
    reader.next();
    left = { kind: "and", left, right: readNot(reader, depth) };
  }
  return left;
}

function readNot(reader: Reader, depth: number): Expression {
  if (depth > DEPTH_MAX) throw new FilterError(`deeper than ${DEPTH_MAX}`);
  if (!isWord(reader.peek(), "not")) return readComparison(reader, depth);
  reader.next();
  return { kind: "not", of: readNot(reader, depth + 1) };
}

function readComparison(reader: Reader, depth: number): Expression {
  const left = readOperand(reader, depth);
  const token = reader.peek();
  if (token?.kind !== "word" || !isComparison(token.text)) return left;
  reader.next();
  return { kind: "compare", operator: token.text, left, right: readOperand(reader, depth) };
}

function readOperand(reader: Reader, depth: number): Expression {
  const token = reader.next();
  switch (token?.kind) {
    case "literal":
    case "time":
      return token;
    case "(": {
      const inner = readOr(reader, depth + 1);
      expect(reader, ")");
      return inner;
    }
    case "word":
      if (reader.peek()?.kind === "(") return readCall(reader, token.text, depth);
      return { kind: "path", path: token.text.split("/") };
    case ")":
    case ",":
    case undefined:
      throw new FilterError("something is missing");
  }
}

function readCall(reader: Reader, name: string, depth: number): Expression {
  if (!isFunction(name)) throw new FilterError(`function ${name} is not known here`);
  if (depth > DEPTH_MAX) throw new FilterError(`deeper than ${DEPTH_MAX}`);
  expect(reader, "(");
  const given = [readOperand(reader, depth + 1)];
  while (reader.peek()?.kind === ",") {
    reader.next();
    given.push(readOperand(reader, depth + 1));
  }
  expect(reader, ")");
  if (given.length !== FUNCTIONS[name]) {
    throw new FilterError(`${name} takes ${FUNCTIONS[name]} arguments`);
  }
  return { kind: "call", name, arguments: given };
}

function expect(reader: Reader, kind: ")" | "("): void {
  if (reader.next()?.kind !== kind) throw new FilterError(`${kind} is missing`);
}

/** Reads a `$filter`; the failure says what was not understood. */
export function parseFilter(text: string): Result<Expression, "invalid-input"> {
  if (text.length > FILTER_CHARS_MAX) {
    return fail("invalid-input", `$filter has at most ${FILTER_CHARS_MAX} characters`);
  }
  try {
    const tokens = tokensOf(text);
    let at = 0;
    const reader: Reader = { peek: () => tokens[at], next: () => tokens[at++] };
    const expression = readOr(reader, 0);
    if (at < tokens.length) throw new FilterError("it goes on after its end");
    return ok(expression);
  } catch (error) {
    if (error instanceof FilterError) return fail("invalid-input", `$filter: ${error.message}`);
    throw error;
  }
}
