import { default as createCode } from "qrcode-generator";

/** A QR code as squares; row and column count from 0. */
export interface QrMatrix {
  size: number;
  isDark(row: number, column: number): boolean;
}

/**
 * The smallest code that holds the text with error correction M (15 %), which a worn card or a
 * pale print still needs.
 *
 * @throws Error when the text is longer than any QR code holds.
 */
export function toQrMatrix(text: string): QrMatrix {
  const code = createCode(0, "M");
  code.addData(text);
  code.make();
  return { size: code.getModuleCount(), isDark: (row, column) => code.isDark(row, column) };
}
