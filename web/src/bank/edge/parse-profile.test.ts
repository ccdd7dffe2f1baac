import { bankProfileSchema } from "@resik/contract/http/bank/profile";
import { expect, test } from "vitest";
import { damaged } from "../../edge/damaged.ts";
import { openBanksPart, profilePart } from "./parse-profile.ts";

const PROFILE = {
  id: "bsu-melati",
  number: 1,
  name: "Bank Sampah Melati",
  areaName: "Pati",
  address: null,
  phone: "081234567890",
  decreeNumber: null,
  director: null,
  induk: null,
  weighing: { weekdays: [0], weeksOfMonth: [], opensAt: "08:00", closesAt: "11:00" },
  receiptNote: null,
  nextWeighingOn: "2026-11-22",
  activeMembers: 6,
  openDay: { seq: 4, openedAt: "2026-11-21T02:00:00.000Z" },
};

test("a profile is read as the contract writes it", () => {
  expect(bankProfileSchema.parse(PROFILE)).toEqual(PROFILE);
  expect(profilePart(PROFILE)).toEqual(PROFILE);
  expect(profilePart({ ...PROFILE, weighing: null })?.weighing).toBeNull();
});

test("what the contract refuses is refused here too", () => {
  for (const bad of damaged(PROFILE)) {
    expect({ bad, isRead: profilePart(bad) !== undefined }).toEqual({
      bad,
      isRead: bankProfileSchema.safeParse(bad).success,
    });
  }
});

test("of the open banks only id and name are taken", () => {
  const banks = [{ id: "bsu-melati", name: "Melati", lat: -6.7 }];
  expect(openBanksPart({ banks })).toEqual({ banks: [{ id: "bsu-melati", name: "Melati" }] });
  expect(openBanksPart({ banks: [{ id: 1 }] })).toBeUndefined();
});
