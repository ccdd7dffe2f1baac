import { transferSeqSchema, type BankId } from "@resik/contract/bank/ids";
import type { LedgerStore } from "@resik/ledger/port";
import { toInstant } from "../registry/device-row.ts";

/** The day that is open at a bank; null when it is closed. */
export async function openDayOf(
  ledger: Pick<LedgerStore, "head" | "transfer">,
  bank: BankId,
): Promise<{ seq: number; openedAt: string } | null> {
  const seq = (await ledger.head(bank))?.openDaySeq ?? null;
  if (seq === null) return null;
  const opening = await ledger.transfer(bank, transferSeqSchema.parse(seq));
  return opening === null ? null : { seq, openedAt: toInstant(opening.occurredAtMs) };
}
