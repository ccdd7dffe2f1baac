import { expect, test } from "vitest";
import type { Balance } from "../edge/parse-account.ts";
import { canWithdraw, withdrawalFee, withdrawProblem } from "./withdraw-check.ts";

const balance = (changes: Partial<Balance> = {}): Balance => ({
  product: "reguler",
  name: "Reguler",
  savingsRupiah: 60_000,
  heldRupiah: 0,
  payableRupiah: 0,
  minimumRupiah: 20_000,
  remainingRupiah: 5_000,
  termUntil: null,
  withdrawableRupiah: 55_000,
  withdrawalFeeRatio: null,
  ...changes,
});

test("an amount is checked at the minimum and at what may go, to the rupiah", () => {
  expect(withdrawProblem(null, balance())).toBe("empty");
  expect(withdrawProblem(0, balance())).toBe("empty");
  expect(withdrawProblem(19_999, balance())).toBe("below-minimum");
  expect(withdrawProblem(20_000, balance())).toBeNull();
  expect(withdrawProblem(55_000, balance())).toBeNull();
  expect(withdrawProblem(55_001, balance())).toBe("too-much");
});

test("savings below their own minimum cannot be withdrawn at all", () => {
  expect(canWithdraw(balance({ withdrawableRupiah: 19_999 }))).toBe(false);
  expect(canWithdraw(balance({ withdrawableRupiah: 0, minimumRupiah: 0 }))).toBe(false);
  expect(canWithdraw(balance({ withdrawableRupiah: 20_000 }))).toBe(true);
});

test("the bank's part of a withdrawal is told before, rounded down to the rupiah", () => {
  const tenth = balance({ withdrawalFeeRatio: { numerator: 1, denominator: 10 } });
  expect(withdrawalFee(20_009, tenth)).toEqual({ feeRupiah: 2_000, netRupiah: 18_009 });
  expect(withdrawalFee(55_000, tenth)).toEqual({ feeRupiah: 5_500, netRupiah: 49_500 });
});

test("nothing is told where the bank keeps nothing, and of an amount that cannot be had", () => {
  expect(withdrawalFee(20_000, balance())).toBeNull();
  const tenth = balance({ withdrawalFeeRatio: { numerator: 1, denominator: 10 } });
  for (const amount of [null, 0, 19_999, 55_001]) {
    expect(withdrawalFee(amount, tenth)).toBeNull();
  }
  expect(withdrawalFee(5, { ...tenth, minimumRupiah: 0 })).toBeNull();
});
