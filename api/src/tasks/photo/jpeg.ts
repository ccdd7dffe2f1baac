import type { BarePhoto } from "./bare-photo.ts";

const MARKER = 0xff;
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const DQT = 0xdb;
const DHT = 0xc4;
const DRI = 0xdd;
/** Baseline, extended sequential and progressive frames of Huffman coding: what browsers show. */
const FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2];
const COM = 0xfe;
const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;

/** A progressive photo has about ten; each one makes a browser go over the whole picture again. */
const SCANS_MAX = 64;

const LENGTH_BYTES = 2;
const START = Uint8Array.of(MARKER, SOI);
const END = Uint8Array.of(MARKER, EOI);

/**
 * The same JPEG (ITU-T T.81) without anything but its picture: frame, tables, scans. Application
 * and comment segments (Exif with its place, XMP, colour profiles, thumbnails) are left out, and so
 * is what follows the end. Each segment must have exactly the length that its content asks for, so
 * that nothing hides in it.
 *
 * @returns null when it is no whole JPEG of this kind, or has more than `SCANS_MAX` scans.
 */
export function bareJpeg(bytes: Uint8Array): BarePhoto | null {
  if (bytes[0] !== MARKER || bytes[1] !== SOI) return null;
  const kept: Uint8Array[] = [START];
  let size: { width: number; height: number } | null = null;
  let scans = 0;
  let at = START.length;
  for (;;) {
    const segment = readSegment(bytes, at);
    if (segment === null) return null;
    const { marker, content, end } = segment;
    at = end;
    if (marker === EOI) {
      if (size === null || scans === 0) return null;
      return { ...size, bytes: Buffer.concat([...kept, END]) };
    }
    if (isApplication(marker) || marker === COM) continue;
    if (!isRightSegment(marker, content)) return null;
    if (FRAMES.includes(marker)) {
      if (size !== null) return null;
      size = { height: content.getUint16(1), width: content.getUint16(3) };
      if (size.height === 0 || size.width === 0) return null;
    }
    kept.push(Uint8Array.of(MARKER, marker), bytes.subarray(segment.from, end));
    if (marker !== SOS) continue;
    if (size === null) return null;
    if (++scans > SCANS_MAX) return null;
    const scanEnd = endOfScan(bytes, at);
    if (scanEnd === null) return null;
    kept.push(bytes.subarray(at, scanEnd));
    at = scanEnd;
  }
}

interface Segment {
  marker: number;
  /** Where its length stands. */
  from: number;
  content: DataView;
  end: number;
}

/** The segment at a place, with any fill bytes before it; null when there is no whole one. */
function readSegment(bytes: Uint8Array, start: number): Segment | null {
  if (bytes[start] !== MARKER) return null;
  let at = start;
  while (bytes[at] === MARKER) at++;
  const marker = bytes[at];
  if (marker === undefined) return null;
  const from = at + 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (marker === EOI) return { marker, from, content: new DataView(new ArrayBuffer(0)), end: from };
  if (from + LENGTH_BYTES > bytes.length) return null;
  const length = view.getUint16(from);
  const end = from + length;
  if (length < LENGTH_BYTES || end > bytes.length) return null;
  const content = new DataView(
    bytes.buffer,
    bytes.byteOffset + from + LENGTH_BYTES,
    length - LENGTH_BYTES,
  );
  return { marker, from, content, end };
}

/** Whether it is a segment of a picture, and as long as its content says. */
function isRightSegment(marker: number, content: DataView): boolean {
  const length = content.byteLength;
  if (FRAMES.includes(marker)) {
    // Grey or three colours; four are for printing presses.
    const components = length > 5 ? content.getUint8(5) : 0;
    return (components === 1 || components === 3) && length === 6 + 3 * components;
  }
  switch (marker) {
    case DQT:
      return isFilled(content, (at) => 1 + (content.getUint8(at) >> 4 === 0 ? 64 : 128));
    case DHT:
      return isFilled(content, (at) => (at + 17 > length ? 17 : 17 + codesOf(content, at + 1)));
    case DRI:
      return length === 2;
    case SOS:
      return length > 0 && length === 4 + 2 * content.getUint8(0);
    default:
      return false;
  }
}

/** Whether tables, each as long as `lengthAt` says, fill it to its last byte. */
function isFilled(content: DataView, lengthAt: (at: number) => number): boolean {
  let at = 0;
  while (at < content.byteLength) at += lengthAt(at);
  return at > 0 && at === content.byteLength;
}

/** How many codes a Huffman table has: the sum of sixteen counts. */
function codesOf(content: DataView, from: number): number {
  let codes = 0;
  for (let at = from; at < from + 16; at++) codes += content.getUint8(at);
  return codes;
}

/** Where the coded data of a scan ends: at the next marker that is no restart. */
function endOfScan(bytes: Uint8Array, start: number): number | null {
  for (let at = start; at + 1 < bytes.length; at++) {
    if (bytes[at] !== MARKER) continue;
    const next = bytes[at + 1] ?? 0;
    if (next === 0 || isRestart(next)) at++;
    else if (next !== MARKER) return at;
  }
  return null;
}
