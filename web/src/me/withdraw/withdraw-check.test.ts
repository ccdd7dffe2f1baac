import { expect, test } from "vitest";
import type { Balance } from "../edge/parse-account.ts";
import { canWithdraw, withdrawProblem } from "./withdraw-check.ts";

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
