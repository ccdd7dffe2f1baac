import { z } from "zod";
import { SLUG_CHARACTERS_MAX } from "../slug.ts";
import {
  buyerIdSchema,
  fundIdSchema,
  gradeSchema,
  itemIdSchema,
  memberIdSchema,
  productIdSchema,
  transferSeqSchema,
} from "./ids.ts";
import { LINES_MAX, PRICE_MAX, TEXT_MAX } from "./limits.ts";
import { quantitySchema } from "./quantity-schema.ts";
import { countedRupiahSchema, paymentSchema } from "./money-schema.ts";
import { deliverySchema, ruleSchema } from "./rule-schema.ts";

const note = z.string().min(1).max(TEXT_MAX);
const instantMs = z.int().min(0);
const target = transferSeqSchema;

/** The stable reading that a line was captured from; null on a line typed by hand. */
export const evidenceSchema = z.object({
  device: z.string().min(1).max(SLUG_CHARACTERS_MAX),
  boot: z.string().min(1).max(40),
  seq: z.int().min(0),
  teraUntil: z.string().max(40).nullable(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** For whom a deposit is: kept as savings, paid at once, or given. */
export const payeeSchema = z.discriminatedUnion("akad", [
  z.object({ akad: z.literal("saved"), member: memberIdSchema, product: productIdSchema }),
  z.object({ akad: z.literal("cash"), member: memberIdSchema.nullable() }),
  z.object({ akad: z.literal("donation"), member: memberIdSchema.nullable(), fund: fundIdSchema }),
]);
export type Payee = z.infer<typeof payeeSchema>;

const depositLineSchema = z.object({
  item: itemIdSchema,
  grade: gradeSchema,
  quantity: quantitySchema,
  evidence: evidenceSchema.nullable(),
  /** The price version the caller saw; another one in force is `price-changed`. Null: any. */
  priceVersion: transferSeqSchema.nullable(),
});

/** A deposit but for its kind: what a request says of it. */
export const depositBodyShape = {
  payee: payeeSchema,
  /** `at-harvest`: weighed now, valued by a later `value`. */
  valued: z.enum(["now", "at-harvest"]),
  hop: z.enum(["member", "induk"]),
  delivery: deliverySchema,
  lines: z.array(depositLineSchema).min(1).max(LINES_MAX),
};
const depositSchema = z.object({ kind: z.literal("deposit"), ...depositBodyShape });

const saleLineSchema = z.object({
  item: itemIdSchema,
  grade: gradeSchema,
  /** What leaves our stock by our book. */
  takenQuantity: quantitySchema,
  /** What the buyer's scale showed and pays; the difference is shrinkage (or a gain). */
  soldQuantity: quantitySchema,
  rupiahPerUnit: z.int().min(0).max(PRICE_MAX).brand<"Rupiah">(),
});

/** A sale but for its kind. */
export const saleBodyShape = {
  buyer: buyerIdSchema,
  hop: z.enum(["induk", "collector"]),
  payment: z.enum(["cash", "receivable"]),
  lines: z.array(saleLineSchema).min(1).max(LINES_MAX),
};
const saleSchema = z.object({ kind: z.literal("sell"), ...saleBodyShape });

/** Everything that can be written in a book. */
export const commandSchema = z.discriminatedUnion("kind", [
  depositSchema,
  z.object({ kind: z.literal("value"), target }),
  z.object({ kind: z.literal("release"), target }),
  z.object({
    kind: z.literal("request-withdrawal"),
    member: memberIdSchema,
    product: productIdSchema,
    amountRupiah: paymentSchema,
  }),
  z.object({ kind: z.literal("approve-withdrawal"), target }),
  z.object({ kind: z.literal("pay-withdrawal"), target }),
  z.object({ kind: z.literal("void-withdrawal"), target, reason: note }),
  saleSchema,
  z.object({
    kind: z.literal("receive-payment"),
    buyer: buyerIdSchema,
    amountRupiah: paymentSchema,
  }),
  z.object({
    kind: z.literal("donate"),
    member: memberIdSchema,
    product: productIdSchema,
    fund: fundIdSchema,
    amountRupiah: paymentSchema,
  }),
  z.object({
    kind: z.literal("pay-aid"),
    fund: fundIdSchema,
    amountRupiah: paymentSchema,
    note,
  }),
  z.object({
    kind: z.literal("move-cash"),
    direction: z.enum(["in", "out"]),
    /** Money that belongs to the bank's founders, or its daily income and expense. */
    purpose: z.enum(["capital", "operations"]),
    amountRupiah: paymentSchema,
    note,
  }),
  z.object({ kind: z.literal("open-day"), countedRupiah: countedRupiahSchema }),
  z.object({ kind: z.literal("close-day"), countedRupiah: countedRupiahSchema }),
  z.object({ kind: z.literal("reverse"), target, reason: note }),
  z.object({
    kind: z.literal("publish-rule"),
    rule: ruleSchema,
    /** Null: from now. A time that has passed is refused: history is not repriced. */
    validFromMs: instantMs.nullable(),
    /** True after a person confirmed a price that is far from the earlier ones. */
    isOutlierConfirmed: z.boolean(),
  }),
]);
export type Command = z.infer<typeof commandSchema>;
export type CommandKind = Command["kind"];
export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;
