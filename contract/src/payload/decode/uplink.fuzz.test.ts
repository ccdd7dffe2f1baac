import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UPLINK_BYTES_MAX, UPLINK_READINGS_MAX } from "../../limits.ts";
import { FOREIGN_FORMATS } from "../format.ts";
import { READING_PAYLOADS } from "../reading.ts";
import { decodeWith, formatOf, RECEIVED_AT_MS } from "./decode.fixture.ts";
import { decodeUplink } from "./uplink.ts";

const formats = FOREIGN_FORMATS.map((format) =>
  formatOf({
    format,
    binDepthMm: 1_000,
    mapping: [
      { from: "a", channel: "bin", field: "distanceMm", noEcho: [0, null] },
      { from: "a.b", channel: "air", field: "pm25UgM3", scale: -3, offset: 7 },
      { from: "a.0", channel: "status", field: "uptimeS" },
      { from: "b", channel: "bin", quality: { true: "tilted", x: "no-echo" } },
    ],
  }),
);
const format = fc.constantFrom(...formats);

const scalar = fc.oneof(fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.string());
const inner = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("b", "0", "devEui", "toString", "__proto__"), scalar),
);
const KEYS =
  "a b n u v vs vb vd s t ut bn bt bu bv bs bver x_ Time TempUnit time fCnt devAddr deviceInfo object";
const key = fc.constantFrom(...KEYS.split(" "));
const near = fc.oneof(
  fc.dictionary(key, inner),
  fc.array(fc.dictionary(key, fc.oneof(inner, fc.constantFrom("a", "b"))), { maxLength: 6 }),
);

describe("decoding an uplink", () => {
  it("never throws on any JSON, and says readings that may be stored or why there are none", () => {
    fc.assert(
      fc.property(format, fc.oneof(fc.jsonValue(), near), fc.nat(), (given, document, later) => {
        const decoding = decodeWith(given, document ?? null, RECEIVED_AT_MS + later);
        const length = decoding.ok ? decoding.value.length : decoding.detail.length;
        expect(length).toBeGreaterThan(0);
        expect(length).toBeLessThanOrEqual(decoding.ok ? UPLINK_READINGS_MAX : 300);
        for (const { channel, content } of decoding.ok ? decoding.value : []) {
          expect(READING_PAYLOADS[channel].safeParse(content).success).toBe(true);
        }
        expect(decodeWith(given, document ?? null, RECEIVED_AT_MS + later)).toEqual(decoding);
      }),
      { numRuns: 2_000 },
    );
  });

  it("never throws on any bytes", () => {
    fc.assert(
      fc.property(format, fc.uint8Array({ maxLength: 64 }), (given, bytes) => {
        expect(decodeUplink(bytes, given, RECEIVED_AT_MS).ok).toBe(false);
      }),
    );
  });

  it("takes a payload at the limit and puts one a byte past it aside as too-large", () => {
    const [senml] = formats;
    if (!senml) throw new Error("no format");
    const text = (bytes: number): string => `[{"n":"a","v":5}]`.padEnd(bytes);
    expect(decodeWith(senml, text(UPLINK_BYTES_MAX)).ok).toBe(true);
    expect(decodeWith(senml, text(UPLINK_BYTES_MAX + 1))).toMatchObject({ reason: "too-large" });
  });

  it.each([
    ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0x22])],
    ["nothing", Buffer.alloc(0)],
    ["a mark before the text", Buffer.from("\uFEFF[]")],
    ["the deepest nesting that fits", Buffer.from("[".repeat(UPLINK_BYTES_MAX))],
  ])("puts aside as not-json: %s", (_what, bytes) => {
    for (const given of formats) {
      expect(decodeUplink(bytes, given, 1)).toMatchObject({ ok: false, reason: "not-json" });
    }
  });
});
