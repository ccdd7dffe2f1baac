import { z } from "zod";
import { evidenceSchema, payeeSchema } from "./command.ts";
import { buyerIdSchema, fundIdSchema, memberIdSchema, productIdSchema } from "./ids.ts";
import { rupiahSchema } from "./money-schema.ts";
import { quantitySchema, unitSchema } from "./quantity-schema.ts";
import { deliverySchema, ruleSchema, shareModelSchema } from "./rule-schema.ts";

const stock = z.templateLiteral([z.string(), ".", z.string()]);

/** A line as it was decided: everything that the amount followed from is frozen on it. */
export const depositedLineSchema = z.object({
  stock,
  unit: unitSchema,
  quantity: quantitySchema,
  evidence: evidenceSchema.nullable(),
  /** Null until the harvest. */
  value: z
    .object({
      priceVersion: z.int(),
      rupiahPerUnit: rupiahSchema,
      grossRupiah: rupiahSchema,
      shareRupiah: rupiahSchema,
      netRupiah: rupiahSchema,
    })
    .nullable(),
});
export type DepositedLine = z.infer<typeof depositedLineSchema>;

/** The share rule that counted; version null is the default "none". */
export const frozenShareSchema = z.object({
  version: z.int().nullable(),
  model: shareModelSchema,
});
export type FrozenShare = z.infer<typeof frozenShareSchema>;

const valuedPart = {
  payee: payeeSchema,
  hop: z.enum(["member", "induk"]),
  delivery: deliverySchema,
  share: frozenShareSchema,
  lines: z.array(depositedLineSchema),
};

export const soldLineSchema = z.object({
  stock,
  unit: unitSchema,
  takenQuantity: quantitySchema,
  soldQuantity: quantitySchema,
  rupiahPerUnit: rupiahSchema,
  proceedsRupiah: rupiahSchema,
  /** What the taken stock had cost, by weighted average. */
  costRupiah: rupiahSchema,
  shrinkageCostRupiah: rupiahSchema,
});
export type SoldLine = z.infer<typeof soldLineSchema>;

const savingsPart = { member: memberIdSchema, product: productIdSchema };

/** What a transfer means, by the kind of its command. */
export const detailSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("deposit"), ...valuedPart, valued: z.enum(["now", "at-harvest"]) }),
  z.object({ kind: z.literal("value"), ...valuedPart }),
  z.object({ kind: z.literal("release"), ...savingsPart, amountRupiah: rupiahSchema }),
  z.object({
    kind: z.literal("request-withdrawal"),
    ...savingsPart,
    amountRupiah: rupiahSchema,
    feeRupiah: rupiahSchema,
    share: frozenShareSchema,
    approvalsNeeded: z.int(),
  }),
  z.object({ kind: z.literal("approve-withdrawal") }),
  z.object({ kind: z.literal("pay-withdrawal"), ...savingsPart, paidRupiah: rupiahSchema }),
  z.object({ kind: z.literal("void-withdrawal"), ...savingsPart, reason: z.string() }),
  z.object({
    kind: z.literal("sell"),
    buyer: buyerIdSchema,
    hop: z.enum(["induk", "collector"]),
    payment: z.enum(["cash", "receivable"]),
    lines: z.array(soldLineSchema),
  }),
  z.object({
    kind: z.literal("receive-payment"),
    buyer: buyerIdSchema,
    amountRupiah: rupiahSchema,
  }),
  z.object({
    kind: z.literal("donate"),
    ...savingsPart,
    fund: fundIdSchema,
    amountRupiah: rupiahSchema,
  }),
  z.object({
    kind: z.literal("pay-aid"),
    fund: fundIdSchema,
    amountRupiah: rupiahSchema,
    note: z.string(),
  }),
  z.object({
    kind: z.literal("move-cash"),
    direction: z.enum(["in", "out"]),
    purpose: z.enum(["capital", "operations"]),
    amountRupiah: rupiahSchema,
    note: z.string(),
  }),
  z.object({
    kind: z.enum(["open-day", "close-day"]),
    bookRupiah: rupiahSchema,
    countedRupiah: rupiahSchema,
    differenceRupiah: rupiahSchema,
  }),
  z.object({ kind: z.literal("reverse"), reason: z.string(), costTrueUpRupiah: rupiahSchema }),
  z.object({ kind: z.literal("publish-rule"), rule: ruleSchema, validFromMs: z.int() }),
]);
export type Detail = z.infer<typeof detailSchema>;
export type DetailOf<K extends Detail["kind"]> = Extract<Detail, { kind: K }>;
