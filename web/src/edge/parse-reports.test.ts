import { verifySchema } from "@resik/contract/http/bank/books";
import {
  activeMembersSchema,
  districtReportSchema,
  monthlyReportSchema,
  REPORT_STATES as CONTRACT_STATES,
} from "@resik/contract/http/bank/reports";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { damaged } from "./damaged.ts";
import {
  parseActiveMembers,
  parseDistrictReport,
  parseLedgerCheck,
  parseMonthlyReport,
  REPORT_STATES,
} from "./parse-reports.ts";

const TOTALS = {
  weighingDays: 2,
  deposits: 40,
  depositors: 31,
  depositedMassG: 703_250,
  linesWithoutMass: 1,
  depositedRupiah: 1_265_575,
  memberRupiah: 1_075_739,
  bankShareRupiah: 189_836,
  donatedRupiah: 0,
  withdrawnRupiah: 400_000,
  soldMassG: 690_000,
  soldRupiah: 1_400_000,
  savingsRupiah: 5_000_000,
  cashRupiah: -1,
};
const GROUP = {
  reportGroup: "plastic",
  depositedMassG: 300_000,
  soldMassG: 0,
  depositedRupiah: 600_000,
  soldRupiah: 0,
};
const DISTRICT = {
  month: "2026-10",
  banks: [
    {
      id: "kayen-asri",
      name: "Kayen Asri",
      areaName: "Kayen",
      state: "submitted",
      members: 66,
      totals: TOTALS,
    },
  ],
  totals: TOTALS,
  members: 66,
  groups: [GROUP],
};
const MONTHLY = {
  bank: { id: "kayen-asri", name: "Kayen Asri", areaName: "Kayen", decreeNumber: null },
  month: "2026-10",
  isComplete: true,
  state: "returned",
  submittedAt: "2026-11-02T03:00:00Z",
  decidedAt: null,
  note: "Periksa kaca.",
  members: 66,
  totals: TOTALS,
  groups: [GROUP],
  lines: [
    {
      item: "jelantah",
      grade: "a",
      name: "Jelantah",
      unit: "litre",
      reportGroup: "other",
      depositedQuantity: 1_500,
      depositedMassG: null,
      depositedRupiah: 6_000,
      soldQuantity: 0,
      soldMassG: null,
      soldRupiah: 0,
    },
  ],
  head: { seq: 345, sha256: "ab" },
};
const VERIFY = {
  isIntact: false,
  transfers: 1,
  postings: 2,
  broken: [{ kind: "chain", bank: "kayen-asri", seq: 7, detail: "hash differs" }],
  tookMs: 3,
};

const ACTIVE = {
  month: "2026-10",
  rows: [{ number: "0010001", name: "Sari", deposits: 4, massG: 5, netRupiah: 6 }],
};
const CASES = [
  [parseDistrictReport, districtReportSchema, DISTRICT],
  [parseMonthlyReport, monthlyReportSchema, MONTHLY],
  [parseActiveMembers, activeMembersSchema, ACTIVE],
  [parseLedgerCheck, verifySchema, VERIFY],
] as const;

test("what the contract allows is read, value for value", () => {
  for (const [parse, schema, sample] of CASES) {
    expect(schema.safeParse(sample).success).toBe(true);
    expect(parse(sample)).toEqual(sample);
  }
});

test("what the contract refuses is refused here too", () => {
  for (const [parse, schema, sample] of CASES) {
    for (const bad of damaged(sample)) {
      expect({ bad, isRead: parse(bad) !== null }).toEqual({
        bad,
        isRead: schema.safeParse(bad).success,
      });
    }
  }
});

test("every state of the contract is known here", () => {
  expect(REPORT_STATES).toEqual(CONTRACT_STATES);
});

test("nothing from outside makes them throw", () => {
  fc.assert(fc.property(fc.anything(), (value) => CASES.every(([parse]) => parse(value) === null)));
});
