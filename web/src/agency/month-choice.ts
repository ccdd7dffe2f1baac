import { addMonths, monthOf } from "../format/month.ts";

/** Months that can be chosen, this one included. */
const MONTHS_BACK = 24;

/** The month that has ended last: the one whose reports are waiting. */
export const lastMonth = (nowMs: number): string => addMonths(monthOf(nowMs), -1);

/** This month and those before it, newest first. */
export function monthsBack(nowMs: number): string[] {
  const now = monthOf(nowMs);
  return Array.from({ length: MONTHS_BACK }, (_month, index) => addMonths(now, -index));
}

export interface AgencyQuery {
  month: string;
  /** The bank whose report is read; null for the whole district. */
  bank: string | null;
}

const MONTH_PATTERN = /^20\d{2}-(0[1-9]|1[0-2])$/;
const BANK_PATTERN = /^[a-z0-9](-?[a-z0-9]){0,62}$/;

/** Reads `?bulan=2026-10&bank=kayen-asri`; whatever is no month or bank counts as absent. */
export function readAgencyQuery(query: string, nowMs: number): AgencyQuery {
  const read = new URLSearchParams(query);
  const month = read.get("bulan") ?? "";
  const bank = read.get("bank") ?? "";
  return {
    month: MONTH_PATTERN.test(month) ? month : lastMonth(nowMs),
    bank: BANK_PATTERN.test(bank) ? bank : null,
  };
}

/** The address of a month, or of one bank's report in it. */
export function agencyHref({ month, bank }: AgencyQuery): string {
  const query = new URLSearchParams({ bulan: month });
  if (bank !== null) query.set("bank", bank);
  return `/dlh/bank?${query}`;
}

export interface HalfYear {
  year: number;
  half: 1 | 2;
}

/** The half-year that runs now and the three before it, newest first. */
export function halfYears(nowMs: number): HalfYear[] {
  const [year = 0, month = 1] = monthOf(nowMs).split("-").map(Number);
  const now = year * 2 + (month > 6 ? 1 : 0);
  return [0, 1, 2, 3].map((back) => ({
    year: Math.floor((now - back) / 2),
    half: (now - back) % 2 === 0 ? 1 : 2,
  }));
}
