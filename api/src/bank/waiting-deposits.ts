import type { BankId, MemberId, TransferSeq } from "@resik/contract/bank/ids";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";

/** Deposits read at once. */
const READ_ROWS = 500;

/** What will be credited to the member's savings when it is valued. */
const isForHarvest = ({ detail }: Transfer): boolean =>
  detail.kind === "deposit" && detail.valued === "at-harvest" && detail.payee.akad === "saved";

/** Whether a deposit into the member's savings waits for the harvest: it will be credited later. */
export async function waitsForHarvest(
  ledger: Pick<LedgerStore, "settlements">,
  bank: BankId,
  member: MemberId,
): Promise<boolean> {
  let afterSeq: TransferSeq | null = null;
  for (;;) {
    const query = { bank, member, afterSeq, limit: READ_ROWS };
    const page: Transfer[] = await ledger.settlements(query);
    if (page.some(isForHarvest)) return true;
    afterSeq = page.at(-1)?.seq ?? null;
    if (page.length < READ_ROWS) return false;
  }
}
