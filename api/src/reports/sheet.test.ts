import { describe, expect, it } from "vitest";
import { sheetsToCsv, type Cell, type Sheet } from "./sheet.ts";

const sheetOf = (rows: Cell[][]): Sheet => ({
  name: "Barang",
  heading: ["Laporan"],
  columns: [
    { title: "Nama", unit: null, width: 20 },
    { title: "Masuk", unit: "mass", width: 12 },
  ],
  rows,
});
const linesOf = (text: string): string[] => text.split("\r\n");

describe("a CSV file", () => {
  it("starts with the mark by which Excel takes it for UTF-8, and ends each line with CRLF", () => {
    const text = sheetsToCsv([sheetOf([["Kaca é", { massG: 1_234 }]])]);
    expect(text.startsWith("\uFEFF")).toBe(true);
    expect(linesOf(text.slice(1))).toEqual(["Laporan,", "Nama,Masuk (g)", "Kaca é,1234", ""]);
  });

  it("has whole grams and smallest units, so that no program reads a comma", () => {
    const cells: Cell[][] = [
      [{ unitOf: "litre" }, { quantity: 1_500, unit: "litre" }],
      [{ unitOf: "piece" }, { quantity: 2, unit: "piece" }],
      [null, { rupiah: -5 }],
    ];
    expect(linesOf(sheetsToCsv([sheetOf(cells)])).slice(2, 5)).toEqual([
      "ml,1500",
      "buah,2",
      ",-5",
    ]);
  });

  it.each(["=1+1", "+62", "-x", "@SUM", "\t=1", "|cmd"])("runs no formula from %j", (name) => {
    const [line] = linesOf(sheetsToCsv([sheetOf([[name, null]])])).slice(2);
    expect(line).toBe(`'${name},`);
  });

  it("quotes what would break a line", () => {
    const text = sheetsToCsv([sheetOf([['a,"b"\r\nc', null]])]);
    expect(text).toContain('"a,""b""\r\nc",\r\n');
  });

  it("gives every line of all tables the same number of fields", () => {
    const narrow: Sheet = {
      name: "x",
      heading: [],
      columns: [{ title: "Satu", unit: null, width: 9 }],
      rows: [["a"]],
    };
    const lines = linesOf(sheetsToCsv([sheetOf([["b", null]]), narrow]));
    expect(lines).toEqual(["\uFEFFLaporan,", "Nama,Masuk (g)", "b,", ",", "Satu,", "a,", ""]);
  });
});
