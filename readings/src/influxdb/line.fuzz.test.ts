import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServer } from "./influx-rig.fixture.ts";
import { influxdMissing, startInfluxd, type Influxd } from "./influxd.fixture.ts";
import { influxName, influxText, influxTime } from "./influxql.ts";
import { decodeTagValue, encodeLine, encodeTagValue, type LineSpec } from "./line.ts";
import type { InfluxServer } from "./server.ts";

const missing = influxdMissing(process.env.CI === "true");
if (missing !== null) console.warn(`Skipped: ${missing}.`);

const HARD = ["'", '"', "\\", "\n", "\r", "\t", "\0", " ", ",", "=", "%", "/", ";", "$", "é", "🗑"];
/** Texts of what parsers trip over, and of anything else. */
const hardText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...HARD), maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
/** What InfluxQL can speak of: no NUL, no carriage return. */
const speakable = hardText.filter((text) => !/[\0\r]/.test(text));
/** Line protocol keeps a raw line feed out of names, and a name cannot be empty. */
const name = speakable.filter(
  (text) => text !== "" && !/[\n\t\\]/.test(text) && !/^\s*#/.test(text),
);

const SPEC: LineSpec = {
  name: "m",
  tags: ["tag"],
  fields: {
    number: { kind: "number", unit: "" },
    whole: { kind: "number", unit: "1", integer: true },
    text: { kind: "text", unit: "" },
    flag: { kind: "boolean", unit: "" },
  },
};

describe.skipIf(missing !== null)("what a real InfluxDB 1.x keeps of a point", () => {
  let influxd: Influxd;
  let server: InfluxServer;
  let next = 1_700_000_000_000_000_000n;
  beforeAll(async () => {
    influxd = await startInfluxd();
    server = openServer(influxd.address("fuzz"));
  });
  afterAll(async () => {
    server.close();
    await influxd.stop();
  });

  it("is all of it, and a question for a hostile tag finds it alone", async () => {
    const point = fc.record({
      tag: hardText,
      number: fc.double({ noNaN: true, noDefaultInfinity: true }),
      whole: fc.maxSafeInteger(),
      text: hardText,
      flag: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(point, { minLength: 1, maxLength: 20 }), async (points) => {
        const firstNs = next;
        const lines = points.map(({ tag, ...fields }) =>
          encodeLine(SPEC, { tags: { tag }, fields, timeNs: next++ }),
        );
        expect(await server.write("raw", lines)).toEqual({ ok: true });
        for (const [index, { tag, ...fields }] of points.entries()) {
          const timeNs = firstNs + BigInt(index);
          const [series, ...others] = await server.query(
            "raw",
            `SELECT flag, number, text, whole FROM m WHERE "tag" = ${influxText(encodeTagValue(tag))} ` +
              `AND time = ${influxTime(timeNs)} GROUP BY "tag"`,
          );
          expect(others).toEqual([]);
          expect(decodeTagValue(series?.tags.tag ?? "absent")).toBe(tag);
          const { flag, number, text, whole } = fields;
          expect(series?.values).toEqual([[timeNs, flag, number, text, whole]]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is found by hostile names and texts in quotes, which never end early", async () => {
    await fc.assert(
      fc.asyncProperty(name, name, speakable, async (measurement, field, text) => {
        const kind = { kind: "text", unit: "" } as const;
        // A field of the name of a tag, or of time, is another matter.
        fc.pre(!["tag", "time"].includes(field));
        const spec: LineSpec = { name: `m${measurement}`, tags: [], fields: { [field]: kind } };
        const timeNs = next++;
        const line = encodeLine(spec, { tags: {}, fields: { [field]: text }, timeNs });
        expect(await server.write("raw", [line])).toEqual({ ok: true });
        const found = await server.query(
          "raw",
          `SELECT ${influxName(field)} FROM ${influxName(spec.name)} ` +
            `WHERE ${influxName(field)} = ${influxText(text)} AND time = ${influxTime(timeNs)}`,
        );
        expect(found.map(({ name, values }) => [name, values])).toEqual([
          [spec.name, [[timeNs, text]]],
        ]);
      }),
      { numRuns: 150 },
    );
  });

  it("is not asked for with what the scanner would take as an end", () => {
    expect(() => influxText("a\0' OR 1=1")).toThrow(RangeError);
    expect(() => influxName("a\r")).toThrow(RangeError);
  });
});
