import { activeMembersSchema, monthlyReportSchema } from "@resik/contract/http/bank/reports";
import { expect, test } from "vitest";
import { damaged } from "../../edge/damaged.ts";
import { activeMembersPart, monthlyReportPart } from "./parse-reports.ts";

const REPORT = {
  bank: { id: "bsu-melati", name: "Melati", areaName: "Pati", decreeNumber: null },
  month: "2026-10",
  isComplete: true,
  state: "returned",
  submittedAt: "2026-11-02T02:00:00.000Z",
  decidedAt: null,
  note: "periksa lagi",
  members: 6,
  totals: {
    weighingDays: 1,
    deposits: 2,
    depositors: 2,
    depositedMassG: 3,
    linesWithoutMass: 0,
    depositedRupiah: 4,
    memberRupiah: 3,
    bankShareRupiah: 1,
    donatedRupiah: 0,
    withdrawnRupiah: 0,
    soldMassG: 0,
    soldRupiah: 0,
    savingsRupiah: 3,
    cashRupiah: 0,
  },
  groups: [
    {
      reportGroup: "plastic",
      depositedMassG: 3,
      soldMassG: 0,
      depositedRupiah: 4,
      soldRupiah: 0,
    },
  ],
  lines: [
    {
      item: "pet",
      grade: "bersih",
      name: "Botol PET",
      unit: "kg",
      reportGroup: "plastic",
      depositedQuantity: 3,
      depositedMassG: 3,
      depositedRupiah: 4,
      soldQuantity: 0,
      soldMassG: null,
      soldRupiah: 0,
    },
  ],
  head: { seq: 9, sha256: "ab" },
};
const ACTIVE = {
  month: "2026-10",
  rows: [{ number: "0010001", name: "Sari", deposits: 4, massG: 5, netRupiah: 6 }],
};
const CASES = [
  [monthlyReportPart, monthlyReportSchema, REPORT],
  [activeMembersPart, activeMembersSchema, ACTIVE],
] as const;

test("a month is read as the contract writes it", () => {
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
