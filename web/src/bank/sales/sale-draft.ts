import { rupiah } from "@resik/contract/bank/money";
import { quantity, valueRoundHalfUp } from "@resik/contract/bank/quantity";
import type { StockRow } from "@resik/contract/http/bank/books";

/** A line of a sale as the form holds it. */
export interface SaleLine {
  /** Told apart from other lines while they come and go. */
  id: number;
  /** `item.grade`; empty until chosen. */
  stock: string;
  takenQuantity: number | null;
  /** Null: the same as taken. */
  soldQuantity: number | null;
  rupiahPerUnit: number | null;
}

export const emptyLine = (id: number): SaleLine => ({
  id,
  stock: "",
  takenQuantity: null,
  soldQuantity: null,
  rupiahPerUnit: null,
});

export const stockOf = (row: Pick<StockRow, "item" | "grade">): string =>
  `${row.item}.${row.grade}`;

export type LineProblem = "stock" | "taken" | "over" | "price";

/** What is still wrong with a line, the first thing first; null for a line that can be sold. */
export function problemOf(line: SaleLine, row: StockRow | undefined): LineProblem | null {
  if (row === undefined) return "stock";
  if (line.takenQuantity === null || line.takenQuantity === 0) return "taken";
  if (line.soldQuantity === 0) return "taken";
  if (line.takenQuantity > row.inStock) return "over";
  return line.rupiahPerUnit === null ? "price" : null;
}

/** What the buyer pays for, by the buyer's scale. */
export const soldOf = (line: SaleLine): number => line.soldQuantity ?? line.takenQuantity ?? 0;

/** The line's worth as the book will round it. */
export const worthOf = (line: SaleLine, row: StockRow): number =>
  valueRoundHalfUp(quantity(soldOf(line)), row.unit, rupiah(line.rupiahPerUnit ?? 0));

/** The line as the api takes it. Only for lines without a problem. */
export const lineBody = (line: SaleLine, row: StockRow) => ({
  item: row.item,
  grade: row.grade,
  takenQuantity: line.takenQuantity,
  soldQuantity: soldOf(line),
  rupiahPerUnit: line.rupiahPerUnit,
});
