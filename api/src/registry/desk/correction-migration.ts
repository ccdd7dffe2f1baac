/** Tables of versions of humidity corrections. */
export const CORRECTIONS_MIGRATION = "";
