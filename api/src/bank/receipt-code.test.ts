import { RECEIPT_CODE_PATTERN, receiptIdSchema } from "@resik/contract/http/bank/receipt";
import { describe, expect, it } from "vitest";
import { formatReceiptId, parseReceiptId, receiptCode } from "./receipt-code.ts";

const HASH = "3f".repeat(32);

describe("the check code of a receipt", () => {
  it("is ten characters without look-alikes, the same for the same transfer", () => {
    const code = receiptCode(HASH);
    expect(code).toBe(receiptCode(HASH));
    for (let index = 0; index < 500; index++) {
      expect(receiptCode(`${index}`.padStart(64, "a"))).toMatch(RECEIPT_CODE_PATTERN);
    }
  });

  it("is another one for each transfer", () => {
    const codes = Array.from({ length: 2_000 }, (_, index) =>
      receiptCode(index.toString(16).padStart(64, "0")),
    );
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("stays what it is: printed receipts are checked for years", () => {
    expect(receiptCode(HASH)).toBe("BSB5TXC8F7");
  });
});

describe("the number of a receipt", () => {
  it("is read as it was written", () => {
    const id = { bankNumber: 12, seq: 345, code: receiptCode(HASH) };
    expect(parseReceiptId(formatReceiptId(id))).toEqual(id);
    expect(receiptIdSchema.safeParse(formatReceiptId(id)).success).toBe(true);
  });

  it("is read as people type it", () => {
    expect(parseReceiptId(" 12-345-7kx2m9qhol ")).toEqual({
      bankNumber: 12,
      seq: 345,
      code: "7KX2M9QH01",
    });
  });

  it.each([
    "",
    "12-345",
    "12-345-7KX2M9QH4",
    "1234-5-7KX2M9QH4T",
    "x-1-7KX2M9QH4T",
    "1-1-7KX2M9QH4_",
  ])("is not %j", (text) => expect(parseReceiptId(text)).toBeNull());
});
