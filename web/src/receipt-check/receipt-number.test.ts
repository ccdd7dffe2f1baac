import { receiptIdSchema } from "@resik/contract/http/bank/receipt";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readReceiptNumber } from "./receipt-number.ts";

test.each([
  ["12-345-7KX2M9QH4T"],
  ["12-345-7kx2m9qh4t"],
  ["  12 345 7KX2M 9QH4T "],
  ["012-00345-7KX2M9QH4T"],
  ["12–345–7KX2M9QH4T"],
  ["12-3457KX2M9QH4T"],
  ["https://resik.example/cek/12-345-7KX2M9QH4T"],
  ["https://resik.example/cek/12-345-7KX2M9QH4T/?a=b#c"],
])("%s is read as one number", (typed) => {
  expect(readReceiptNumber(typed)).toBe("12-345-7KX2M9QH4T");
});

test("letters that look like digits are read as those digits", () => {
  expect(readReceiptNumber("l2-34S-7KX2M9QH4T")).toBeNull();
  expect(readReceiptNumber("i2-3O5-oKX2M9QHlI")).toBe("12-305-0KX2M9QH11");
});

test.each([
  [""],
  ["12-345"],
  ["12-345-7KX2M9QH4"],
  ["12-345-7KX2M9QH4TT"],
  ["12-345-7KX2M9QHUT"],
  ["1234-5-7KX2M9QH4T"],
  ["-345-7KX2M9QH4T"],
])("%s is no receipt number", (typed) => {
  expect(readReceiptNumber(typed)).toBeNull();
});

test("every number of the contract is read as itself, and nothing else ever comes out", () => {
  const id = fc.stringMatching(/^[1-9]\d{0,2}-[1-9]\d{0,8}-[0-9A-HJKMNP-TV-Z]{10}$/);
  fc.assert(
    fc.property(id, (number) => {
      expect(readReceiptNumber(number)).toBe(number);
      expect(readReceiptNumber(number.toLowerCase())).toBe(number);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readReceiptNumber(text);
      expect(read === null || receiptIdSchema.safeParse(read).success).toBe(true);
    }),
  );
});
