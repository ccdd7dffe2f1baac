import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPacketMeter } from "./socket-guard.ts";

/** A packet of a type and a body length, its length in the fewest digits. */
function packetOf(type: number, bodyBytes: number): Buffer {
  const digits: number[] = [];
  let left = bodyBytes;
  do {
    const digit = left % 128;
    left = Math.floor(left / 128);
    digits.push(left > 0 ? digit | 0x80 : digit);
  } while (left > 0);
  return Buffer.concat([Buffer.from([type << 4, ...digits]), Buffer.alloc(bodyBytes, 0xff)]);
}

/** Whether all of a stream passes when it is cut at these places. */
function verdict(stream: Buffer, cuts: readonly number[], limit: number): boolean {
  const meter = createPacketMeter(limit);
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), stream.length]) {
    const to = Math.min(Math.max(cut, from), stream.length);
    if (!meter.accept(stream.subarray(from, to))) return false;
    from = to;
  }
  return true;
}

describe("packet meter", () => {
  it("gives the same answer however packets are cut into chunks, and the right one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 0, max: 700 })), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.array(fc.nat(6_000), { maxLength: 12 }),
        fc.integer({ min: 0, max: 700 }),
        (packets, cuts, limit) => {
          const stream = Buffer.concat(packets.map(([type, bytes]) => packetOf(type, bytes)));
          const right = packets.every(([, bytes]) => bytes <= limit);
          expect(verdict(stream, cuts, limit)).toBe(right);
          expect(verdict(stream, [], limit)).toBe(right);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("gives the same answer on arbitrary bytes however they are cut", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.array(fc.nat(400), { maxLength: 10 }),
        fc.integer({ min: 0, max: 300 }),
        (bytes, cuts, limit) => {
          const stream = Buffer.from(bytes);
          expect(verdict(stream, cuts, limit)).toBe(verdict(stream, [], limit));
          const byByte = [...stream.keys()];
          expect(verdict(stream, byByte, limit)).toBe(verdict(stream, [], limit));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
