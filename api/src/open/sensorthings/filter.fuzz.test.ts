import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches, spanOf } from "./evaluate.ts";
import { parseFilter, type Expression } from "./filter.ts";
import { strangeNameIn } from "./property-name.ts";
import { parseOptions } from "./query.ts";
import { parseResourcePath } from "./resource-path.ts";

const word = fc.constantFrom(
  "and",
  "or",
  "not",
  "eq",
  "gt",
  "le",
  "(",
  ")",
  ",",
  "result",
  "phenomenonTime",
  "Thing/name",
  "startswith",
  "length",
  "'a''b'",
  "'",
  "1.5",
  "-3e400",
  "null",
  "true",
  "2026-11-21T00:00:00Z",
  "2026-99-99T00:00:00Z",
);
const soup = fc.array(word, { maxLength: 40 }).map((words) => words.join(" "));

const numbers = fc.integer({ min: 0, max: 20 });
const operators = fc.constantFrom("eq", "ne", "gt", "ge", "lt", "le");

interface Comparing {
  text: string;
  fits(value: number): boolean;
}

const COMPARE: Record<string, (left: number, right: number) => boolean> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
};
const START_MS = Date.UTC(2026, 0, 1);
const instantOf = (hour: number): string => new Date(START_MS + hour * 3_600_000).toISOString();

/** Filters over an hour number with their meaning said a second way. */
const comparing: fc.Arbitrary<Comparing> = fc.letrec<{ any: Comparing }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    fc.tuple(operators, numbers, fc.boolean()).map(([operator, number, isMirrored]): Comparing => {
      const compare = COMPARE[operator] ?? (() => false);
      return isMirrored
        ? {
            text: `${instantOf(number)} ${operator} phenomenonTime`,
            fits: (value) => compare(number, value),
          }
        : {
            text: `phenomenonTime ${operator} ${instantOf(number)}`,
            fits: (value) => compare(value, number),
          };
    }),
    fc
      .tuple(tie("any"), fc.constantFrom("and", "or"), tie("any"))
      .map(([left, joint, right]): Comparing => ({
        text: `(${left.text} ${joint} ${right.text})`,
        fits: (value) =>
          joint === "and"
            ? left.fits(value) && right.fits(value)
            : left.fits(value) || right.fits(value),
      })),
    tie("any").map(({ text, fits }): Comparing => ({
      text: `not (${text})`,
      fits: (value) => !fits(value),
    })),
  ),
})).any;

const parsed = (text: string): Expression => {
  const result = parseFilter(text);
  if (!result.ok) throw new Error(`${text}: ${result.detail}`);
  return result.value;
};

describe("what strangers send", () => {
  it("is understood or refused, never more", () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ maxLength: 200 })), (text) => {
        const filter = parseFilter(text);
        if (filter.ok) matches(filter.value, () => "x");
        parseOptions({ $filter: text, $orderby: text, $expand: text, $select: text });
        for (const name of ["$filter", "$orderby", "$select"]) {
          const options = parseOptions({ [name]: text });
          if (options.ok) strangeNameIn("Observations", options.value);
        }
        parseResourcePath(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a filter of times", () => {
  it("means what it says", () => {
    fc.assert(
      fc.property(comparing, numbers, ({ text, fits }, hour) => {
        fc.pre(text.length <= 900);
        expect(matches(parsed(text), () => instantOf(hour))).toBe(fits(hour));
      }),
    );
  });

  it("never fits outside of the span that is read for it", () => {
    fc.assert(
      fc.property(comparing, numbers, ({ text, fits }, hour) => {
        fc.pre(text.length <= 900 && fits(hour));
        const whole = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
        const { fromMs, toMs } = spanOf(parsed(text), "phenomenonTime", whole);
        const atMs = START_MS + hour * 3_600_000;
        expect(atMs >= fromMs && atMs < toMs).toBe(true);
      }),
    );
  });
});
