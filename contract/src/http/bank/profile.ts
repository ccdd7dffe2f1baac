import { z } from "zod";
import { countedRupiahSchema } from "../../bank/money-schema.ts";
import { TEXT_MAX } from "../../bank/limits.ts";
import { siteIdSchema } from "../../slug.ts";
import { instantSchema } from "../readings.ts";

/** A day in the district's zone (WIB). */
export const dateSchema = z.iso.date();
/** A month in the district's zone, such as 2026-11. */
export const monthSchema = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "a month such as 2026-11");

const line = z.string().trim().min(1).max(TEXT_MAX);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 07:30");

/** When a bank weighs: on some weekdays, in every week or only in some weeks of the month. */
export const weighingScheduleSchema = z.strictObject({
  /** 0 is Sunday. */
  weekdays: z.array(z.int().min(0).max(6)).min(1).max(7),
  /** Which ones of the month (1 is the first); empty for all of them. */
  weeksOfMonth: z.array(z.int().min(1).max(5)).max(5),
  opensAt: clockTime,
  closesAt: clockTime,
});
export type WeighingSchedule = z.infer<typeof weighingScheduleSchema>;

export const MEMBER_PHONE_PATTERN = /^\+?[0-9]{8,15}$/;
export const phoneSchema = z.string().regex(MEMBER_PHONE_PATTERN, "8 to 15 digits");

/** `PUT banks/{bank}`: what a treasurer may say about the bank. */
export const bankProfileUpdateSchema = z.strictObject({
  address: line.nullable(),
  phone: phoneSchema.nullable(),
  /** Number of the decree (SK) that recognised the bank. */
  decreeNumber: line.nullable(),
  director: line.nullable(),
  /** The induk that this unit sells to. */
  induk: siteIdSchema.nullable(),
  weighing: weighingScheduleSchema.nullable(),
  /** A line at the foot of each receipt. */
  receiptNote: line.nullable(),
});
export type BankProfileUpdate = z.infer<typeof bankProfileUpdateSchema>;

/** `GET banks/{bank}`. */
export const bankProfileSchema = bankProfileUpdateSchema.extend({
  id: siteIdSchema,
  /** 1 to 999, given once: the first digits of its members' numbers. */
  number: z.int().min(1).max(999),
  name: z.string(),
  areaName: z.string(),
  nextWeighingOn: dateSchema.nullable(),
  activeMembers: z.int().min(0),
  /** The day that is open now. */
  openDay: z.object({ seq: z.int(), openedAt: instantSchema }).nullable(),
});
export type BankProfile = z.infer<typeof bankProfileSchema>;

/** `GET open/banks`: what the public sees of each bank. */
export const openBankSchema = z.object({
  id: siteIdSchema,
  name: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  lat: z.number(),
  lon: z.number(),
  weighing: weighingScheduleSchema.nullable(),
  nextWeighingOn: dateSchema.nullable(),
});
export type OpenBank = z.infer<typeof openBankSchema>;
export const openBanksSchema = z.object({ banks: z.array(openBankSchema) });

/** `GET open/banks/{bank}/prices`: what a member gets for each item today. */
export const openPriceSchema = z.object({
  item: z.string(),
  name: z.string(),
  grade: z.string(),
  unit: z.enum(["kg", "litre", "piece"]),
  reportGroup: z.enum(["plastic", "paper", "metal", "glass", "other"]),
  payout: z.enum(["saved", "cash"]).nullable(),
  delivery: z.enum(["dropped-off", "picked-up"]).nullable(),
  rupiahPerUnit: countedRupiahSchema,
  validFrom: instantSchema,
});
export type OpenPrice = z.infer<typeof openPriceSchema>;
export const openPricesSchema = z.object({ prices: z.array(openPriceSchema) });
