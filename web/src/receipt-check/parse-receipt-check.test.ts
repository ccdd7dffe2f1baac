import { receiptCheckSchema } from "@resik/contract/http/bank/receipt";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseReceiptCheck } from "./parse-receipt-check.ts";

const CHECK = {
  id: "12-345-7KX2M9QH4T",
  kind: "deposit",
  bankName: "Kayen Asri",
  recordedAt: "2026-11-21T03:00:00Z",
  lines: 3,
  massG: 3_250,
  netRupiah: 12_500,
  isReversed: false,
};

test("what the contract allows is read, value for value", () => {
  for (const check of [CHECK, { ...CHECK, massG: null, netRupiah: null, isReversed: true }]) {
    expect(receiptCheckSchema.safeParse(check).success).toBe(true);
    expect(parseReceiptCheck(check)).toEqual(check);
  }
});

test("an answer with one wrong part is none", () => {
  for (const key of Object.keys(CHECK)) {
    expect(parseReceiptCheck({ ...CHECK, [key]: undefined })).toBeNull();
    expect(parseReceiptCheck({ ...CHECK, [key]: { a: 1 } })).toBeNull();
  }
  fc.assert(fc.property(fc.anything(), (value) => parseReceiptCheck(value) === null));
});
