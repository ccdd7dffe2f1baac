import { expect, test } from "vitest";
import { lineTarget } from "./line-target.ts";

const row = (kind: string, reverses: number | null = null) => ({ kind, seq: 7, reverses });

test("what has a receipt leads to it, a reversal to the one it undid", () => {
  for (const kind of ["deposit", "value", "donate"]) {
    expect(lineTarget(row(kind))).toBe("/saya/struk/7");
  }
  expect(lineTarget(row("reverse", 3))).toBe("/saya/struk/3");
});

test("a withdrawal leads to the withdrawals, and what has nothing more to say nowhere", () => {
  expect(lineTarget(row("request-withdrawal"))).toBe("/saya/tarik");
  expect(lineTarget(row("void-withdrawal"))).toBe("/saya/tarik");
  expect(lineTarget(row("release"))).toBeNull();
});
