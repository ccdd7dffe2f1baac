import { describe, expect, it } from "vitest";
import { csvCell } from "./export-format.ts";

describe("CSV cell", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+62", "'+62"],
    ["-x", "'-x"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ])("is never run as a formula: %j", (given, written) => {
    expect(csvCell(given)).toBe(written);
  });

  it("quotes what would end it, and leaves numbers alone", () => {
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
    expect(csvCell("two\nlines")).toBe('"two\nlines"');
    expect(csvCell(-12.5)).toBe("-12.5");
    expect(csvCell(true)).toBe("true");
    expect(csvCell(null)).toBe("");
    expect(csvCell(undefined)).toBe("");
  });
});
