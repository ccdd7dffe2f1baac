import type { BankId, TransferSeq } from "@resik/contract/bank/ids";
import type { TransferView } from "@resik/contract/http/bank/transfers";
import type { Transfer } from "@resik/ledger/transfer";
import type { RouteDeps } from "../deps.ts";
import { toInstant } from "../registry/device-row.ts";
import { actorNames, memberNames } from "./bank-names.ts";

/** The reversals of these transfers, by the seq of what they reversed. */
export async function reversalsOf(
  { ledger }: Pick<RouteDeps, "ledger">,
  bank: BankId,
  seqs: readonly TransferSeq[],
): Promise<Map<TransferSeq, Transfer>> {
  const followers = await ledger.followersOfAll(bank, seqs);
  return new Map(
    followers.flatMap((follower): [TransferSeq, Transfer][] =>
      follower.reverses === null ? [] : [[follower.reverses, follower]],
    ),
  );
}

/** Transfers of one bank as its people see them, with names and with what was reversed since. */
export async function toTransferViews(
  deps: Pick<RouteDeps, "db" | "ledger">,
  bank: BankId,
  transfers: readonly Transfer[],
): Promise<TransferView[]> {
  const seqs = transfers.map(({ seq }) => seq);
  const [reversals, members, actors] = await Promise.all([
    reversalsOf(deps, bank, seqs),
    memberNames(
      deps.db,
      transfers.flatMap(({ member }) => member ?? []),
    ),
    actorNames(
      deps.db,
      transfers.map(({ actor }) => actor),
    ),
  ]);
  return transfers.map((transfer) => ({
    seq: transfer.seq,
    kind: transfer.kind,
    occurredAt: toInstant(transfer.occurredAtMs),
    recordedAt: toInstant(transfer.recordedAtMs),
    actorName: actors.get(transfer.actor) ?? null,
    member: transfer.member === null ? null : (members.get(transfer.member) ?? null),
    continues: transfer.continues,
    reverses: transfer.reverses,
    reversedBy: reversals.get(transfer.seq)?.seq ?? null,
    detail: transfer.detail,
    sha256: transfer.sha256,
  }));
}
