import { describe, expect, it } from "vitest";
import type { Sheet } from "./sheet.ts";
import { sheetsToXlsx } from "./workbook.ts";
import { sheetRows, zipEntries } from "./zip-entries.fixture.ts";

const SHEET: Sheet = {
  name: "Barang",
  heading: ["Laporan & <judul>"],
  columns: [
    { title: "Nama", unit: null, width: 20 },
    { title: "Masuk", unit: "mass", width: 12 },
    { title: "Nilai", unit: "rupiah", width: 12 },
  ],
  rows: [
    ["Botol \"PET\" 'bening'", { massG: 1_234_567 }, { rupiah: 98_765_432 }],
    ['=HYPERLINK("http://x")', { massG: -1 }, null],
    ["\u0000rusak\uD800\u0008", { quantity: 333, unit: "litre" }, { count: 7 }],
    ["@a", { quantity: 12, unit: "piece" }, { unitOf: "litre" }],
  ],
};

describe("a workbook", () => {
  it("opens again with the same texts and numbers, kilograms from whole grams", async () => {
    const entries = zipEntries(await sheetsToXlsx([SHEET]));
    expect(sheetRows(entries, 1)).toEqual([
      ["Laporan & <judul>"],
      ["Nama", "Masuk (kg)", "Nilai (Rp)"],
      ["Botol \"PET\" 'bening'", 1_234.567, 98_765_432],
      ['=HYPERLINK("http://x")', -0.001],
      ["rusak", 0.333, 7],
      ["@a", 12, "liter"],
    ]);
  });

  it("has no formula in it, whatever a name begins with", async () => {
    const entries = zipEntries(await sheetsToXlsx([SHEET]));
    expect(entries.get("xl/worksheets/sheet1.xml")).not.toContain("<f");
  });

  it("has a sheet for each table, in order and by name", async () => {
    const entries = zipEntries(await sheetsToXlsx([SHEET, { ...SHEET, name: "Lain" }]));
    const workbook = entries.get("xl/workbook.xml") ?? "";
    const names = [...workbook.matchAll(/<sheet [^>]*name="([^"]+)"/g)].map((match) => match[1]);
    expect(names).toEqual(["Barang", "Lain"]);
    expect(sheetRows(entries, 2)).toEqual(sheetRows(entries, 1));
  });
});
