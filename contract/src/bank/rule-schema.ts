import { z } from "zod";
import { DELIVERIES, HOPS, PAYOUTS, REPORT_GROUPS } from "./rule.ts";
import { gradeSchema, itemIdSchema, productIdSchema } from "./ids.ts";
import { GRADES_MAX, PRICE_MAX, QUANTITY_MAX, TERM_DAYS_MAX, TEXT_MAX } from "./limits.ts";
import { unitSchema } from "./quantity-schema.ts";
import { countedRupiahSchema } from "./money-schema.ts";

export const hopSchema = z.enum(HOPS);
export const payoutSchema = z.enum(PAYOUTS);
export const deliverySchema = z.enum(DELIVERIES);

const name = z.string().min(1).max(TEXT_MAX);

/** At most the whole; 15 % is 15 / 100. */
export const shareRatioSchema = z
  .object({ numerator: z.int().min(0), denominator: z.int().min(1).max(10_000) })
  .refine((ratio) => ratio.numerator <= ratio.denominator, "a share is at most the whole");

/** How the bank earns. The ratio is the bank's part. */
export const shareModelSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("at-deposit"), ratio: shareRatioSchema }),
  /** Of what the buyer pays: such deposits are weighed now and valued at the harvest. */
  z.object({ kind: z.literal("of-sale"), ratio: shareRatioSchema }),
  z.object({ kind: z.literal("at-withdrawal"), ratio: shareRatioSchema }),
  /** By the difference of the price lists alone. */
  z.object({ kind: z.literal("margin") }),
  /** The member is credited at once but may withdraw only after the sale. */
  z.object({ kind: z.literal("held-until-sold") }),
]);
export type ShareModel = z.infer<typeof shareModelSchema>;

export const itemRuleSchema = z.object({
  type: z.literal("item"),
  item: itemIdSchema,
  name,
  unit: unitSchema,
  grades: z.array(gradeSchema).min(1).max(GRADES_MAX),
  reportGroup: z.enum(REPORT_GROUPS),
  /** For reports of items by litre or piece; null where nobody knows. */
  gramsPerUnit: z.int().min(1).max(QUANTITY_MAX).nullable(),
  isActive: z.boolean(),
});

export const priceRuleSchema = z.object({
  type: z.literal("price"),
  item: itemIdSchema,
  grade: gradeSchema,
  hop: hopSchema,
  /** Null: for both. */
  payout: payoutSchema.nullable(),
  /** Null: for both. */
  delivery: deliverySchema.nullable(),
  /** Whole rupiah per kilogram, litre or piece; null ends this list: the more general one counts. */
  rupiahPerUnit: z.int().min(0).max(PRICE_MAX).brand<"Rupiah">().nullable(),
});

export const shareRuleSchema = z.object({
  type: z.literal("share"),
  /** Null: every product. */
  product: productIdSchema.nullable(),
  /** Null: both ways. */
  delivery: deliverySchema.nullable(),
  model: shareModelSchema,
});

export const productRuleSchema = z.object({
  type: z.literal("product"),
  product: productIdSchema,
  name,
  /** The least that one withdrawal may be. */
  minimumRupiah: countedRupiahSchema,
  /** What must stay on the account after a withdrawal. */
  remainingRupiah: countedRupiahSchema,
  /** Days from the first credit during which nothing is withdrawn. */
  termDays: z.int().min(0).max(TERM_DAYS_MAX),
  isActive: z.boolean(),
});

export const settingsRuleSchema = z.object({
  type: z.literal("settings"),
  /** Above it a withdrawal needs two people's approval, up to it one. */
  approvalLimitRupiah: countedRupiahSchema,
});

export const ruleSchema = z.discriminatedUnion("type", [
  itemRuleSchema,
  priceRuleSchema,
  shareRuleSchema,
  productRuleSchema,
  settingsRuleSchema,
]);
export type ItemRule = z.infer<typeof itemRuleSchema>;
export type PriceRule = z.infer<typeof priceRuleSchema>;
export type ShareRule = z.infer<typeof shareRuleSchema>;
export type ProductRule = z.infer<typeof productRuleSchema>;
export type SettingsRule = z.infer<typeof settingsRuleSchema>;
export type Rule = z.infer<typeof ruleSchema>;
