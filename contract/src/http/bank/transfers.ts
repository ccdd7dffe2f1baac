import { z } from "zod";
import { depositBodyShape, saleBodyShape } from "../../bank/command.ts";
import { detailSchema } from "../../bank/detail.ts";
import { fundIdSchema, memberIdSchema, productIdSchema, buyerIdSchema } from "../../bank/ids.ts";
import { TEXT_MAX } from "../../bank/limits.ts";
import { countedRupiahSchema, paymentSchema } from "../../bank/money-schema.ts";
import { ruleSchema } from "../../bank/rule-schema.ts";
import { pageQueryShape } from "../page.ts";
import { instantSchema } from "../readings.ts";
import { memberNameSchema } from "./members.ts";
import { receiptSchema } from "./receipt.ts";

const note = z.string().trim().min(1).max(TEXT_MAX);
/** When it happened by the phone's clock; prices are looked up by it. */
const occurred = { occurredAt: instantSchema };

/** A transfer of the ledger as people of the bank see it. */
export const transferViewSchema = z.object({
  seq: z.int(),
  kind: z.string(),
  occurredAt: instantSchema,
  recordedAt: instantSchema,
  /** Who did it, by name; null for a service or a person who is gone. */
  actorName: z.string().nullable(),
  /** The member it is about. */
  member: memberNameSchema.nullable(),
  /** The transfer that this one carries on, or reverses. */
  continues: z.int().nullable(),
  reverses: z.int().nullable(),
  reversedBy: z.int().nullable(),
  detail: detailSchema,
  sha256: z.string(),
});
export type TransferView = z.infer<typeof transferViewSchema>;

/** The answer to every write of money or weight. */
export const postedSchema = z.object({
  transfer: transferViewSchema,
  /** Null where there is nothing to hand over, such as the opening of a day. */
  receipt: receiptSchema.nullable(),
});
export type PostedView = z.infer<typeof postedSchema>;

/** `GET banks/{bank}/transfers`, newest first. */
export const transferListQuerySchema = z.object({
  ...pageQueryShape,
  /** Kinds, with commas between; absent: all. */
  kinds: z.string().max(200).optional(),
  member: memberIdSchema.optional(),
  /** By the ledger's clock; `to` is exclusive. */
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});

/** `GET banks/{bank}/settlements`: what waits for a price or for the sale, oldest first. */
export const settlementListQuerySchema = z.object(pageQueryShape);

export const depositBodySchema = z.strictObject({ ...occurred, ...depositBodyShape });
export type DepositBody = z.input<typeof depositBodySchema>;
export const saleBodySchema = z.strictObject({ ...occurred, ...saleBodyShape });
export type SaleBody = z.input<typeof saleBodySchema>;
/** `POST banks/{bank}/transfers/{seq}/value` and `…/release`: nothing more to say. */
export const settleBodySchema = z.strictObject(occurred);
export const reasonBodySchema = z.strictObject({ ...occurred, reason: note });

export const withdrawalBodySchema = z.strictObject({
  ...occurred,
  member: memberIdSchema,
  product: productIdSchema,
  amountRupiah: paymentSchema,
});
export const donationBodySchema = withdrawalBodySchema.extend({ fund: fundIdSchema });
export const paymentBodySchema = z.strictObject({
  ...occurred,
  buyer: buyerIdSchema,
  amountRupiah: paymentSchema,
});
export const aidBodySchema = z.strictObject({
  ...occurred,
  fund: fundIdSchema,
  amountRupiah: paymentSchema,
  note,
});
export const cashMoveBodySchema = z.strictObject({
  ...occurred,
  direction: z.enum(["in", "out"]),
  purpose: z.enum(["capital", "operations"]),
  amountRupiah: paymentSchema,
  note,
});
/** `POST banks/{bank}/cash-days/open` and `…/close`. */
export const cashCountBodySchema = z.strictObject({
  ...occurred,
  countedRupiah: countedRupiahSchema,
});

/** `POST banks/{bank}/rules`. */
export const rulePublicationSchema = z.strictObject({
  /** Absent: when it comes. With it a retry is known even after a refusal. */
  occurredAt: instantSchema.optional(),
  rule: ruleSchema,
  /** Null: from now. A time that has passed is refused. */
  validFrom: instantSchema.nullable(),
  /** After a person confirmed a price far from the earlier ones (`price-outlier`). */
  isOutlierConfirmed: z.boolean(),
});

/** A rule in force or to come; `seq` is its version. */
export const ruleVersionSchema = z.object({
  seq: z.int(),
  validFrom: instantSchema,
  rule: ruleSchema,
});
export type RuleVersionView = z.infer<typeof ruleVersionSchema>;
/** `GET banks/{bank}/rules`. */
export const rulesSchema = z.object({
  inForce: z.array(ruleVersionSchema),
  upcoming: z.array(ruleVersionSchema),
});
/** `GET banks/{bank}/rules/history`: all versions about one subject, newest first. */
export const ruleHistoryQuerySchema = z.object({ subject: z.string().min(1).max(300) });
export const ruleHistorySchema = z.object({ versions: z.array(ruleVersionSchema) });

export const WITHDRAWAL_STATES = ["requested", "approved", "paid", "void", "reversed"] as const;
/** `GET banks/{bank}/withdrawals`. */
export const withdrawalViewSchema = z.object({
  seq: z.int(),
  member: memberNameSchema.nullable(),
  product: z.string(),
  amountRupiah: z.int(),
  feeRupiah: z.int(),
  requestedAt: instantSchema,
  /** By the member on a phone, or for the member at the desk. */
  requestedBy: z.enum(["member", "desk"]),
  approvalsNeeded: z.int(),
  approvals: z.array(z.object({ actorName: z.string().nullable(), at: instantSchema })),
  /** Whether the one who asks has approved already. */
  isApprovedByMe: z.boolean(),
  state: z.enum(WITHDRAWAL_STATES),
  settledAt: instantSchema.nullable(),
  /** The transfer that paid it, with its receipt; null while it is not paid. */
  paymentSeq: z.int().nullable(),
});
export type WithdrawalView = z.infer<typeof withdrawalViewSchema>;
/** `pending`: requested or approved, oldest first; `settled`: the rest, newest first. */
export const withdrawalListQuerySchema = z.object({
  ...pageQueryShape,
  state: z.enum(["pending", "settled"]).default("pending"),
});

/** `GET banks/{bank}/cash-list`: whom to pay how much, to sign, for a mass withdrawal. */
export const cashListQuerySchema = z.object({ product: productIdSchema.optional() });
export const cashListSchema = z.object({
  rows: z.array(
    z.object({
      member: memberNameSchema,
      product: z.string(),
      productName: z.string(),
      /** Requested and waiting to be paid, after fees. */
      toPayRupiah: z.int(),
      /** What more the member could withdraw now. */
      withdrawableRupiah: z.int(),
    }),
  ),
  toPayRupiah: z.int(),
  withdrawableRupiah: z.int(),
  cashRupiah: z.int(),
});
export type CashList = z.infer<typeof cashListSchema>;
