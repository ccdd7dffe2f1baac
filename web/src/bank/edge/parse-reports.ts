import { UNITS } from "@resik/contract/bank/quantity";
import { REPORT_GROUPS } from "@resik/contract/bank/rule";
import type { ActiveMembers, MonthlyReport } from "@resik/contract/http/bank/reports";
import {
  fields,
  flag,
  instant,
  integer,
  list,
  nullable,
  oneOf,
  text,
  type Part,
} from "../../edge/parts.ts";

const STATE_SET: Record<MonthlyReport["state"], true> = {
  draft: true,
  submitted: true,
  verified: true,
  returned: true,
};
// The keys of the record above are exactly the states.
const STATES = Object.keys(STATE_SET) as MonthlyReport["state"][];

export const monthlyReportPart: Part<MonthlyReport> = fields({
  bank: fields({ id: text, name: text, areaName: text, decreeNumber: nullable(text) }),
  month: text,
  isComplete: flag,
  state: oneOf(STATES),
  submittedAt: nullable(instant),
  decidedAt: nullable(instant),
  note: nullable(text),
  members: integer,
  totals: fields({
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
  }),
  groups: list(
    fields({
      reportGroup: oneOf(REPORT_GROUPS),
      depositedMassG: integer,
      soldMassG: integer,
      depositedRupiah: integer,
      soldRupiah: integer,
    }),
  ),
  lines: list(
    fields({
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
    }),
  ),
  head: nullable(fields({ seq: integer, sha256: text })),
});

export const activeMembersPart: Part<ActiveMembers> = fields({
  month: text,
  rows: list(
    fields({ number: text, name: text, deposits: integer, massG: integer, netRupiah: integer }),
  ),
});
