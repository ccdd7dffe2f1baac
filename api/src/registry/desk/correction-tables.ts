interface CorrectionTable {
  device: string;
  /** From 1 within the device. */
  version: number;
  from_ms: number;
  /** JSON of the contract's `correctionSchema`. */
  correction: string;
  note: string;
  /** Null for the command line. */
  user_id: string | null;
  created_at_ms: number;
}

/** Rows of this part of the registry. */
export interface CorrectionTables {
  corrections: CorrectionTable;
}
