import { z } from "zod";
import { fundIdSchema, productIdSchema } from "../../bank/ids.ts";
import { TEXT_MAX } from "../../bank/limits.ts";
import { paymentSchema } from "../../bank/money-schema.ts";
import { shareRatioSchema } from "../../bank/rule-schema.ts";
import { pageQueryShape } from "../page.ts";
import { instantSchema } from "../readings.ts";
import { memberSchema, productBalanceSchema } from "./members.ts";
import { dateSchema, monthSchema, weighingScheduleSchema } from "./profile.ts";
import { WITHDRAWAL_STATES } from "./transfers.ts";

/** `GET me/account`: the resident's first screen. */
export const accountSchema = z.object({
  member: memberSchema,
  bank: z.object({
    id: z.string(),
    name: z.string(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    areaCode: z.string(),
    areaName: z.string(),
    weighing: weighingScheduleSchema.nullable(),
    nextWeighingOn: dateSchema.nullable(),
  }),
  balances: z.array(
    productBalanceSchema.extend({
      /** The least one withdrawal may be, what must remain, and until when the term runs. */
      minimumRupiah: z.int(),
      remainingRupiah: z.int(),
      termUntil: instantSchema.nullable(),
      /** What may be withdrawn now by these rules. */
      withdrawableRupiah: z.int(),
      /** What the bank would keep of a withdrawal asked for now; null when nothing. */
      withdrawalFeeRatio: shareRatioSchema.nullable(),
    }),
  ),
  lastDeposit: z
    .object({
      seq: z.int(),
      at: instantSchema,
      lines: z.int(),
      /** Litres and pieces by the mass that the bank says of them; without one they add nothing. */
      massG: z.int(),
      netRupiah: z.int().nullable(),
    })
    .nullable(),
  pendingWithdrawals: z.array(
    z.object({
      seq: z.int(),
      product: z.string(),
      amountRupiah: z.int(),
      requestedAt: instantSchema,
      state: z.enum(WITHDRAWAL_STATES),
    }),
  ),
  funds: z.array(z.object({ id: fundIdSchema, name: z.string() })),
  /** This year: how much was brought, and what for. */
  year: z.object({ deposits: z.int(), massG: z.int(), netRupiah: z.int() }),
});
export type Account = z.infer<typeof accountSchema>;

/** `GET me/passbook`, newest first. */
export const passbookQuerySchema = z.object({ ...pageQueryShape, product: productIdSchema });
export const passbookRowSchema = z.object({
  seq: z.int(),
  kind: z.string(),
  /** When it was recorded: the order of the lines. */
  at: instantSchema,
  /** Positive: the savings grew. */
  amountRupiah: z.int(),
  balanceRupiah: z.int(),
  /** The transfer that this one reversed, or by which this one was. */
  reverses: z.int().nullable(),
  reversedBy: z.int().nullable(),
  /** Of a reversal or of a withdrawal that was made void. */
  reason: z.string().nullable(),
});
export type PassbookRowView = z.infer<typeof passbookRowSchema>;

/** `GET me/statement`: every line of the savings in these days, with both balances. */
export const statementQuerySchema = z.object({
  product: productIdSchema,
  from: dateSchema,
  to: dateSchema,
});
export const statementSchema = z.object({
  openingRupiah: z.int(),
  closingRupiah: z.int(),
  creditsRupiah: z.int(),
  debitsRupiah: z.int(),
  /** Oldest first. */
  rows: z.array(passbookRowSchema),
});
export type Statement = z.infer<typeof statementSchema>;

/** `GET me/history`: the savings at the end of each month, oldest first. */
export const balanceHistorySchema = z.object({
  months: z.array(z.object({ month: monthSchema, savingsRupiah: z.int(), massG: z.int() })),
});
export type BalanceHistory = z.infer<typeof balanceHistorySchema>;

const occurred = { occurredAt: instantSchema };
export const myWithdrawalSchema = z.strictObject({
  ...occurred,
  product: productIdSchema,
  amountRupiah: paymentSchema,
});
export const myDonationSchema = myWithdrawalSchema.extend({ fund: fundIdSchema });
/** `POST me/withdrawals/{seq}/void`. */
export const myVoidSchema = z.strictObject({
  ...occurred,
  /** Shown in the passbook; absent: that the member took it back. */
  reason: z.string().trim().min(1).max(TEXT_MAX).optional(),
});
