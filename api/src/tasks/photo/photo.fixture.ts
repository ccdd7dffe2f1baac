/** Pati; what a phone writes into its photos. */
export const SECRET_PLACE = { lat: [6, 45, 18], lon: [111, 2, 24] } as const;
/** Texts that stand in the metadata of `makeJpeg` and of `makeWebp`. */
export const SECRET_WORDS = ["Exif", "PonselRahasia", "http://ns.adobe.com/xap", "catatan rahasia"];

const marker = (code: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xff00 | code);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};

const SOI = Buffer.from([0xff, 0xd8]);
export const EOI = Buffer.from([0xff, 0xd9]);

/** One entry of a TIFF directory, whose value or its place has four bytes. */
function entry(tag: number, type: number, count: number, value: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16LE(tag);
  bytes.writeUInt16LE(type, 2);
  bytes.writeUInt32LE(count, 4);
  bytes.writeUInt32LE(value, 8);
  return bytes;
}

const directory = (...entries: Buffer[]): Buffer => {
  const count = Buffer.alloc(2);
  count.writeUInt16LE(entries.length);
  return Buffer.concat([count, ...entries, Buffer.alloc(4)]);
};

const ratios = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [index, value] of values.entries()) {
    bytes.writeUInt32LE(value, index * 8);
    bytes.writeUInt32LE(1, index * 8 + 4);
  }
  return bytes;
};

/** Exif with the model of the phone, which way it was held and where. */
export function makeExif(orientation = 1): Buffer {
  const model = Buffer.from("PonselRahasia\0");
  const modelAt = 8 + 2 + 3 * 12 + 4;
  const gpsAt = modelAt + model.length;
  const latAt = gpsAt + 2 + 4 * 12 + 4;
  const first = directory(
    entry(0x0110, 2, model.length, modelAt),
    entry(0x0112, 3, 1, orientation),
    entry(0x8825, 4, 1, gpsAt),
  );
  const gps = directory(
    entry(1, 2, 2, "S".charCodeAt(0)),
    entry(2, 5, 3, latAt),
    entry(3, 2, 2, "E".charCodeAt(0)),
    entry(4, 5, 3, latAt + 24),
  );
  const header = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  const place = Buffer.concat([ratios(SECRET_PLACE.lat), ratios(SECRET_PLACE.lon)]);
  return Buffer.concat([Buffer.from("Exif\0\0"), header, first, model, gps, place]);
}

/** What of a photo tells of more than its picture. */
export const metadataSegments = (orientation = 1): Buffer =>
  Buffer.concat([
    marker(0xe0, Buffer.from("JFIF\0\x01\x02\0\0\x01\0\x01\0\0", "latin1")),
    marker(0xe1, makeExif(orientation)),
    marker(0xe1, Buffer.from("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>")),
    marker(0xe2, Buffer.from("ICC_PROFILE\0\x01\x01", "latin1"), Buffer.alloc(40)),
    marker(0xed, Buffer.from("Photoshop 3.0\0")),
    marker(0xfe, Buffer.from("catatan rahasia")),
  ]);

export const DQT = marker(0xdb, Buffer.from([0]), Buffer.alloc(64, 1));
export const frame = (width: number, height: number): Buffer =>
  marker(0xc0, Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]));
const oneCode = (target: number): Buffer =>
  Buffer.concat([Buffer.from([target, 1]), Buffer.alloc(15), Buffer.from([0])]);
export const DHT = marker(0xc4, oneCode(0x00), oneCode(0x10));
export const SOS = marker(0xda, Buffer.from([1, 1, 0, 0, 63, 0]));
/** A grey square of 8 pixels: no difference, end of block, and ones to the end of the byte. */
const SCAN = Buffer.from([0x3f]);

export interface JpegParts {
  width?: number;
  height?: number;
  metadata?: Buffer;
  scan?: Buffer;
  tail?: Buffer;
}

/** A JPEG as a phone makes it, small; decoders show it while it has 8 by 8 pixels. */
export function makeJpeg(parts: JpegParts = {}): Buffer {
  const { width = 8, height = 8, metadata = metadataSegments() } = parts;
  const { scan = SCAN, tail = Buffer.alloc(0) } = parts;
  const picture = [DQT, frame(width, height), DHT, SOS, scan, EOI];
  return Buffer.concat([SOI, metadata, ...picture, tail]);
}

/** The same picture with nothing else: what is to be left of `makeJpeg`. */
export const BARE_JPEG = makeJpeg({ metadata: Buffer.alloc(0) });

const chunk = (name: string, content: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return Buffer.concat([Buffer.from(name), length, content, Buffer.alloc(content.length % 2)]);
};

const riff = (...chunks: Buffer[]): Buffer =>
  chunk("RIFF", Buffer.concat([Buffer.from("WEBP"), ...chunks]));

const SIZE = (pixels: number): Buffer => Buffer.from([pixels & 255, pixels >> 8]);
/** Head of a lossy key frame and some data; only its head is ever looked at. */
export const lossy = (pixels: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x10, 0, 0, 0x9d, 0x01, 0x2a]),
    SIZE(pixels),
    SIZE(pixels),
    Buffer.from("gambar!"),
  ]);

/** A WebP of the extended form with everything beside its picture. */
export const makeWebp = (pixels = 16): Buffer =>
  riff(
    chunk("VP8X", Buffer.from([0x2c, 0, 0, 0, 15, 0, 0, 15, 0, 0])),
    chunk("ICCP", Buffer.alloc(21, 7)),
    chunk("VP8 ", lossy(pixels)),
    chunk("EXIF", makeExif()),
    chunk("XMP ", Buffer.from("http://ns.adobe.com/xap/1.0/ catatan rahasia")),
  );

export const bareWebpOf = (pixels: number): Buffer => riff(chunk("VP8 ", lossy(pixels)));
export const webpOf = (name: string, content: Buffer): Buffer => riff(chunk(name, content));
