/** Rows of this part of the registry. */
export interface PayloadFormatTables {
  payload_formats: {
    device: string;
    /** JSON. */
    format: string;
    changed_at_ms: number;
  };
}
