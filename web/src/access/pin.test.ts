import {
  memberNumberSchema,
  memberSignInSchema,
  pinSchema,
} from "@resik/contract/http/bank/members";
import { phoneSchema } from "@resik/contract/http/bank/profile";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isMemberName, isPin, tidyMemberName } from "./pin.ts";

test("a PIN is what the contract says it is", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^\d{4,8}$/));
  fc.assert(
    fc.property(text, (pin) => {
      expect(isPin(pin)).toBe(pinSchema.safeParse(pin).success);
    }),
  );
});

test("numbers as people write them reach the api in its own form", () => {
  expect(tidyMemberName(" 0812-3456 7890")).toBe("081234567890");
  expect(tidyMemberName("001.0042")).toBe("0010042");
  expect(isMemberName("001 0042")).toBe(true);
  expect(isMemberName("+62 812 3456 7890")).toBe(true);
  expect(isMemberName("12345")).toBe(false);
  expect(isMemberName("siti")).toBe(false);
});

test("whatever passes here is a number or a phone of the contract", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+?[\d .-]{5,20}$/), (text) => {
      fc.pre(isMemberName(text));
      const name = tidyMemberName(text);
      const isKnown =
        memberNumberSchema.safeParse(name).success ||
        phoneSchema.safeParse(name).success ||
        // Seven digits with a plus are neither; the api answers as for any wrong number.
        /^\+\d{7}$/.test(name);
      expect(isKnown).toBe(true);
      expect(memberSignInSchema.safeParse({ name, pin: "123456" }).success).toBe(true);
    }),
  );
});
