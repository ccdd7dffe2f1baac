import { AMOUNT_MAX } from "@resik/contract/bank/limits";
import { expect, test } from "vitest";
import { caretAfter, readAmount, writeAmount } from "./typed-amount.ts";

test("an amount is read from digits alone and grouped while one types", () => {
  expect(readAmount("12500")).toBe(12_500);
  expect(readAmount("Rp 12.500")).toBe(12_500);
  expect(readAmount("")).toBeNull();
  expect(readAmount("abc")).toBeNull();
  expect(writeAmount(1_250_000)).toBe("1.250.000");
  expect(writeAmount(null)).toBe("");
});

test("an amount above the contract's limit stops at the limit", () => {
  expect(readAmount("9".repeat(40))).toBe(AMOUNT_MAX);
});

test("the caret stays behind the digit that was typed", () => {
  expect(caretAfter("12.500", 2)).toBe(2);
  expect(caretAfter("12.500", 3)).toBe(4);
  expect(caretAfter("12.500", 5)).toBe(6);
});
