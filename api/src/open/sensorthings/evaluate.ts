import type { Comparison, Expression, FunctionName } from "./filter.ts";

/** What a path of an entity holds; `undefined` where the entity has no such thing. */
export type Resolve = (path: readonly string[]) => unknown;

const timeOf = (value: unknown): number | null => {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return null;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? null : atMs;
};

/** Null compares as OData says: equal to nothing but null, and neither more nor less than anything. */
function compare(operator: Comparison, left: unknown, right: unknown): boolean {
  if (operator === "eq") return left === right;
  if (operator === "ne") return left !== right;
  const areNumbers = typeof left === "number" && typeof right === "number";
  const areTexts = typeof left === "string" && typeof right === "string";
  if (!areNumbers && !areTexts) return false;
  switch (operator) {
    case "gt":
      return left > right;
    case "ge":
      return left >= right;
    case "lt":
      return left < right;
    case "le":
      return left <= right;
  }
}

function call(name: FunctionName, given: readonly unknown[]): unknown {
  const [first, second] = given;
  if (typeof first !== "string") return null;
  switch (name) {
    case "tolower":
      return first.toLowerCase();
    case "toupper":
      return first.toUpperCase();
    case "length":
      return first.length;
    case "startswith":
      return typeof second === "string" && first.startsWith(second);
    case "endswith":
      return typeof second === "string" && first.endsWith(second);
    case "contains":
      return typeof second === "string" && first.includes(second);
    case "substringof":
      // The older name has its arguments the other way round.
      return typeof second === "string" && second.includes(first);
  }
}

function valueOf(expression: Expression, resolve: Resolve): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "time":
      return expression.atMs;
    case "path":
      return resolve(expression.path) ?? null;
    case "compare": {
      const [left, right] = [expression.left, expression.right];
      const hasTime = left.kind === "time" || right.kind === "time";
      const read = (side: Expression): unknown => {
        const value = valueOf(side, resolve);
        return hasTime && typeof value === "string" ? timeOf(value) : value;
      };
      return compare(expression.operator, read(left), read(right));
    }
    case "and":
      return matches(expression.left, resolve) && matches(expression.right, resolve);
    case "or":
      return matches(expression.left, resolve) || matches(expression.right, resolve);
    case "not":
      return !matches(expression.of, resolve);
    case "call":
      return call(
        expression.name,
        expression.arguments.map((argument) => valueOf(argument, resolve)),
      );
  }
}

/** Whether an entity fits a filter. */
export const matches = (expression: Expression, resolve: Resolve): boolean =>
  valueOf(expression, resolve) === true;

/** A span of time that a filter cannot leave, half open; used to read no more than is asked for. */
export interface TimeSpan {
  fromMs: number;
  /** Exclusive. */
  toMs: number;
}

const both = (left: TimeSpan, right: TimeSpan): TimeSpan => ({
  fromMs: Math.max(left.fromMs, right.fromMs),
  toMs: Math.min(left.toMs, right.toMs),
});
const either = (left: TimeSpan, right: TimeSpan): TimeSpan => ({
  fromMs: Math.min(left.fromMs, right.fromMs),
  toMs: Math.max(left.toMs, right.toMs),
});

/** The other way round: `a lt b` is `b gt a`. */
const MIRRORED = { eq: "eq", ne: "ne", gt: "lt", ge: "le", lt: "gt", le: "ge" } as const;

/**
 * Bounds that a filter sets to a property of time. What is inside may still not fit the filter; what
 * is outside never does.
 */
export function spanOf(filter: Expression | null, property: string, whole: TimeSpan): TimeSpan {
  if (!filter) return whole;
  switch (filter.kind) {
    case "and":
      return both(spanOf(filter.left, property, whole), spanOf(filter.right, property, whole));
    case "or":
      return either(spanOf(filter.left, property, whole), spanOf(filter.right, property, whole));
    case "compare": {
      const isMirrored = filter.left.kind === "time";
      const [path, time] = isMirrored ? [filter.right, filter.left] : [filter.left, filter.right];
      if (path.kind !== "path" || path.path.join("/") !== property) return whole;
      if (time.kind !== "time") return whole;
      const operator = isMirrored ? MIRRORED[filter.operator] : filter.operator;
      return both(whole, spanOfComparison(operator, time.atMs, whole));
    }
    case "not":
    case "call":
    case "path":
    case "literal":
    case "time":
      return whole;
  }
}

function spanOfComparison(operator: Comparison, atMs: number, whole: TimeSpan): TimeSpan {
  switch (operator) {
    case "eq":
      return { fromMs: atMs, toMs: atMs + 1 };
    case "ne":
      return whole;
    case "gt":
      return { fromMs: atMs + 1, toMs: whole.toMs };
    case "ge":
      return { fromMs: atMs, toMs: whole.toMs };
    case "lt":
      return { fromMs: whole.fromMs, toMs: atMs };
    case "le":
      return { fromMs: whole.fromMs, toMs: atMs + 1 };
  }
}
