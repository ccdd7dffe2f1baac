/** Every bound of a waste bank's book as people may write it. */

/** One amount in rupiah; a larger one is refused as `invalid-input`. Sums stay exact far above. */
export const AMOUNT_MAX = 1_000_000_000_000;
/**
 * What one account may hold, in rupiah or in the smallest unit of an item; a transfer that would go
 * beyond is `invalid-input`. So the books and the reports of a whole district add up exactly.
 */
export const BALANCE_MAX = 10_000_000_000_000;
/** One quantity in grams, millilitres or pieces: 1,000 t; a larger one is `invalid-input`. */
export const QUANTITY_MAX = 1_000_000_000;
/** Rupiah per kilogram, litre or piece. */
export const PRICE_MAX = 100_000_000;

/** Lines of one deposit or sale; more are `invalid-input`. */
export const LINES_MAX = 100;
/** Grades of one item. */
export const GRADES_MAX = 20;
/** Characters of a name, a note or a reason. */
export const TEXT_MAX = 200;
/** A savings term. */
export const TERM_DAYS_MAX = 3_660;

/** `occurredAt` may run ahead of or lag behind the ledger's clock by this much, or is refused. */
export const OCCURRED_AHEAD_MS_MAX = 5 * 60_000;
export const OCCURRED_BEHIND_DAYS_MAX = 30;
