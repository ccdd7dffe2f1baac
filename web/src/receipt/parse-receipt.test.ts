import { receiptSchema } from "@resik/contract/http/bank/receipt";
import { expect, test } from "vitest";
import { parseReceipt } from "./parse-receipt.ts";
import { WIRE_RECEIPT } from "./receipt.fixture.ts";

test("reads what the contract sends", () => {
  expect(receiptSchema.safeParse(WIRE_RECEIPT).success).toBe(true);
  const receipt = parseReceipt(WIRE_RECEIPT);
  const { occurredAt, recordedAt, reversal, ...rest } = WIRE_RECEIPT;
  expect(receipt).toEqual({
    ...rest,
    occurredAtMs: Date.parse(occurredAt),
    recordedAtMs: Date.parse(recordedAt),
    reversal: { atMs: Date.parse(reversal.at), reason: reversal.reason },
  });
});

test("reads a receipt without anything that may be absent", () => {
  const bare = {
    ...WIRE_RECEIPT,
    member: null,
    operatorName: null,
    akad: null,
    productName: null,
    delivery: null,
    lines: [],
    grossRupiah: null,
    share: null,
    netRupiah: null,
    balanceRupiah: null,
    reversal: null,
  };
  expect(receiptSchema.safeParse(bare).success).toBe(true);
  expect(parseReceipt(bare)).not.toBeNull();
});

test("refuses a wrong type wherever the contract refuses it", () => {
  const [line] = WIRE_RECEIPT.lines;
  const inside = [
    ...Object.keys(WIRE_RECEIPT).map((key) => ({ [key]: { no: "such" } })),
    ...Object.keys(WIRE_RECEIPT.bank).map((key) => ({
      bank: { ...WIRE_RECEIPT.bank, [key]: 1.5 },
    })),
    ...Object.keys(line).map((key) => ({ lines: [{ ...line, [key]: 1.5 }] })),
    { amount: 1, netRupiah: 1.5 },
    { akad: "gift" },
    { reversal: { at: "yesterday", reason: "Salah" } },
  ];
  for (const change of inside) {
    const value = { ...WIRE_RECEIPT, ...change };
    if (receiptSchema.safeParse(value).success) continue;
    expect({ change, read: parseReceipt(value) }).toEqual({ change, read: null });
  }
});
