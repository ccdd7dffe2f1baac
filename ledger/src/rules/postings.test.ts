import { describe, expect, it } from "vitest";
import { ACCOUNTS } from "../account.ts";
import { createPostingSet } from "./postings.ts";

describe("a posting set", () => {
  it("adds up the sides of an account and leaves out what comes to nothing", () => {
    const set = createPostingSet();
    set.debit("cash", 5);
    set.debit("cash", 3);
    set.credit("margin", 8);
    set.debit("operations", 0);
    expect(set.balanced()).toEqual([
      { account: "cash", asset: "idr", amount: 8 },
      { account: "margin", asset: "idr", amount: -8 },
    ]);
  });

  it("throws where an asset does not balance, also when the numbers of two assets would", () => {
    const rupiahAgainstGrams = createPostingSet();
    rupiahAgainstGrams.debit(ACCOUNTS.stock("pet.clean"), 8);
    rupiahAgainstGrams.credit("cash", 8);
    expect(() => rupiahAgainstGrams.balanced()).toThrow(/does not balance in/);
    const twoItems = createPostingSet();
    twoItems.debit(ACCOUNTS.stock("pet.clean"), 8);
    twoItems.credit(ACCOUNTS.deposited("pet.mixed"), 8);
    expect(() => twoItems.balanced()).toThrow(/does not balance in/);
  });

  it("takes no negative side, no fraction and no sum that cannot be kept exactly", () => {
    const set = createPostingSet();
    expect(() => set.debit("cash", -1)).toThrow(RangeError);
    expect(() => set.credit("cash", 0.1)).toThrow(RangeError);
    set.debit("cash", Number.MAX_SAFE_INTEGER);
    expect(() => set.debit("cash", 1)).toThrow(RangeError);
  });
});
