import { describe, expect, it } from "vitest";
import { rupiah } from "./money.ts";
import { termEndMs, withdrawableRupiah, withdrawalRefusal } from "./withdrawable.ts";

const DAY_MS = 86_400_000;
const terms = (minimum: number, remaining: number, termDays: number) => ({
  minimumRupiah: rupiah(minimum),
  remainingRupiah: rupiah(remaining),
  termDays,
});

describe("what may be withdrawn", () => {
  it.each([
    ["all of it without any terms", terms(0, 0, 0), 7_500, 7_500],
    ["what need not remain", terms(0, 5_000, 0), 7_500, 2_500],
    ["nothing when just what must remain is there", terms(0, 7_500, 0), 7_500, 0],
    ["nothing when less is there", terms(0, 10_000, 0), 7_500, 0],
    ["exactly the least", terms(2_500, 5_000, 0), 7_500, 2_500],
    ["nothing one rupiah below the least", terms(2_501, 5_000, 0), 7_500, 0],
    ["nothing of nothing", terms(0, 0, 0), 0, 0],
  ])("is %s", (_what, rule, savingsRupiah, right) => {
    expect(withdrawableRupiah(rule, { savingsRupiah, openedAtMs: 0 }, 0)).toBe(right);
  });

  it("is nothing until the term is over, to the millisecond", () => {
    const rule = terms(0, 0, 30);
    const standing = { savingsRupiah: 7_500, openedAtMs: 1_000 };
    const endMs = 1_000 + 30 * DAY_MS;
    expect(termEndMs(rule, standing)).toBe(endMs);
    expect(withdrawableRupiah(rule, standing, endMs - 1)).toBe(0);
    expect(withdrawableRupiah(rule, standing, endMs)).toBe(7_500);
    expect(termEndMs(rule, { savingsRupiah: 0, openedAtMs: null })).toBeNull();
  });

  it("says why not: the least before the term, the term before the balance", () => {
    const rule = terms(1_000, 500, 1);
    const ask = (amountRupiah: number, nowMs: number) =>
      withdrawalRefusal(rule, { savingsRupiah: 2_000, openedAtMs: 0 }, { amountRupiah, nowMs });
    expect(ask(999, 0)).toBe("below-minimum");
    expect(ask(9_999, 0)).toBe("term-running");
    expect(ask(1_501, DAY_MS)).toBe("insufficient-balance");
    expect(ask(1_500, DAY_MS)).toBeNull();
  });
});
