import { SCALE_BY_UNIT, type Unit } from "@resik/contract/bank/quantity";
import { csvCell } from "../routes/export-format.ts";

/** Grams and thousandths are divided here, at the edge, for people's eyes; never read back. */
export type Cell =
  | null
  | string
  | { count: number }
  | { rupiah: number }
  | { massG: number }
  | { quantity: number; unit: Unit }
  | { degrees: number }
  /** The name of the unit that the row's quantities are in. */
  | { unitOf: Unit };

/** What a column counts decides the unit that is named in its title. */
export type ColumnUnit = "mass" | "rupiah" | null;

export interface Column {
  /** In Indonesian. */
  title: string;
  unit: ColumnUnit;
  /** In characters. */
  width: number;
}

/** One table with what stands above it. */
export interface Sheet {
  name: string;
  heading: readonly string[];
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
}

const UNIT_NAMES = { kg: "kg", litre: "liter", piece: "buah" } as const satisfies Record<
  Unit,
  string
>;
const SMALLEST_UNIT_NAMES = { kg: "g", litre: "ml", piece: "buah" } as const satisfies Record<
  Unit,
  string
>;

export type SheetCell =
  | { type: "empty" }
  | { type: "text"; text: string }
  | { type: "number"; value: number; decimals: number };

const wholeNumber = (value: number): SheetCell => ({ type: "number", value, decimals: 0 });
const text = (value: string): SheetCell => ({ type: "text", text: value });
const inWholeUnits = (amount: number, unit: Unit): SheetCell => {
  const scale = SCALE_BY_UNIT[unit];
  return { type: "number", value: amount / scale, decimals: scale === 1 ? 0 : 3 };
};

/** A cell of a workbook: kilograms, litres and pieces. */
export function sheetCell(cell: Cell): SheetCell {
  if (cell === null) return { type: "empty" };
  if (typeof cell === "string") return text(cell);
  if ("count" in cell) return wholeNumber(cell.count);
  if ("rupiah" in cell) return wholeNumber(cell.rupiah);
  if ("massG" in cell) return inWholeUnits(cell.massG, "kg");
  if ("quantity" in cell) return inWholeUnits(cell.quantity, cell.unit);
  if ("degrees" in cell) return { type: "number", value: cell.degrees, decimals: 6 };
  return text(UNIT_NAMES[cell.unitOf]);
}

export const sheetTitle = ({ title, unit }: Column): string =>
  unit === null ? title : `${title} (${unit === "mass" ? "kg" : "Rp"})`;

/** A cell of a text file: whole numbers of the smallest unit, so that no program reads a comma. */
function plainCell(cell: Cell): string | number | null {
  if (cell === null || typeof cell === "string") return cell;
  if ("count" in cell) return cell.count;
  if ("rupiah" in cell) return cell.rupiah;
  if ("massG" in cell) return cell.massG;
  if ("quantity" in cell) return cell.quantity;
  if ("degrees" in cell) return cell.degrees;
  return SMALLEST_UNIT_NAMES[cell.unitOf];
}

const plainTitle = ({ title, unit }: Column): string =>
  unit === null ? title : `${title} (${unit === "mass" ? "g" : "Rp"})`;

/** Excel takes a file for UTF-8 only with this in front. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Tables below each other as RFC 4180 text; every line has as many fields as the widest table. Text
 * that a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function sheetsToCsv(sheets: readonly Sheet[]): string {
  const fields = Math.max(...sheets.map(({ columns }) => columns.length));
  const line = (cells: readonly (string | number | null)[]): string =>
    `${Array.from({ length: fields }, (_, index) => csvCell(cells[index])).join(",")}\r\n`;
  const tables = sheets.map(({ heading, columns, rows }) =>
    [
      ...heading.map((words) => line([words])),
      line(columns.map(plainTitle)),
      ...rows.map((row) => line(row.map(plainCell))),
    ].join(""),
  );
  return `${BYTE_ORDER_MARK}${tables.join(line([]))}`;
}
