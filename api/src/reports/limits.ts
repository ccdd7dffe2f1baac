/** Every bound of the reports, with what happens when it is reached. */

/** Transfers that are read at once; a month is read page by page. */
export const REPORT_PAGE_TRANSFERS = 500;
/** Months of banks kept; the one that was asked for longest ago is counted again when needed. */
export const MONTHS_KEPT_MAX = 1_024;
/** Months of the whole district kept for the public; as above. */
export const OPEN_MONTHS_KEPT_MAX = 48;
/** Months that the public sees: those that are over. */
export const OPEN_MONTHS = 12;
