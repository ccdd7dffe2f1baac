import { MEMBER_PHONE_PATTERN } from "@resik/contract/http/bank/profile";
import { memberCreationSchema } from "@resik/contract/http/bank/members";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { EMPTY_DRAFT, fieldsOf, isLike, isPhoneOrEmpty, tidyPhone } from "./member-draft.ts";

test("what the form sends is what the contract takes", () => {
  const draft = { ...EMPTY_DRAFT, name: " Sari ", phone: "0812-3456 7890", address: "" };
  expect(fieldsOf(draft)).toEqual({
    kind: "household",
    name: "Sari",
    phone: "081234567890",
    address: null,
    unit: null,
  });
  expect(memberCreationSchema.safeParse(fieldsOf(draft)).success).toBe(true);
});

test("a phone is right here exactly where the contract finds it right", () => {
  const typed = fc.string({ unit: fc.constantFrom("0", "8", "+", "-", " ", "a"), maxLength: 18 });
  fc.assert(
    fc.property(typed, (phone) => {
      const tidy = tidyPhone(phone);
      expect(isPhoneOrEmpty(phone)).toBe(tidy === "" || MEMBER_PHONE_PATTERN.test(tidy));
    }),
  );
});

test("a member with the same phone or the same name is likely the same", () => {
  const draft = { ...EMPTY_DRAFT, name: "Bu Sari", phone: "08123456789" };
  expect(isLike(draft, { name: "Tuti", phone: "08123456789" })).toBe(true);
  expect(isLike(draft, { name: "BU  SARI.", phone: null })).toBe(true);
  expect(isLike(draft, { name: "Sari", phone: null })).toBe(false);
  expect(isLike({ ...EMPTY_DRAFT, name: "" }, { name: "", phone: null })).toBe(false);
});
