import { accountSchema } from "@resik/contract/http/bank/me";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseAccount, savingsOf } from "./parse-account.ts";
import { sampleAccount } from "./sample-account.ts";

test("what the contract allows is read, value for value", () => {
  const account = sampleAccount();
  expect(accountSchema.safeParse(account).success).toBe(true);
  expect(account).toMatchObject({ ...parseAccount(account) });
  expect(savingsOf(account)).toBe(125_500);
});

test("an account with nothing in it yet is an account", () => {
  const empty = {
    ...sampleAccount(),
    balances: [],
    lastDeposit: null,
    pendingWithdrawals: [],
    funds: [],
  };
  const bank = { ...empty.bank, weighing: null, nextWeighingOn: null, address: null, phone: null };
  const account = { ...empty, bank };
  expect(accountSchema.safeParse(account).success).toBe(true);
  expect(parseAccount(account)).not.toBeNull();
});

test("an answer with one wrong part is refused whole: half an account would be a wrong one", () => {
  const parts = [
    "member",
    "bank",
    "balances",
    "lastDeposit",
    "pendingWithdrawals",
    "funds",
    "year",
  ];
  const junk = fc.constantFrom(undefined, 7, "x", [{}], { savingsRupiah: 0.5 });
  fc.assert(
    fc.property(fc.constantFrom(...parts), junk, (part, value) => {
      const account = { ...sampleAccount(), [part]: value };
      expect(parseAccount(account)).toBeNull();
      expect(accountSchema.safeParse(account).success).toBe(false);
    }),
  );
});

test("an amount that is not whole is no amount", () => {
  for (const amount of [0.5, Number.NaN, 2 ** 53, "12500"]) {
    const [first, ...rest] = sampleAccount().balances;
    const balances = [{ ...first, savingsRupiah: amount }, ...rest];
    expect(parseAccount({ ...sampleAccount(), balances })).toBeNull();
  }
});

test("nothing from outside makes it throw", () => {
  fc.assert(fc.property(fc.anything(), (value) => parseAccount(value) === null));
});
