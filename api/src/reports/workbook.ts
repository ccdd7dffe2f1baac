import writeXlsxFile, { type Cell as XlsxCell, type SheetData } from "write-excel-file/node";
import { sheetCell, sheetTitle, type Sheet, type SheetCell } from "./sheet.ts";

/** What XML 1.0 cannot hold [xml: 2.2]; one such character would make the file unreadable. */
// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const safeText = (text: string): string => text.toWellFormed().replaceAll(NOT_IN_XML, "");

const FORMAT_BY_DECIMALS: Record<number, string> = { 0: "#,##0", 3: "#,##0.000", 6: "0.000000" };

const HEAD_COLOR = "#E6EFE9";

function toXlsx(cell: SheetCell): XlsxCell {
  switch (cell.type) {
    case "empty":
      return null;
    case "text":
      // A string type is never taken for a formula, whatever it begins with.
      return { value: safeText(cell.text), type: String };
    case "number":
      return {
        value: cell.value,
        type: Number,
        format: FORMAT_BY_DECIMALS[cell.decimals] ?? "General",
      };
  }
}

const toData = ({ heading, columns, rows }: Sheet): SheetData => [
  ...heading.map((words): XlsxCell[] => [
    { value: safeText(words), type: String, fontWeight: "bold" },
  ]),
  columns.map((column) => ({
    value: safeText(sheetTitle(column)),
    type: String,
    fontWeight: "bold",
    backgroundColor: HEAD_COLOR,
    wrap: true,
  })),
  ...rows.map((row) => row.map((cell) => toXlsx(sheetCell(cell)))),
];

/** Tables as the sheets of an Excel workbook (Office Open XML). */
export const sheetsToXlsx = (sheets: readonly Sheet[]): Promise<Buffer> =>
  writeXlsxFile(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      data: toData(sheet),
      columns: sheet.columns.map(({ width }) => ({ width })),
      stickyRowsCount: sheet.heading.length + 1,
    })),
  ).toBuffer();
