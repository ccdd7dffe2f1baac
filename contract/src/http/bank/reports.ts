import { z } from "zod";
import { TEXT_MAX } from "../../bank/limits.ts";
import { UNITS } from "../../bank/quantity.ts";
import { REPORT_GROUPS } from "../../bank/rule.ts";
import { instantSchema } from "../readings.ts";
import { memberNumberSchema } from "./members.ts";
import { monthSchema } from "./profile.ts";

/** `draft`: never sent; `submitted`: waits for the agency; `returned`: to be mended, with a note. */
export const REPORT_STATES = ["draft", "submitted", "verified", "returned"] as const;

export const reportLineSchema = z.object({
  item: z.string(),
  grade: z.string(),
  name: z.string(),
  unit: z.enum(UNITS),
  reportGroup: z.enum(REPORT_GROUPS),
  /** In the item's smallest unit: what came in less what was reversed. */
  depositedQuantity: z.int(),
  /** Null where the item is counted by litre or piece and nobody said its mass. */
  depositedMassG: z.int().nullable(),
  depositedRupiah: z.int(),
  soldQuantity: z.int(),
  soldMassG: z.int().nullable(),
  soldRupiah: z.int(),
});
export const groupTotalSchema = z.object({
  reportGroup: z.enum(REPORT_GROUPS),
  depositedMassG: z.int(),
  soldMassG: z.int(),
  depositedRupiah: z.int(),
  soldRupiah: z.int(),
});

/**
 * What a month was, made from the transfers that were recorded in it. A reversal counts in its own
 * month, so a number may be below zero; the months of a year always add up to the year.
 */
export const monthTotalsSchema = z.object({
  weighingDays: z.int(),
  deposits: z.int(),
  /** Members who brought something. */
  depositors: z.int(),
  depositedMassG: z.int(),
  /** Lines whose mass nobody knows: litres and pieces without a weight. */
  linesWithoutMass: z.int(),
  /** Gross value of what came in and was valued. */
  depositedRupiah: z.int(),
  /** Of it, what members got as savings or in cash. */
  memberRupiah: z.int(),
  /** The bank's part of deposits, and its fees on withdrawals. */
  bankShareRupiah: z.int(),
  /** Given to funds: deposits as donation, and gifts from savings. */
  donatedRupiah: z.int(),
  /** Paid out in cash to members, after fees. */
  withdrawnRupiah: z.int(),
  soldMassG: z.int(),
  soldRupiah: z.int(),
  /** What the bank owes its members at the end of the month: free, held and requested savings. */
  savingsRupiah: z.int(),
  cashRupiah: z.int(),
});
export type MonthTotals = z.infer<typeof monthTotalsSchema>;

/** `GET banks/{bank}/reports/monthly?month=`. */
export const monthlyReportSchema = z.object({
  bank: z.object({
    id: z.string(),
    name: z.string(),
    areaName: z.string(),
    decreeNumber: z.string().nullable(),
  }),
  month: monthSchema,
  /** False while the month still runs. */
  isComplete: z.boolean(),
  state: z.enum(REPORT_STATES),
  submittedAt: instantSchema.nullable(),
  decidedAt: instantSchema.nullable(),
  note: z.string().nullable(),
  members: z.int(),
  totals: monthTotalsSchema,
  groups: z.array(groupTotalSchema),
  lines: z.array(reportLineSchema),
  /** End of the chain that the figures were made from. */
  head: z.object({ seq: z.int(), sha256: z.string() }).nullable(),
});
export type MonthlyReport = z.infer<typeof monthlyReportSchema>;

export const monthQuerySchema = z.object({ month: monthSchema });
export const REPORT_FORMATS = ["json", "csv", "xlsx"] as const;
export const reportFormatSchema = z.enum(REPORT_FORMATS).default("json");
/** The query of a report that is also a file. */
export const reportQuerySchema = monthQuerySchema.extend({ format: reportFormatSchema });
export const returnBodySchema = z.strictObject({ note: z.string().trim().min(1).max(TEXT_MAX) });

/** The answer to `submit`, `verify` and `return`: where the report of a month stands now. */
export const reportStateSchema = z.object({
  month: monthSchema,
  state: z.enum(REPORT_STATES),
  submittedAt: instantSchema.nullable(),
  decidedAt: instantSchema.nullable(),
  note: z.string().nullable(),
  /** The end of the chain that was reported on. */
  head: z.object({ seq: z.int(), sha256: z.string() }).nullable(),
});
export type ReportStateView = z.infer<typeof reportStateSchema>;

/**
 * `GET reports/district?month=`: each bank's month on one page. The totals and groups below count
 * what a unit sold to its induk once, though both banks have it in their rows.
 */
export const districtReportSchema = z.object({
  month: monthSchema,
  banks: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      areaName: z.string(),
      state: z.enum(REPORT_STATES),
      members: z.int(),
      totals: monthTotalsSchema,
    }),
  ),
  totals: monthTotalsSchema,
  members: z.int(),
  groups: z.array(groupTotalSchema),
});
export type DistrictReport = z.infer<typeof districtReportSchema>;

/** `GET reports/sipsn?year=&half=`: the six-monthly sheet of the national system. */
export const sipsnQuerySchema = z.object({
  year: z.coerce.number().int().min(2020).max(2100),
  half: z.coerce.number().int().min(1).max(2),
  format: reportFormatSchema,
});

/** What a cell of the sheet counts: words, a number, grams, rupiah, or degrees of a place. */
export const SIPSN_KINDS = ["text", "count", "mass", "rupiah", "degree"] as const;
const sipsnCells = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export const sipsnReportSchema = z.object({
  year: z.int(),
  half: z.int(),
  /** False while the half-year still runs. */
  isComplete: z.boolean(),
  columns: z.array(
    z.object({
      key: z.string(),
      /** In Indonesian, as on the sheet. */
      title: z.string(),
      kind: z.enum(SIPSN_KINDS),
      /** False: nothing in the book says it, so the column stays empty for people to fill in. */
      isKnown: z.boolean(),
      /** What is counted, or why it is not known. */
      remark: z.string().nullable(),
    }),
  ),
  rows: z.array(z.object({ bank: z.string(), cells: sipsnCells })),
  totals: sipsnCells,
});
export type SipsnReport = z.infer<typeof sipsnReportSchema>;

/** `GET banks/{bank}/reports/active-members?month=`. */
export const activeMembersSchema = z.object({
  month: monthSchema,
  rows: z.array(
    z.object({
      /** Empty, and the name the member's id, where the registry knows nobody of this id. */
      number: memberNumberSchema.or(z.literal("")),
      name: z.string(),
      deposits: z.int(),
      massG: z.int(),
      netRupiah: z.int(),
    }),
  ),
});
export type ActiveMembers = z.infer<typeof activeMembersSchema>;

/** `GET open/waste?month=`: the district's figures for everybody. */
export const openWasteSchema = z.object({
  months: z.array(
    z.object({
      month: monthSchema,
      banks: z.int(),
      deposits: z.int(),
      depositors: z.int(),
      depositedMassG: z.int(),
      depositedRupiah: z.int(),
      groups: z.array(groupTotalSchema),
    }),
  ),
});
export type OpenWaste = z.infer<typeof openWasteSchema>;
