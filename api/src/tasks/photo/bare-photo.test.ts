import {
  REPORT_PHOTO_BYTES_MAX,
  REPORT_PHOTO_SIDE_PX_MAX,
} from "@resik/contract/http/resident-reports";
import { describe, expect, it } from "vitest";
import { barePhoto, type PhotoType } from "./bare-photo.ts";
import {
  BARE_JPEG,
  DHT,
  DQT,
  EOI,
  SECRET_WORDS,
  SOS,
  bareWebpOf,
  frame,
  lossy,
  makeExif,
  makeJpeg,
  makeWebp,
  metadataSegments,
  webpOf,
} from "./photo.fixture.ts";

const bare = (type: PhotoType, bytes: Uint8Array): Buffer | null => {
  const result = barePhoto(type, bytes);
  if (!result.ok) expect(result.code).toBe("invalid-input");
  return result.ok ? Buffer.from(result.value.bytes) : null;
};
const jpeg = (bytes: Uint8Array) => bare("image/jpeg", bytes);
const webp = (bytes: Uint8Array) => bare("image/webp", bytes);

const SOI = Buffer.from([0xff, 0xd8]);
const none = Buffer.alloc(0);

describe("a JPEG", () => {
  it("loses place, model, profile, comment and what follows its end, and keeps its picture", () => {
    const photo = makeJpeg({ tail: Buffer.concat([Buffer.from("ekor"), makeExif()]) });
    for (const word of SECRET_WORDS) expect(photo.includes(word)).toBe(true);
    expect(jpeg(photo)).toEqual(BARE_JPEG);
    expect(barePhoto("image/jpeg", photo)).toMatchObject({ value: { width: 8, height: 8 } });
  });

  it("is refused with so many scans that a browser would be busy with it for minutes", () => {
    const scans = (count: number): Buffer =>
      Buffer.concat(Array.from({ length: count }, () => Buffer.concat([SOS, Buffer.from([0x3f])])));
    const photo = (count: number): Buffer =>
      Buffer.concat([SOI, DQT, frame(4_096, 4_096), DHT, scans(count), EOI]);
    expect(jpeg(photo(50))).not.toBeNull();
    expect(jpeg(photo(10_000)) === null).toBe(true);
  });

  it("loses metadata wherever it stands, also between tables, scans and fill bytes", () => {
    const fill = Buffer.from([0xff, 0xff]);
    const photo = Buffer.concat([
      SOI,
      DQT,
      metadataSegments(),
      frame(8, 8),
      fill,
      metadataSegments(),
      DHT,
      SOS,
      Buffer.from([0x3f]),
      metadataSegments(),
      SOS,
      Buffer.from([0x3f]),
      EOI,
    ]);
    const kept = jpeg(photo);
    for (const word of SECRET_WORDS) expect(kept?.includes(word)).toBe(false);
    const scan = Buffer.concat([SOS, Buffer.from([0x3f])]);
    expect(kept).toEqual(Buffer.concat([SOI, DQT, frame(8, 8), DHT, scan, scan, EOI]));
  });

  it("keeps stuffed bytes and restarts of its scan", () => {
    const scan = Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd7, 0x3f]);
    expect(jpeg(makeJpeg({ scan }))).toEqual(makeJpeg({ scan, metadata: none }));
  });

  it("is refused wherever it is cut", () => {
    const photo = makeJpeg();
    for (let length = 0; length < photo.length; length++) {
      expect(jpeg(photo.subarray(0, length))).toBeNull();
    }
  });

  it("is taken up to its largest side and size, and refused one past", () => {
    const side = REPORT_PHOTO_SIDE_PX_MAX;
    expect(jpeg(makeJpeg({ width: side, height: side }))).not.toBeNull();
    expect(jpeg(makeJpeg({ width: side + 1, height: 8 }))).toBeNull();
    expect(jpeg(makeJpeg({ width: 8, height: side + 1 }))).toBeNull();
    expect(jpeg(makeJpeg({ width: 0 }))).toBeNull();
    const room = REPORT_PHOTO_BYTES_MAX - BARE_JPEG.length;
    const filled = (bytes: number) => makeJpeg({ metadata: none, tail: Buffer.alloc(bytes) });
    expect(jpeg(filled(room))).toEqual(BARE_JPEG);
    expect(jpeg(filled(room + 1))).toBeNull();
  });

  const picture = (...parts: Buffer[]) => Buffer.concat([SOI, ...parts, EOI]);
  const scan = Buffer.concat([SOS, Buffer.from([0x3f])]);
  const longer = (segment: Buffer): Buffer => {
    const bytes = Buffer.concat([segment, Buffer.from("hidden")]);
    bytes.writeUInt16BE(bytes.length - 2, 2);
    return bytes;
  };
  it.each([
    ["nothing", none],
    ["text", Buffer.from("<svg onload=alert(1)>")],
    ["a WebP", makeWebp()],
    ["a picture without a frame", picture(DQT, DHT, scan)],
    ["a picture without a scan", picture(DQT, frame(8, 8), DHT)],
    ["a scan before its frame", picture(DQT, DHT, scan, frame(8, 8))],
    ["two frames", picture(DQT, frame(8, 8), frame(8, 8), DHT, scan)],
    ["words behind a table", picture(longer(DQT), frame(8, 8), DHT, scan)],
    ["words behind a code table", picture(DQT, frame(8, 8), longer(DHT), scan)],
    ["words behind a frame", picture(DQT, longer(frame(8, 8)), DHT, scan)],
    ["words behind the head of a scan", picture(DQT, frame(8, 8), DHT, longer(SOS))],
    ["a segment that we do not know", picture(DQT, Buffer.from([0xff, 0xf5, 0, 4, 1, 2]), scan)],
    ["a segment shorter than its length", picture(Buffer.from([0xff, 0xe1, 0, 1]), scan)],
    ["a segment longer than the file", picture(Buffer.from([0xff, 0xe1, 0xff, 0xff]), scan)],
    ["an empty code table", picture(DQT, Buffer.from([0xff, 0xc4, 0, 2]), frame(8, 8), scan)],
  ])("of %s is refused", (_what, bytes) => {
    expect(jpeg(bytes)).toBeNull();
  });
});

