import { AMOUNT_MAX } from "@resik/contract/bank/limits";
import { expect, test } from "vitest";
import { DENOMINATIONS, PIECES_MAX, readPieces, worthOf } from "./denominations.ts";

test("the counted notes and coins are summed", () => {
  expect(worthOf({})).toBe(0);
  expect(worthOf({ 100_000: 3, 2_000: 4, 500: 1 })).toBe(308_500);
});

test("a full count of every piece stays within one amount", () => {
  const all = Object.fromEntries(DENOMINATIONS.map((value) => [value, PIECES_MAX]));
  expect(worthOf(all)).toBeLessThan(AMOUNT_MAX);
});

test("pieces are typed as digits and stop at the limit", () => {
  expect(readPieces("12")).toBe(12);
  expect(readPieces("")).toBeNull();
  expect(readPieces("-3")).toBe(3);
  expect(readPieces("99999999")).toBe(PIECES_MAX);
});
