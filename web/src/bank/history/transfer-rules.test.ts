import { expect, test } from "vitest";
import type { TransferRow } from "../edge/parse-transfers.ts";
import { hasReceipt, mayReverse, openSettlements, settledIn } from "./transfer-rules.ts";

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

test("a weighed deposit waits until it has its value, and a held one until its release", () => {
  const waiting = row(1, {}, { isWaiting: true, isHeld: true });
  expect(openSettlements([waiting])).toEqual([{ step: "value", transfer: waiting }]);
  const value = row(2, { continues: 1 }, { kind: "value", isHeld: true });
  expect(openSettlements([value, waiting])).toEqual([{ step: "release", transfer: value }]);
  const release = row(3, { continues: 2 }, { kind: "release" });
  expect(openSettlements([release, value, waiting])).toEqual([]);
});

test("a value that was undone makes its deposit wait again", () => {
  const waiting = row(1, {}, { isWaiting: true });
  const undone = row(2, { continues: 1, reversedBy: 3 }, { kind: "value" });
  expect(openSettlements([undone, waiting])).toEqual([{ step: "value", transfer: waiting }]);
  expect(openSettlements([row(4, { reversedBy: 5 }, { isWaiting: true })])).toEqual([]);
});
