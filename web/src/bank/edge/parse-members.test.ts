import {
  issuedCardSchema,
  issuedPinSchema,
  memberSchema,
  memberViewSchema,
} from "@resik/contract/http/bank/members";
import { expect, test } from "vitest";
import { damaged } from "../../edge/damaged.ts";
import { issuedCardPart, issuedPinPart, memberPart, memberViewPart } from "./parse-members.ts";

const MEMBER = {
  id: "m1",
  number: "0010001",
  kind: "household",
  name: "Sari",
  phone: null,
  address: "RT 02",
  unit: null,
  joinedOn: "2026-11-01",
  retiredAt: null,
  hasPin: true,
  card: { issuedAt: "2026-11-02T02:00:00.000Z" },
};
const BALANCE = {
  product: "reguler",
  name: "Reguler",
  savingsRupiah: 12_500,
  heldRupiah: 0,
  payableRupiah: 0,
};
const CASES = [
  [memberPart, memberSchema, MEMBER],
  [memberViewPart, memberViewSchema, { ...MEMBER, balances: [BALANCE] }],
  [issuedCardPart, issuedCardSchema, { member: MEMBER, token: "a".repeat(22) }],
  [issuedPinPart, issuedPinSchema, { member: MEMBER, pin: "123456" }],
] as const;

test("a member is read as the contract writes it", () => {
  for (const [part, schema, sample] of CASES) {
    expect(schema.parse(sample)).toEqual(sample);
    expect(part(sample)).toEqual(sample);
  }
});

test("what the contract refuses is refused here too", () => {
  for (const [part, schema, sample] of CASES) {
    for (const bad of damaged(sample)) {
      expect({ bad, isRead: part(bad) !== undefined }).toEqual({
        bad,
        isRead: schema.safeParse(bad).success,
      });
    }
  }
});