describe("a WebP", () => {
  it("keeps its picture alone, in the plain form", () => {
    const photo = makeWebp(16);
    for (const word of ["EXIF", "PonselRahasia", "XMP ", "catatan rahasia"]) {
      expect(photo.includes(word)).toBe(true);
    }
    expect(webp(photo)).toEqual(bareWebpOf(16));
    expect(webp(Buffer.concat([photo, makeExif()]))).toEqual(bareWebpOf(16));
    expect(barePhoto("image/webp", photo)).toMatchObject({ value: { width: 16, height: 16 } });
  });

  it("without loss is taken too, with the size that its head says", () => {
    const content = Buffer.from([0x2f, 0x0f, 0xc0, 0x03, 0x00, 1, 2, 3]);
    expect(barePhoto("image/webp", webpOf("VP8L", content))).toMatchObject({
      value: { width: 16, height: 16 },
    });
  });

  it("is refused wherever its picture is cut", () => {
    const photo = bareWebpOf(16);
    for (let length = 0; length < photo.length; length++) {
      expect(webp(photo.subarray(0, length))).toBeNull();
    }
  });

  it.each([
    ["more pixels than are taken", bareWebpOf(REPORT_PHOTO_SIDE_PX_MAX + 1)],
    ["no pixels", bareWebpOf(0)],
    ["moving pictures", webpOf("ANMF", lossy(16))],
    ["a chunk that we do not know", webpOf("WORD", lossy(16))],
    ["no picture", webpOf("EXIF", makeExif())],
    ["a frame that needs another", webpOf("VP8 ", Buffer.from([0x11, ...lossy(16).subarray(1)]))],
    ["a wrong start code", webpOf("VP8 ", Buffer.alloc(16))],
    ["a picture of four bytes", webpOf("VP8L", Buffer.from([0x2f, 1, 1, 1]))],
    ["a JPEG", makeJpeg()],
  ])("of %s is refused", (_what, bytes) => {
    expect(webp(bytes)).toBeNull();
  });
});
