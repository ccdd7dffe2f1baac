import { toPrinterText, wrapText } from "./printer-text.ts";
import type { QrMatrix } from "./qr-matrix.ts";
import type { ReceiptRow } from "./receipt-rows.ts";

/** A 58 mm printer: 384 dots, which are 32 columns of font A. */
export const DOTS = 384;
export const COLUMNS = 32;

export interface EscPosOptions {
  /**
   * `native`: the printer draws the code itself, sharp and in few bytes; `raster`: a picture, for
   * printers that do not know how.
   */
  qr: "native" | "raster";
  /** Whether there is a knife; without one the paper is only pushed out. */
  hasCutter: boolean;
  toMatrix: (text: string) => QrMatrix;
}

const ESC = 0x1b;
const GS = 0x1d;
const LF = 0x0a;

/** The commands that are used, by the names of the ESC/POS command reference. */
const COMMAND = {
  /** ESC @: everything as after switching on. */
  initialize: [ESC, 0x40],
  /** ESC t 0: PC437, whose lower half is ASCII on every printer. */
  codePage: [ESC, 0x74, 0],
  /** ESC M 0: font A, 12 × 24 dots. */
  fontA: [ESC, 0x4d, 0],
  bold: (isOn: boolean) => [ESC, 0x45, isOn ? 1 : 0],
  /** GS ! n: the high half makes it wide, the low half tall. */
  size: (isTall: boolean) => [GS, 0x21, isTall ? 0x01 : 0x00],
  align: (side: "left" | "centre") => [ESC, 0x61, side === "left" ? 0 : 1],
  /** ESC d n: print and feed n lines. */
  feed: (lines: number) => [ESC, 0x64, lines],
  /** GS V 66 0: feed to the knife and cut, leaving one point. */
  cut: [GS, 0x56, 66, 0],
} as const;

const QR_DOTS_PER_MODULE = 6;
/** Lines pushed out at the end, so that the last one is above the tear-off edge. */
const FEED_LINES = 4;

/** The bytes that make a receipt printer write these rows. */
export function toEscPos(rows: readonly ReceiptRow[], options: EscPosOptions): Uint8Array {
  const bytes: number[] = [...COMMAND.initialize, ...COMMAND.codePage, ...COMMAND.fontA];
  for (const row of rows) bytes.push(...rowBytes(row, options));
  bytes.push(...COMMAND.feed(FEED_LINES));
  if (options.hasCutter) bytes.push(...COMMAND.cut);
  return Uint8Array.from(bytes);
}

function rowBytes(row: ReceiptRow, options: EscPosOptions): number[] {
  switch (row.type) {
    case "title":
      return centred(row.text, { isStrong: true, isTall: true });
    case "centre":
      return centred(row.text);
    case "stamp":
      return [...centred(`*** ${row.text} ***`, { isStrong: true }), ...centred(row.note)];
    case "text":
      return printed(wrapText(toPrinterText(row.text), COLUMNS));
    case "rule":
      return printed(["-".repeat(COLUMNS)]);
    case "pair": {
      const lines = printed(pairLines(row.label, row.value));
      return row.isStrong === true ? strong(lines) : lines;
    }
    case "item":
      return [
        ...printed(wrapText(toPrinterText(row.name), COLUMNS)),
        ...printed(pairLines(`  ${row.count}`, row.amount)),
        ...printed(wrapText(toPrinterText(row.note), COLUMNS - 2).map((line) => `  ${line}`)),
      ];
    case "code":
      return [
        ...(options.qr === "native" ? nativeQr(row.url) : rasterQr(options.toMatrix(row.url))),
        ...centred(`${row.label} ${row.code}`, { isStrong: true }),
        // The number stands above; here is where one types it.
        ...centred(row.url.replace(/^https?:\/\//, "").replace(/\/[^/]*$/, "")),
      ];
  }
}

const ascii = (text: string): number[] => Array.from(text, (sign) => sign.charCodeAt(0));

const printed = (lines: readonly string[]): number[] =>
  lines.flatMap((line) => [...ascii(line), LF]);

const strong = (bytes: readonly number[]): number[] => [
  ...COMMAND.bold(true),
  ...bytes,
  ...COMMAND.bold(false),
];

function centred(text: string, look: { isStrong?: boolean; isTall?: boolean } = {}): number[] {
  const lines = printed(wrapText(toPrinterText(text), COLUMNS));
  const tall =
    look.isTall === true ? [...COMMAND.size(true), ...lines, ...COMMAND.size(false)] : lines;
  const bytes = look.isStrong === true ? strong(tall) : tall;
  return [...COMMAND.align("centre"), ...bytes, ...COMMAND.align("left")];
}

/** Label left and value right; on lines of their own where both do not fit on one. */
export function pairLines(label: string, value: string): string[] {
  const left = toPrinterText(label).replace(/\s+$/, "");
  const right = toPrinterText(value);
  if (left.length + 1 + right.length <= COLUMNS) {
    return [left + " ".repeat(COLUMNS - left.length - right.length) + right];
  }
  const indent = /^ */.exec(left)?.[0] ?? "";
  const head = wrapText(left, COLUMNS - indent.length).map((line) => indent + line);
  return [...head, ...wrapText(right, COLUMNS).map((line) => line.padStart(COLUMNS))];
}

/** GS ( k, with the length of what follows it, lower byte first. */
function symbol(functionCode: number, ...parameters: number[]): number[] {
  const length = parameters.length + 2;
  return [GS, 0x28, 0x6b, length & 0xff, length >> 8, 49, functionCode, ...parameters];
}

function nativeQr(text: string): number[] {
  return [
    ...COMMAND.align("centre"),
    // 165: model 2; 167: dots of a module; 169: error correction M; 180: the data; 181: print.
    ...symbol(65, 50, 0),
    ...symbol(67, QR_DOTS_PER_MODULE),
    ...symbol(69, 49),
    ...symbol(80, 48, ...ascii(toPrinterText(text))),
    ...symbol(81, 48),
    ...COMMAND.align("left"),
    LF,
  ];
}

/** GS v 0: the code as a picture; the white at its left stands in it, for all printers alike. */
function rasterQr(matrix: QrMatrix): number[] {
  const codeDots = matrix.size * QR_DOTS_PER_MODULE;
  const leftDots = (DOTS - codeDots) >> 1;
  const rowBytesCount = (leftDots + codeDots + 7) >> 3;
  const bytes = [GS, 0x76, 0x30, 0, ...lowHigh(rowBytesCount), ...lowHigh(codeDots)];
  for (let row = 0; row < matrix.size; row++) {
    const dots = Array.from({ length: rowBytesCount }, () => 0);
    for (let dot = 0; dot < codeDots; dot++) {
      if (!matrix.isDark(row, Math.floor(dot / QR_DOTS_PER_MODULE))) continue;
      const at = leftDots + dot;
      dots[at >> 3] = (dots[at >> 3] ?? 0) | (0x80 >> (at & 7));
    }
    for (let copy = 0; copy < QR_DOTS_PER_MODULE; copy++) bytes.push(...dots);
  }
  return [...bytes, LF];
}

const lowHigh = (value: number): [number, number] => [value & 0xff, value >> 8];
