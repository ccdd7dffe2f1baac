import {
  balanceHistorySchema,
  passbookRowSchema,
  statementSchema,
} from "@resik/contract/http/bank/me";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseHistory, parseStatement, passbookRow } from "./parse-passbook.ts";

const ROW = {
  seq: 345,
  kind: "deposit",
  at: "2026-11-21T01:30:00Z",
  amountRupiah: -9_350,
  balanceRupiah: 85_500,
  reverses: null,
  reversedBy: 346,
  reason: null,
};
const STATEMENT = {
  openingRupiah: 1,
  closingRupiah: 2,
  creditsRupiah: 3,
  debitsRupiah: 2,
  rows: [ROW],
};
const HISTORY = { months: [{ month: "2026-11", savingsRupiah: 85_500, massG: 4_250 }] };

test("what the contract allows is read, value for value", () => {
  expect(passbookRowSchema.safeParse(ROW).success).toBe(true);
  expect(passbookRow(ROW)).toEqual(ROW);
  expect(statementSchema.safeParse(STATEMENT).success).toBe(true);
  expect(parseStatement(STATEMENT)).toEqual(STATEMENT);
  expect(balanceHistorySchema.safeParse(HISTORY).success).toBe(true);
  expect(parseHistory(HISTORY)).toEqual(HISTORY);
});

test("a line with one wrong part is none, and neither is a statement with it", () => {
  for (const key of Object.keys(ROW)) {
    const row = { ...ROW, [key]: [] };
    expect(passbookRowSchema.safeParse(row).success).toBe(false);
    expect(passbookRow(row)).toBeUndefined();
    expect(parseStatement({ ...STATEMENT, rows: [row] })).toBeNull();
  }
  expect(parseHistory({ months: [{ ...HISTORY.months[0], month: "2026-13" }] })).toBeNull();
});

test("nothing from outside makes them throw", () => {
  fc.assert(
    fc.property(
      fc.anything(),
      (value) => parseStatement(value) === null && parseHistory(value) === null,
    ),
  );
});
