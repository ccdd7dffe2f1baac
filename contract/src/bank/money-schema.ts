import { z } from "zod";
import { AMOUNT_MAX } from "./limits.ts";

/**
 * Whole rupiah as they stand in a book, exact. Signed inside the ledger: a debit is positive, a
 * credit negative. Sums and balances may be above what one person may name (`AMOUNT_MAX`), and what
 * was written must always be readable.
 */
export const rupiahSchema = z.int().brand<"Rupiah">();
export type Rupiah = z.infer<typeof rupiahSchema>;

/** An amount that a person names: at least one rupiah. */
export const paymentSchema = z.int().min(1).max(AMOUNT_MAX).brand<"Rupiah">();
/** An amount that was counted: zero is possible. */
export const countedRupiahSchema = z.int().min(0).max(AMOUNT_MAX).brand<"Rupiah">();
