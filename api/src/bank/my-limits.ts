/** Every bound of what a resident reads and writes, with what happens when it is reached. */

/** A resident's key is kept as `me:{member}:{key}` within the 120 characters of the ledger's. */
export const MY_KEY_CHARACTERS_MAX = 70;

/** Days of one statement; more are `range-too-large`. */
export const STATEMENT_DAYS_MAX = 366;
/** Lines of one statement; more are `range-too-large`. */
export const STATEMENT_ROWS_MAX = 5_000;

/** Months of the history; it begins later when the lines read run out first. */
export const HISTORY_MONTHS_MAX = 24;
/** Lines of one product, and deposits of one member, that are read for it. */
export const HISTORY_ROWS_MAX = 2_000;

/** Rows that are asked of the ledger at once. */
export const READ_ROWS = 200;
/** Pending withdrawals of a member that a phone may make, and the first screen shows. */
export const PENDING_MAX = 50;
