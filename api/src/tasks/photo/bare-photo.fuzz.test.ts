import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barePhoto } from "./bare-photo.ts";
import {
  BARE_JPEG,
  DHT,
  DQT,
  EOI,
  SOS,
  frame,
  makeJpeg,
  makeWebp,
  metadataSegments,
} from "./photo.fixture.ts";

const TYPES = ["image/jpeg", "image/webp"] as const;
const SOI = Buffer.from([0xff, 0xd8]);

const application = fc
  .tuple(fc.integer({ min: 0xe0, max: 0xef }), fc.uint8Array({ maxLength: 60 }))
  .map(([code, content]) => {
    const head = Buffer.from([0xff, code, 0, content.length + 2]);
    return Buffer.concat([head, content]);
  });
const metadata = fc
  .array(fc.oneof(application, fc.constant(metadataSegments())), { maxLength: 3 })
  .map((segments) => Buffer.concat(segments));
/** Coded data: no marker in it but what is allowed there. */
const scan = fc
  .array(
    fc.oneof(
      fc.integer({ max: 0xfe, min: 0 }).map((byte) => [byte]),
      fc.constant([0xff, 0]),
    ),
    {
      maxLength: 40,
    },
  )
  .map((parts) => Buffer.from(parts.flat()));

describe("taking metadata out", () => {
  it("leaves the same picture, whatever stands around its parts", () => {
    fc.assert(
      fc.property(fc.array(metadata, { minLength: 5, maxLength: 5 }), scan, (around, data) => {
        const parts = [DQT, frame(8, 8), DHT, SOS];
        const photo = Buffer.concat([
          SOI,
          ...parts.flatMap((part, index) => [around[index] ?? Buffer.alloc(0), part]),
          data,
          around[4] ?? Buffer.alloc(0),
          EOI,
        ]);
        const bare = barePhoto("image/jpeg", photo);
        expect(bare.ok && Buffer.from(bare.value.bytes)).toEqual(
          makeJpeg({ metadata: Buffer.alloc(0), scan: data }),
        );
      }),
    );
  });

  it("changes nothing the second time, and never makes a photo longer", () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(makeJpeg(), makeWebp(), BARE_JPEG),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }),
        fc.nat(400),
      )
      .map(([photo, changes, cut]) => {
        const bytes = Buffer.from(photo);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        return bytes.subarray(0, Math.max(0, bytes.length - Math.max(0, cut - 300)));
      });
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), damaged, (type, bytes) => {
        const once = barePhoto(type, bytes);
        if (!once.ok) return;
        expect(once.value.bytes.length).toBeLessThanOrEqual(bytes.length);
        expect(barePhoto(type, once.value.bytes)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it("takes any bytes at all without an exception", () => {
    const start = fc.constantFrom(Buffer.alloc(0), SOI, Buffer.from("RIFF\x20\0\0\0WEBPVP8X"));
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), start, fc.uint8Array(), (type, head, rest) => {
        barePhoto(type, Buffer.concat([head, rest]));
      }),
      { numRuns: 500 },
    );
  });
});
