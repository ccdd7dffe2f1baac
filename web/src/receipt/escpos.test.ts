import { expect, test } from "vitest";
import { COLUMNS, pairLines, toEscPos } from "./escpos.ts";

const options = {
  qr: "native",
  hasCutter: false,
  toMatrix: () => ({ size: 21, isDark: () => true }),
} as const;
const bytesOf = (...rows: Parameters<typeof toEscPos>[0]) => [...toEscPos(rows, options)];
const START = [0x1b, 0x40, 0x1b, 0x74, 0, 0x1b, 0x4d, 0];
const END = [0x1b, 0x64, 4];

test("a job starts from a known state and pushes the paper out", () => {
  expect(bytesOf()).toEqual([...START, ...END]);
});

test("a strong pair is bold between its two commands", () => {
  const line = Array.from(`${"Jumlah".padEnd(COLUMNS - 4)}5000`, (sign) => sign.charCodeAt(0));
  expect(bytesOf({ type: "pair", label: "Jumlah", value: "5000", isStrong: true })).toEqual([
    ...START,
    0x1b,
    0x45,
    1,
    ...line,
    0x0a,
    0x1b,
    0x45,
    0,
    ...END,
  ]);
});

test("label and value stand on lines of their own where one is too short for both", () => {
  expect(pairLines("No.", "x".repeat(29))).toEqual(["No.", "x".repeat(29).padStart(COLUMNS)]);
  expect(pairLines("No.", "x".repeat(28))).toEqual([`No. ${"x".repeat(28)}`]);
  expect(pairLines("  12 buah", "y".repeat(40)).every((line) => line.length <= COLUMNS)).toBe(true);
});

test("the knife and the picture are used only where they are wanted", () => {
  const code = { type: "code", url: "https://a.example/cek/1", label: "Kode", code: "X" } as const;
  const native = String.fromCharCode(...toEscPos([code], options));
  expect(native).toContain("\u001d(k");
  expect(native).not.toContain("\u001dv0");
  const raster = String.fromCharCode(...toEscPos([code], { ...options, qr: "raster" }));
  expect(raster).toContain("\u001dv0");
  expect(raster).not.toContain("\u001d(k");
  expect(native).not.toContain("\u001dV");
  expect(String.fromCharCode(...toEscPos([], { ...options, hasCutter: true }))).toContain(
    "\u001dVB",
  );
});
