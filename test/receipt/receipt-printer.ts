import { FONT_A } from "./font-a.ts";

/** A 58 mm printer: dots across, and the size of a sign of font A. */
export const PRINTER_DOTS = 384;
const SIGN_DOTS = { width: 12, height: 24 };
/** ESC 2, in force after switching on: lines of a sixth of an inch at 203 dots to the inch. */
const LINE_DOTS = 34;

/** What came out of the printer. */
export interface Printout {
  /** Each printed line as it stands on the paper, with spaces at its left and right. */
  lines: { text: string; isBold: boolean; isTall: boolean }[];
  /** Texts of the codes that the printer drew by itself. */
  codes: string[];
  /** Dots from top to bottom, one byte each: 1 is black. */
  rows: Uint8Array[];
  isCut: boolean;
}

interface Head {
  isBold: boolean;
  isTall: boolean;
  align: "left" | "centre" | "right";
}

/** The part of a code library that the printer's own firmware has. */
export type DrawCode = (text: string) => {
  size: number;
  isDark: (row: number, column: number) => boolean;
};

/**
 * A receipt printer that knows the commands of the ESC/POS command reference that a receipt may
 * use, and nothing of who sends them.
 *
 * @throws Error on any byte that is no command it knows: a real printer would print it as rubbish.
 */
export function printReceipt(bytes: Uint8Array, drawCode: DrawCode): Printout {
  const out: Printout = { lines: [], codes: [], rows: [], isCut: false };
  const head: Head = { isBold: false, isTall: false, align: "left" };
  const code = { moduleDots: 3, text: "" };
  let waiting = "";
  let at = 0;

  const take = (): number => {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error(`the bytes end inside a command at ${at}`);
    return byte;
  };
  const takeLength = (): number => take() + take() * 256;
  const unknown = (what: string): never => {
    throw new Error(`${what} at byte ${at} is no command of this printer`);
  };
  const feedLine = (): void => {
    printLine(out, head, waiting);
    waiting = "";
  };

  const escape = (): void => {
    const command = take();
    switch (String.fromCharCode(command)) {
      case "@":
        Object.assign(head, { isBold: false, isTall: false, align: "left" });
        waiting = "";
        return;
      case "t":
        if (take() > 255) unknown("a code page");
        return;
      case "M":
        if (take() !== 0) unknown("a font other than A");
        return;
      case "E":
        head.isBold = (take() & 1) === 1;
        return;
      case "a": {
        const align = (["left", "centre", "right"] as const)[take() % 48];
        head.align = align ?? unknown("an alignment");
        return;
      }
      case "d":
        for (let lines = take(); lines > 0; lines--) feedLine();
        return;
      default:
        unknown(`ESC ${command}`);
    }
  };

  const symbol = (): void => {
    if (take() !== 0x6b) unknown("GS (");
    const end = takeLength() + at;
    if (take() !== 49) unknown("a symbol that is no QR code");
    switch (take()) {
      case 65:
        if (take() !== 50 || take() !== 0) unknown("a QR model");
        break;
      case 67:
        code.moduleDots = take();
        break;
      case 69:
        if (![48, 49, 50, 51].includes(take())) unknown("an error correction");
        break;
      case 80:
        if (take() !== 48) unknown("a store");
        code.text = String.fromCharCode(...bytes.subarray(at, end));
        at = end;
        break;
      case 81:
        if (take() !== 48) unknown("a print");
        printCode(out, head, drawCode(code.text), code.moduleDots);
        out.codes.push(code.text);
        break;
      default:
        unknown("a function of GS ( k");
    }
    if (at !== end) unknown("a GS ( k whose length is not what follows");
  };

  const picture = (): void => {
    if (take() !== 0x30 || take() !== 0) unknown("GS v");
    const [width, height] = [takeLength(), takeLength()];
    for (let row = 0; row < height; row++) {
      const dots = new Uint8Array(PRINTER_DOTS);
      for (let column = 0; column < width; column++) {
        const byte = take();
        for (let bit = 0; bit < 8; bit++) {
          if ((byte & (0x80 >> bit)) === 0) continue;
          if (column * 8 + bit >= PRINTER_DOTS) unknown("a dot beside the paper");
          dots[column * 8 + bit] = 1;
        }
      }
      out.rows.push(dots);
    }
  };

  const group = (): void => {
    const command = take();
    if (command === 0x21) {
      const size = take();
      if ((size & 0xf0) !== 0 || (size & 0x0f) > 1) unknown("a size");
      head.isTall = size === 1;
    } else if (command === 0x28) symbol();
    else if (command === 0x76) picture();
    else if (command === 0x56) {
      if (take() !== 66) unknown("a cut");
      take();
      out.isCut = true;
    } else unknown(`GS ${command}`);
  };

  while (at < bytes.length) {
    const byte = take();
    if (byte === 0x1b) escape();
    else if (byte === 0x1d) group();
    else if (byte === 0x0a) feedLine();
    else if (byte >= 0x20 && byte <= 0x7e) waiting += String.fromCharCode(byte);
    else unknown(`the sign ${byte}`);
  }
  if (waiting !== "") unknown("a line without its end");
  return out;
}

const leftOf = (width: number, { align }: Head): number =>
  align === "left" ? 0 : align === "right" ? PRINTER_DOTS - width : (PRINTER_DOTS - width) >> 1;

/** Prints a line; signs beyond the paper go to the next one, as printers do. */
function printLine(out: Printout, head: Head, text: string): void {
  const columns = PRINTER_DOTS / SIGN_DOTS.width;
  if (text.length > columns) {
    printLine(out, head, text.slice(0, columns));
    return printLine(out, head, text.slice(columns));
  }
  const tall = head.isTall ? 2 : 1;
  const rows = Array.from({ length: LINE_DOTS * tall }, () => new Uint8Array(PRINTER_DOTS));
  const left = leftOf(text.length * SIGN_DOTS.width, head);
  for (const [index, sign] of Array.from(text).entries()) {
    const glyph = FONT_A[sign.charCodeAt(0) - 32] ?? "";
    for (let y = 0; y < SIGN_DOTS.height * tall; y++) {
      const bits = Number.parseInt(glyph.slice(((y / tall) | 0) * 3, ((y / tall) | 0) * 3 + 3), 16);
      for (let x = 0; x < SIGN_DOTS.width; x++) {
        if ((bits & (0x800 >> x)) === 0) continue;
        const dot = left + index * SIGN_DOTS.width + x;
        const row = rows[y];
        if (row === undefined) continue;
        row[dot] = 1;
        // Bold is the sign once more, one dot further.
        if (head.isBold && dot + 1 < PRINTER_DOTS) row[dot + 1] = 1;
      }
    }
  }
  out.rows.push(...rows);
  const start = left / SIGN_DOTS.width;
  out.lines.push({
    text: (" ".repeat(Math.floor(start)) + text).padEnd(columns),
    isBold: head.isBold,
    isTall: head.isTall,
  });
}

function printCode(
  out: Printout,
  head: Head,
  code: ReturnType<DrawCode>,
  moduleDots: number,
): void {
  const left = leftOf(code.size * moduleDots, head);
  for (let y = 0; y < code.size * moduleDots; y++) {
    const row = new Uint8Array(PRINTER_DOTS);
    for (let x = 0; x < code.size * moduleDots; x++) {
      const isDark = code.isDark(Math.floor(y / moduleDots), Math.floor(x / moduleDots));
      if (isDark) row[left + x] = 1;
    }
    out.rows.push(row);
  }
}
