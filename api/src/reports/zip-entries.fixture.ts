import { inflateRawSync } from "node:zlib";

const END_OF_DIRECTORY = 0x06054b50;
const DEFLATED = 8;

/** The files of a ZIP archive by name [APPNOTE 4.3], for tests that open a workbook again. */
export function zipEntries(archive: Buffer): Map<string, string> {
  let end = archive.length - 22;
  while (archive.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  const files = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const entries = new Map<string, string>();
  for (let file = 0; file < files; file++) {
    const method = archive.readUInt16LE(at + 10);
    const packedBytes = archive.readUInt32LE(at + 20);
    const nameBytes = archive.readUInt16LE(at + 28);
    const extraBytes = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString("utf8", at + 46, at + 46 + nameBytes);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + packedBytes);
    entries.set(name, (method === DEFLATED ? inflateRawSync(packed) : packed).toString("utf8"));
    at += 46 + nameBytes + extraBytes;
  }
  return entries;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescapeXml = (text: string): string =>
  text
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? "");

const textOf = (xml: string): string =>
  unescapeXml([...xml.matchAll(/<t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g)].map((part) => part[1]).join(""));

function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.replace(/\d+$/, "")) {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}

/** Rows of a workbook's sheet, from 1; a cell that is not there is null. */
export function sheetRows(
  entries: ReadonlyMap<string, string>,
  sheet: number,
): (string | number | null)[][] {
  const xml = entries.get(`xl/worksheets/sheet${sheet}.xml`) ?? "";
  const shared = [...(entries.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>([\s\S]*?)<\/si>/g)];
  return [...xml.matchAll(/<row\b[^>]*?(?:\/>|>([\s\S]*?)<\/row>)/g)].map(([, body = ""]) => {
    const row: (string | number | null)[] = [];
    for (const [, attributes = "", inner = ""] of body.matchAll(
      /<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g,
    )) {
      const column = columnOf(/r="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? "A1");
      const type = /\bt="(\w+)"/.exec(attributes)?.[1] ?? "n";
      const value = /<v>([\s\S]*?)<\/v>/.exec(inner)?.[1];
      while (row.length < column) row.push(null);
      if (type === "inlineStr") row[column] = textOf(inner);
      else if (type === "s") row[column] = textOf(shared[Number(value)]?.[1] ?? "");
      else row[column] = value === undefined ? null : Number(value);
    }
    return row;
  });
}
