import type { BankId, MemberId, TransferSeq } from "@resik/contract/bank/ids";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";

/** Deposits read at once. */
const READ_ROWS = 500;

/** What will be credited to the member's savings when it is valued. */
const isForHarvest = ({ detail }: Transfer): boolean =>
  detail.kind === "deposit" && detail.valued === "at-harvest" && detail.payee.akad === "saved";

/** Whether one of these deposits stands and has no valuation that stands. */
async function anyWaits(
  ledger: Pick<LedgerStore, "followersOfAll">,
  bank: BankId,
  deposits: readonly Transfer[],
): Promise<boolean> {
  const followers = await ledger.followersOfAll(
    bank,
    deposits.map(({ seq }) => seq),
  );
  const undone = await ledger.followersOfAll(
    bank,
    followers.map(({ seq }) => seq),
  );
  const reversed = new Set(undone.flatMap(({ reverses }) => reverses ?? []));
  const settled = new Set(
    followers
      .filter(({ seq }) => !reversed.has(seq))
      .flatMap(({ continues, reverses }) => continues ?? reverses ?? []),
  );
  return deposits.some(({ seq }) => !settled.has(seq));
}

/** Whether a deposit into the member's savings waits for the harvest: it will be credited later. */
export async function waitsForHarvest(
  ledger: Pick<LedgerStore, "transfers" | "followersOfAll">,
  bank: BankId,
  member: MemberId,
): Promise<boolean> {
  let beforeSeq: TransferSeq | null = null;
  for (;;) {
    const page: Transfer[] = await ledger.transfers({
      bank,
      member,
      kinds: ["deposit"],
      beforeSeq,
      limit: READ_ROWS,
    });
    if (await anyWaits(ledger, bank, page.filter(isForHarvest))) return true;
    beforeSeq = page.at(-1)?.seq ?? null;
    if (page.length < READ_ROWS) return false;
  }
}
