import { saleBodySchema } from "@resik/contract/http/bank/transfers";
import type { StockRow } from "@resik/contract/http/bank/books";
import { expect, test } from "vitest";
import { emptyLine, lineBody, problemOf, soldOf, worthOf } from "./sale-draft.ts";

const ROW: StockRow = {
  item: "kardus",
  grade: "standard",
  name: "Kardus",
  unit: "kg",
  reportGroup: "paper",
  inStock: 10_000,
  waiting: 0,
  deposited: 10_000,
  sold: 0,
  lost: 0,
  costRupiah: 15_000,
};
const LINE = { ...emptyLine(1), stock: "kardus.standard", takenQuantity: 10_000 };

test("a line is worth what the buyer's scale shows, rounded as the book rounds", () => {
  const line = { ...LINE, soldQuantity: 9_750, rupiahPerUnit: 1_850 };
  expect(worthOf(line, ROW)).toBe(18_038);
  expect(soldOf({ ...LINE, soldQuantity: null })).toBe(10_000);
});

test("more than the stock, nothing at all and a missing price are not sold", () => {
  expect(problemOf(LINE, undefined)).toBe("stock");
  expect(problemOf({ ...LINE, takenQuantity: 0 }, ROW)).toBe("taken");
  expect(problemOf({ ...LINE, takenQuantity: 10_001 }, ROW)).toBe("over");
  expect(problemOf(LINE, ROW)).toBe("price");
  expect(problemOf({ ...LINE, rupiahPerUnit: 0 }, ROW)).toBeNull();
});

test("what the form sends is what the contract takes", () => {
  const body = {
    occurredAt: "2026-11-21T02:00:00.000Z",
    buyer: "pengepul-jaya",
    hop: "collector",
    payment: "cash",
    lines: [lineBody({ ...LINE, rupiahPerUnit: 1_900 }, ROW)],
  };
  expect(saleBodySchema.safeParse(body).success).toBe(true);
});
