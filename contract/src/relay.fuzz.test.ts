import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeAck,
  decodeBatch,
  decodeSegment,
  encodeAck,
  encodeBatch,
  encodeSegment,
  recordBytes,
} from "./relay.ts";

const record = fc.record({
  receivedAtMs: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
  retain: fc.boolean(),
  topic: fc.string({ unit: "grapheme", maxLength: 60 }),
  payload: fc.uint8Array({ maxLength: 300 }),
});
const withAttributes = fc
  .tuple(record, fc.option(fc.string({ unit: "grapheme", maxLength: 400 }), { nil: undefined }))
  .map(([one, attributes]) => (attributes === undefined ? one : { ...one, attributes }));
const records = fc.array(withAttributes, { maxLength: 20 });
const cursor = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const session = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

/** What reading the bytes as a batch ends in: `none`, or the error as text. */
function complaintAbout(bytes: Buffer): string {
  try {
    decodeBatch(bytes);
    return "none";
  } catch (error) {
    return String(error);
  }
}

describe("a segment", () => {
  it("gives back every record it was made from", () => {
    fc.assert(
      fc.property(records, (given) => {
        const bytes = encodeSegment(given);
        expect(bytes.length).toBe(given.reduce((sum, one) => sum + recordBytes(one), 0));
        const read = decodeSegment(bytes).map((one) => ({
          ...one,
          payload: new Uint8Array(one.payload),
        }));
        expect(read).toEqual(given);
      }),
    );
  });

  it("has the same bytes as ever for records without attributes", () => {
    const bytes = encodeSegment([
      { receivedAtMs: 258, retain: true, topic: "a/b", payload: Buffer.from("xyz") },
    ]);
    expect(bytes.toString("hex")).toBe("00000000010201000300000003612f6278797a");
  });

  it("is refused with attributes that its length field cannot hold", () => {
    const long = { receivedAtMs: 1, retain: false, topic: "t", payload: new Uint8Array() };
    const bytesOf = (length: number): Buffer =>
      encodeSegment([{ ...long, attributes: "x".repeat(length) }]);
    expect(decodeSegment(bytesOf(65_535))[0]?.attributes).toHaveLength(65_535);
    expect(() => bytesOf(65_536)).toThrow(/out of range/);
  });

  it("is refused when it is cut short", () => {
    fc.assert(
      fc.property(
        fc.array(withAttributes, { minLength: 1, maxLength: 3 }),
        fc.nat(),
        (given, cut) => {
          const bytes = encodeSegment(given);
          const boundaries = new Set([0]);
          let at = 0;
          for (const one of given) boundaries.add((at += recordBytes(one)));
          const length = cut % bytes.length;
          fc.pre(!boundaries.has(length));
          expect(() => decodeSegment(bytes.subarray(0, length))).toThrow(/relay: cut/);
        },
      ),
    );
  });
});

describe("a batch", () => {
  it("carries segments byte for byte with its header", () => {
    fc.assert(
      fc.property(
        fc.array(records, { maxLength: 4 }),
        session,
        cursor,
        cursor,
        (segments, id, from, to) => {
          const rows = segments.flat().length;
          const bytes = encodeBatch({ session: id, from, to, rows }, segments.map(encodeSegment));
          const batch = decodeBatch(bytes);
          expect({ ...batch, records: batch.records.length }).toEqual({
            session: id,
            from,
            to,
            rows,
            records: rows,
          });
        },
      ),
    );
  });

  it("of the version before attributes is still read, one of a later version is not", () => {
    const segment = encodeSegment([
      { receivedAtMs: 1, retain: false, topic: "t", payload: new Uint8Array() },
    ]);
    const bytes = encodeBatch({ session: 1n, from: 0, to: 1, rows: 1 }, [segment]);
    expect(bytes[0]).toBe(2);
    bytes[0] = 1;
    expect(decodeBatch(bytes).records).toHaveLength(1);
    bytes[0] = 3;
    expect(() => decodeBatch(bytes)).toThrow(/version/);
  });

  it("is refused when its row count is another", () => {
    const segment = encodeSegment([
      { receivedAtMs: 1, retain: false, topic: "t", payload: new Uint8Array() },
    ]);
    const bytes = encodeBatch({ session: 1n, from: 0, to: 1, rows: 2 }, [segment]);
    expect(() => decodeBatch(bytes)).toThrow(/rows/);
  });

  it("throws and does nothing else on any other bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(complaintAbout(Buffer.from(bytes))).toMatch(/^(none|Error: relay: .*)$/);
      }),
    );
  });
});

describe("an acknowledgement", () => {
  it("gives back session and cursor", () => {
    fc.assert(
      fc.property(session, cursor, (id, at) => {
        expect(decodeAck(encodeAck({ session: id, cursor: at }))).toEqual({
          session: id,
          cursor: at,
        });
      }),
    );
  });

  it("is refused in any other length or version", () => {
    const bytes = encodeAck({ session: 1n, cursor: 2 });
    expect(decodeAck(bytes.subarray(1))).toBeNull();
    expect(decodeAck(Buffer.concat([bytes, Buffer.of(0)]))).toBeNull();
    expect(bytes[0]).toBe(1);
    bytes[0] = 9;
    expect(decodeAck(bytes)).toBeNull();
  });
});
