import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeTagValue, encodeLine, encodeTagValue, type LineSpec } from "./line.ts";

const SPEC: LineSpec = {
  name: "air",
  tags: ["site", "device"],
  fields: {
    pm25: { kind: "number", unit: "" },
    seq: { kind: "number", unit: "1", integer: true },
    boot: { kind: "text", unit: "" },
    ok: { kind: "boolean", unit: "" },
  },
};
const TAGS = { site: "pati", device: "st-01" };
const line = (fields: Record<string, number | string | boolean | null | undefined>): string =>
  encodeLine(SPEC, { tags: TAGS, fields, timeNs: 1_700_000_000_000_000_001n });

describe("a line", () => {
  it("writes each field by its kind and leaves out what has no value", () => {
    expect(line({ pm25: 12.5, seq: 3, boot: "b", ok: true })).toBe(
      'air,site=pati,device=st-01 pm25=12.5,seq=3i,boot="b",ok=true 1700000000000000001',
    );
    expect(line({ pm25: null, seq: undefined, ok: false })).toBe(
      "air,site=pati,device=st-01 ok=false 1700000000000000001",
    );
  });

  it("never lets a number's look change its type", () => {
    expect(line({ pm25: 12 })).toContain(" pm25=12 ");
    expect(line({ pm25: 1e21 })).toContain(" pm25=1e+21 ");
    expect(line({ pm25: -0 })).toContain(" pm25=-0 ");
    expect(line({ seq: 12 })).toContain(" seq=12i ");
  });

  it.each([
    ["a field that the measurement does not have", { other: 1 }],
    ["a name of every object", { constructor: 1 }],
    ["a fraction where whole numbers are due", { seq: 1.5 }],
    ["a whole number that a double cannot hold", { seq: 2 ** 53 }],
    ["not a number", { pm25: Number.NaN }],
    ["infinity", { pm25: Number.POSITIVE_INFINITY }],
    ["a text for a number", { pm25: "12" }],
    ["a number for a text", { boot: 1 }],
    ["a text for a flag", { ok: "true" }],
    ["no field at all", { pm25: null }],
  ])("is refused: %s", (_, fields) => {
    expect(() => line(fields)).toThrow(RangeError);
  });

  it("is refused without one of its tags", () => {
    const point = { tags: { site: "pati" }, fields: { seq: 1 }, timeNs: 1n };
    expect(() => encodeLine(SPEC, point)).toThrow(/needs the tag device/);
  });

  it("keeps separators in names and tags apart from its own", () => {
    const spec: LineSpec = {
      name: "a b,c",
      tags: ["t g"],
      fields: { "f=": { kind: "text", unit: "" } },
    };
    const point = { tags: { "t g": "x=y, z" }, fields: { "f=": 'say "\\"' }, timeNs: 5n };
    expect(encodeLine(spec, point)).toBe('a\\ b\\,c,t\\ g=x\\=y\\,\\ z f\\=="say \\"\\\\\\"" 5');
  });
});

describe("a tag value", () => {
  it("is stored as people wrote it where line protocol can hold it", () => {
    for (const text of ["pati-kota", "PM₂.₅ µg/m³", "Jl. Sudirman 5, Pati", "🗑 a=b"]) {
      expect(encodeTagValue(text)).toBe(text);
    }
  });

  it("is stored in ASCII where line protocol cannot", () => {
    expect(encodeTagValue("")).toBe("%");
    expect(encodeTagValue("a\nb\\")).toBe("a%0Ab%5C");
    expect(encodeTagValue("100%")).toBe("100%25");
    expect(encodeTagValue("\ud83d")).toBe("%uD83D");
  });

  it("comes back from every text, and no two texts share one", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom("%", "u", "0", "A", "D", "8", "\\", "\n", "\ud800", "") }),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const stored = encodeTagValue(text);
        expect(decodeTagValue(stored)).toBe(text);
        expect(stored).not.toBe("");
        expect(stored.isWellFormed()).toBe(true);
        expect(/[\0-\x1f\x7f\\]/.test(stored)).toBe(false); // oxlint-disable-line no-control-regex
      }),
    );
  });
});
