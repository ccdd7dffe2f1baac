import type { BarePhoto } from "./bare-photo.ts";

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
/** RFC 9649: what may stand beside the picture; all of it is left out. */
const LEFT_OUT: readonly string[] = ["VP8X", "ALPH", "ICCP", "EXIF", "XMP "];

/**
 * The same still WebP (RFC 9649) with its picture alone: no Exif, XMP, colour profile, no chunk that
 * we do not know, and nothing behind the end. A photo has no transparency, so that goes as well.
 *
 * @returns null when it is no whole still WebP.
 */
export function bareWebp(bytes: Uint8Array): BarePhoto | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < RIFF_HEADER_BYTES) return null;
  if (textAt(bytes, 0) !== "RIFF" || textAt(bytes, 8) !== "WEBP") return null;
  const end = CHUNK_HEADER_BYTES + view.getUint32(4, true);
  if (end > bytes.length) return null;
  let at = RIFF_HEADER_BYTES;
  while (at + CHUNK_HEADER_BYTES <= end) {
    const name = textAt(bytes, at);
    const length = view.getUint32(at + 4, true);
    const chunkEnd = at + CHUNK_HEADER_BYTES + length;
    if (chunkEnd > end) return null;
    const content = bytes.subarray(at + CHUNK_HEADER_BYTES, chunkEnd);
    if (name === "VP8 " || name === "VP8L") {
      const size = name === "VP8 " ? lossySize(content) : losslessSize(content);
      return size && { ...size, bytes: fileOf(name, content) };
    }
    if (!LEFT_OUT.includes(name)) return null;
    // Chunks are padded to an even length.
    at = chunkEnd + (length % 2);
  }
  return null;
}

const textAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

/** RFC 6386, 9.1: a key frame's tag, its start code and two sizes of 14 bits. */
function lossySize(content: Uint8Array): { width: number; height: number } | null {
  const [tag = 1, , , first, second, third] = content;
  const isKeyFrame = (tag & 1) === 0;
  if (!isKeyFrame || first !== 0x9d || second !== 0x01 || third !== 0x2a) return null;
  if (content.length < 10) return null;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  return sizeOf(view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff);
}

/** RFC 9649, 3.4: a signature, then two sizes less one of 14 bits. */
function losslessSize(content: Uint8Array): { width: number; height: number } | null {
  if (content[0] !== 0x2f || content.length < 5) return null;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const bits = view.getUint32(1, true);
  return sizeOf((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
}

const sizeOf = (width: number, height: number): { width: number; height: number } | null =>
  width > 0 && height > 0 ? { width, height } : null;

/** A file of one chunk. */
function fileOf(name: string, content: Uint8Array): Uint8Array {
  const padding = content.length % 2;
  const file = new Uint8Array(RIFF_HEADER_BYTES + CHUNK_HEADER_BYTES + content.length + padding);
  const view = new DataView(file.buffer);
  file.set(Buffer.from("RIFF"), 0);
  view.setUint32(4, file.length - CHUNK_HEADER_BYTES, true);
  file.set(Buffer.from(`WEBP${name}`), 8);
  view.setUint32(16, content.length, true);
  file.set(content, RIFF_HEADER_BYTES + CHUNK_HEADER_BYTES);
  return file;
}
