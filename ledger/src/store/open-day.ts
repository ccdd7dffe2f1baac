import type { Transfer } from "../transfer.ts";

/** The day that is open after a transfer, named by the transfer that opened it; null for none. */
export const openDayAfter = (
  before: number | null,
  { kind, seq }: { kind: Transfer["kind"]; seq: number },
): number | null => (kind === "open-day" ? seq : kind === "close-day" ? null : before);
