import { crc32, deflateSync } from "node:zlib";

/** A PNG of black dots on white, one bit each, with a margin of white around. */
export function toPng(rows: readonly Uint8Array[], width: number, margin: number): Buffer {
  const side = width + 2 * margin;
  const lineBytes = Math.ceil(side / 8);
  const blank = new Uint8Array(width);
  const padding = Array.from({ length: margin }, () => blank);
  const lines = [...padding, ...rows, ...padding].map((dots) => {
    // The first byte names the filter: none. A bit that is set is white.
    const line = Buffer.alloc(1 + lineBytes, 0xff);
    line[0] = 0;
    for (const [x, dot] of dots.entries()) {
      if (dot === 0) continue;
      const place = 1 + ((x + margin) >> 3);
      line[place] = (line[place] ?? 0xff) & ~(0x80 >> ((x + margin) & 7));
    }
    return line;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(lines.length, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    part("IHDR", header),
    part("IDAT", deflateSync(Buffer.concat(lines))),
    part("IEND", Buffer.alloc(0)),
  ]);
}

function part(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "ascii"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
