import { UNITS } from "@resik/contract/bank/quantity";
import { REPORT_GROUPS } from "@resik/contract/bank/rule";
import {
  answerOf,
  fields,
  flag,
  instant,
  integer,
  list,
  month,
  nullable,
  oneOf,
  text,
  type Read,
} from "./parts.ts";

/** The contract's states of a report, in the order in which they come. */
export const REPORT_STATES = ["draft", "submitted", "verified", "returned"] as const;
const reportState = oneOf(REPORT_STATES);
export type ReportState = (typeof REPORT_STATES)[number];

const groupTotal = fields({
  reportGroup: oneOf(REPORT_GROUPS),
  depositedMassG: integer,
  soldMassG: integer,
  depositedRupiah: integer,
  soldRupiah: integer,
});
export type GroupTotal = Read<typeof groupTotal>;

const monthTotals = fields({
  weighingDays: integer,
  deposits: integer,
  depositors: integer,
  depositedMassG: integer,
  linesWithoutMass: integer,
  depositedRupiah: integer,
  memberRupiah: integer,
  bankShareRupiah: integer,
  donatedRupiah: integer,
  withdrawnRupiah: integer,
  soldMassG: integer,
  soldRupiah: integer,
  savingsRupiah: integer,
  cashRupiah: integer,
});
export type MonthTotals = Read<typeof monthTotals>;

const bankRow = fields({
  id: text,
  name: text,
  areaName: text,
  state: reportState,
  members: integer,
  totals: monthTotals,
});
export type BankRow = Read<typeof bankRow>;

const district = fields({
  month,
  banks: list(bankRow),
  totals: monthTotals,
  members: integer,
  groups: list(groupTotal),
});
export type DistrictReport = Read<typeof district>;

/** Reads the answer of `GET reports/district`; null when it is not one. */
export const parseDistrictReport = answerOf(district);

const reportLine = fields({
  item: text,
  grade: text,
  name: text,
  unit: oneOf(UNITS),
  reportGroup: oneOf(REPORT_GROUPS),
  depositedQuantity: integer,
  depositedMassG: nullable(integer),
  depositedRupiah: integer,
  soldQuantity: integer,
  soldMassG: nullable(integer),
  soldRupiah: integer,
});
export type ReportLine = Read<typeof reportLine>;

const monthly = fields({
  bank: fields({ id: text, name: text, areaName: text, decreeNumber: nullable(text) }),
  month,
  isComplete: flag,
  state: reportState,
  submittedAt: nullable(instant),
  decidedAt: nullable(instant),
  note: nullable(text),
  members: integer,
  totals: monthTotals,
  groups: list(groupTotal),
  lines: list(reportLine),
  head: nullable(fields({ seq: integer, sha256: text })),
});
export type MonthlyReport = Read<typeof monthly>;

/** Reads the answer of `GET banks/{bank}/reports/monthly`; null when it is not one. */
export const parseMonthlyReport = answerOf(monthly);

const activeMembers = fields({
  month,
  rows: list(
    fields({ number: text, name: text, deposits: integer, massG: integer, netRupiah: integer }),
  ),
});
export type ActiveMembers = Read<typeof activeMembers>;

/** Reads the answer of `GET banks/{bank}/reports/active-members`; null when it is not one. */
export const parseActiveMembers = answerOf(activeMembers);

const verify = fields({
  isIntact: flag,
  transfers: integer,
  postings: integer,
  broken: list(fields({ kind: text, bank: text, seq: nullable(integer), detail: text })),
  tookMs: integer,
});
export type LedgerCheck = Read<typeof verify>;

/** Reads the answer of `GET banks/{bank}/ledger/verify`; null when it is not one. */
export const parseLedgerCheck = answerOf(verify);
