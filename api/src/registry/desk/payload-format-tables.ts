/** Rows of this part of the registry. */
export interface PayloadFormatTables {}
