import { expect, test } from "vitest";
import type { TransferRow } from "../edge/parse-transfers.ts";
import { hasReceipt, mayReverse, settledIn, settlingStep } from "./transfer-rules.ts";

const NONE: ReadonlySet<number> = new Set();

const row = (seq: number, change: Partial<TransferRow> = {}, detail = {}): TransferRow => ({
  seq,
  kind: "deposit",
  occurredAt: "2026-11-21T02:00:00.000Z",
  recordedAt: "2026-11-21T02:00:00.000Z",
  actorName: null,
  member: null,
  continues: null,
  reverses: null,
  reversedBy: null,
  sha256: "",
  ...change,
  detail: {
    kind: "deposit",
    amountRupiah: 1,
    massG: 1,
    isWaiting: false,
    isHeld: false,
    note: null,
    ...detail,
  },
});

test("an operator may undo a deposit and nothing else", () => {
  expect(mayReverse(row(1), false, NONE)).toBe(true);
  expect(mayReverse(row(1, {}, { kind: "sell" }), false, NONE)).toBe(false);
  expect(mayReverse(row(1, {}, { kind: "sell" }), true, NONE)).toBe(true);
});

test("what was undone, and what undid it, cannot be undone", () => {
  expect(mayReverse(row(1, { reversedBy: 2 }), true, NONE)).toBe(false);
  expect(mayReverse(row(2, { reverses: 1 }, { kind: "reverse" }), true, NONE)).toBe(false);
  expect(mayReverse(row(1, {}, { kind: "publish-rule" }), true, NONE)).toBe(false);
});

test("a deposit that has its value is undone by undoing the value first", () => {
  const value = row(2, { continues: 1 }, { kind: "value" });
  const settled = settledIn([value, row(1)]);
  expect(mayReverse(row(1), true, settled)).toBe(false);
  expect(mayReverse(value, true, settled)).toBe(true);
  expect(settledIn([{ ...value, reversedBy: 3 }]).size).toBe(0);
});

test("an opening of the day has no receipt, a deposit has one", () => {
  expect(hasReceipt(row(1))).toBe(true);
  expect(hasReceipt(row(1, {}, { kind: "open-day" }))).toBe(false);
});

test("a weighed deposit needs its price first, and what is held only to be let go", () => {
  expect(settlingStep(row(1, {}, { isWaiting: true, isHeld: true }))).toBe("value");
  expect(settlingStep(row(1, {}, { isHeld: true }))).toBe("release");
  expect(settlingStep(row(2, { continues: 1 }, { kind: "value", isHeld: true }))).toBe("release");
});
