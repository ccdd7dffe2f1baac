import { z } from "zod";
import { instantSchema } from "../readings.ts";

/** Ten characters without look-alikes, drawn from the transfer's hash: printed, typed, scanned. */
export const RECEIPT_CODE_PATTERN = /^[0-9A-HJKMNP-TV-Z]{10}$/;
/** Bank number, transfer and check code, such as `12-345-7KX2M9QH4T`. */
export const receiptIdSchema = z
  .string()
  .regex(/^\d{1,3}-\d{1,9}-[0-9A-HJKMNP-TV-Z]{10}$/, "a receipt number such as 12-345-7KX2M9QH4T");

export const receiptLineSchema = z.object({
  item: z.string(),
  grade: z.string(),
  name: z.string(),
  unit: z.enum(["kg", "litre", "piece"]),
  quantity: z.int(),
  /** Null until the price is known, at the harvest. */
  rupiahPerUnit: z.int().nullable(),
  grossRupiah: z.int().nullable(),
  /** Weighed by a scale, or typed by hand. */
  weighed: z.enum(["scale", "hand"]),
  /** The scale and until when its tera is valid; null for a line typed by hand. */
  scale: z.object({ device: z.string(), teraUntil: z.string().nullable() }).nullable(),
});

/** What is handed over for a deposit, a withdrawal, a donation or a sale. */
export const receiptSchema = z.object({
  id: receiptIdSchema,
  kind: z.string(),
  seq: z.int(),
  bank: z.object({
    id: z.string(),
    name: z.string(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    note: z.string().nullable(),
  }),
  /** The name stands on the member's own receipt only; the public check never has it. */
  member: z.object({ number: z.string(), name: z.string() }).nullable(),
  operatorName: z.string().nullable(),
  occurredAt: instantSchema,
  recordedAt: instantSchema,
  akad: z.enum(["saved", "cash", "donation"]).nullable(),
  productName: z.string().nullable(),
  fundName: z.string().nullable(),
  buyerName: z.string().nullable(),
  delivery: z.enum(["dropped-off", "picked-up"]).nullable(),
  lines: z.array(receiptLineSchema),
  grossRupiah: z.int().nullable(),
  /** The bank's share or fee; with how it is counted, such as 15/100 at-deposit. */
  shareRupiah: z.int(),
  share: z
    .object({ kind: z.string(), numerator: z.int().nullable(), denominator: z.int().nullable() })
    .nullable(),
  /** What the member gets or got; null until the price is known. */
  netRupiah: z.int().nullable(),
  /** The product's savings after this transfer; null where it is not about savings. */
  balanceRupiah: z.int().nullable(),
  /** When and why it was reversed. */
  reversal: z.object({ at: instantSchema, reason: z.string() }).nullable(),
});
export type Receipt = z.infer<typeof receiptSchema>;
export type ReceiptLine = z.infer<typeof receiptLineSchema>;

/** `GET open/receipts/{id}`: whether it is genuine, and nothing of whom. `not-found` if not. */
export const receiptCheckSchema = z.object({
  id: receiptIdSchema,
  kind: z.string(),
  bankName: z.string(),
  recordedAt: instantSchema,
  lines: z.int(),
  /** Only kilogram lines; null when there are none. */
  massG: z.int().nullable(),
  netRupiah: z.int().nullable(),
  isReversed: z.boolean(),
});
export type ReceiptCheck = z.infer<typeof receiptCheckSchema>;
