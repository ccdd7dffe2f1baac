/** Every bound of the ledger, with what happens when it is reached. */

/** Requests of one database transaction, and those that wait; one more is `store-unavailable`. */
export const COMMIT_REQUESTS_MAX = 200;
export const WAITING_REQUESTS_MAX = 10_000;
/** Turns of the event loop that a commit waits for company: it ends at so many without a newcomer. */
export const GATHER_QUIET_TURNS = 2;
/** And at so many in all, however many come. */
export const GATHER_TURNS_MAX = 20;

/** Banks whose rules are kept parsed in memory; the least recently loaded leaves first. */
export const RULE_BOOKS_MAX = 128;

/**
 * Rows that a page of a list holds at most; a larger wish is cut to it. One more than the api's
 * pages, which ask for one more to learn whether there is another page.
 */
export const PAGE_ROWS_MAX = 501;
/** Transfers that a check reads at once. */
export const VERIFY_ROWS_MAX = 1_000;
