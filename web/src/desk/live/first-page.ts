/** Rows of the first page of the desk's lists; more come by asking. */
export const FIRST_PAGE_ROWS = 50;
