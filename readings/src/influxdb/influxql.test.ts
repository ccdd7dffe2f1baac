import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { influxName, influxText, msToNs, nsToMs } from "./influxql.ts";

describe("text in a statement", () => {
  it("is quoted so that it cannot end early", () => {
    expect(influxText("st-01")).toBe("'st-01'");
    expect(influxText("a' OR 1=1 --")).toBe("'a\\' OR 1=1 --'");
    expect(influxText("end\\")).toBe("'end\\\\'");
    expect(influxText("two\nlines")).toBe("'two\\nlines'");
    expect(influxName('a"."b')).toBe('"a\\".\\"b"');
    expect(influxName("it's")).toBe('"it\'s"');
  });

  it("is refused where the scanner would lose or end it", () => {
    for (const text of ["a\0b", "a\rb"]) {
      expect(() => influxText(text)).toThrow(RangeError);
      expect(() => influxName(text)).toThrow(RangeError);
    }
  });

  it("reads back as what it was by the scanner's own rules", () => {
    const hard = fc.string({ unit: fc.constantFrom("'", '"', "\\", "\n", "n", "a", " ") });
    fc.assert(
      fc.property(hard, (text) => {
        for (const [quoted, quote] of [
          [influxText(text), "'"],
          [influxName(text), '"'],
        ] as const) {
          expect(scanned(quoted, quote)).toBe(text);
        }
      }),
    );
  });
});

/** influxdata/influxql:scanner.go ScanDelimited and ScanString; null for what they refuse. */
function scanned(statement: string, quote: string): string | null {
  if (!statement.startsWith(quote)) return null;
  let text = "";
  for (let at = 1; at < statement.length; at++) {
    const character = statement.charAt(at);
    if (character === quote) return at === statement.length - 1 ? text : null;
    if (character === "\n") return null;
    if (character !== "\\") {
      text += character;
      continue;
    }
    at += 1;
    const escape = statement.charAt(at);
    if (escape === "n") text += "\n";
    else if (["\\", "'", '"'].includes(escape)) text += escape;
    else return null;
  }
  return null;
}

describe("instants", () => {
  it("are the same in milliseconds and nanoseconds, whatever lies below one", () => {
    const ms = fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 });
    fc.assert(
      fc.property(ms, fc.bigInt({ min: 0n, max: 999_999n }), (atMs, below) => {
        expect(nsToMs(msToNs(atMs) + below)).toBe(atMs);
      }),
    );
  });
});
