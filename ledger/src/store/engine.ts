import type { LedgerDb } from "./tables.ts";

/** A database that is read, beside whoever writes it. */
export interface LedgerReadEngine {
  reads: LedgerDb;
  /** Runs the work on one snapshot of the whole book. */
  snapshot<T>(work: (db: LedgerDb) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * What differs between databases: how a writing transaction begins, and how a snapshot is had.
 * All else is SQL through the query builder, the same text for each.
 */
export interface LedgerEngine extends LedgerReadEngine {
  /**
   * Runs the work in one durable database transaction that no other writer shares, and rolls back
   * when it throws.
   */
  write<T>(work: (db: LedgerDb) => Promise<T>): Promise<T>;
}
