/** Every bound of the ledger, with what happens when it is reached. */

/** Requests of one database transaction, and those that wait; one more is `store-unavailable`. */
export const COMMIT_REQUESTS_MAX = 200;
export const WAITING_REQUESTS_MAX = 10_000;

/** Banks whose rules are kept parsed in memory; the least recently loaded leaves first. */
export const RULE_BOOKS_MAX = 128;

/** Rows that a page of a list holds at most; a larger wish is cut to it. */
export const PAGE_ROWS_MAX = 500;
/** Transfers that a check reads at once. */
export const VERIFY_ROWS_MAX = 1_000;
