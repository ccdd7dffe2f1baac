import { expect, test } from "vitest";
import { toPrinterText, wrapText } from "./printer-text.ts";

test("everything becomes letters that every printer has", () => {
  expect(toPrinterText("Rp\u00a012.500 · “Ñoño” – 3 × 4…")).toBe('Rp 12.500 - "Nono" - 3 x 4...');
  expect(toPrinterText("李\n\t\u0007")).toBe("????");
  expect(toPrinterText("abc")).toMatch(/^[ -~]*$/);
});

test("a text breaks at its spaces, and a long word inside", () => {
  expect(wrapText("satu dua tiga", 8)).toEqual(["satu dua", "tiga"]);
  expect(wrapText("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
  expect(wrapText("a bcdefghij", 4)).toEqual(["a", "bcde", "fghi", "j"]);
  expect(wrapText("   ", 8)).toEqual([]);
});
