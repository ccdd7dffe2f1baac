import type { BankId, TransferSeq } from "@resik/contract/bank/ids";
import type { DetailOf } from "@resik/contract/bank/detail";
import type { WithdrawalView } from "@resik/contract/http/bank/transfers";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import type { RouteDeps } from "../deps.ts";
import { toInstant } from "../registry/device-row.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { actorNames, memberNames } from "./bank-names.ts";

/** A request for a withdrawal with everything that was done about it and still counts. */
export interface Withdrawal {
  request: Transfer;
  detail: DetailOf<"request-withdrawal">;
  approvals: Transfer[];
  /** The payment or voiding that was not reversed, else the reversal of the request. */
  settlement: Transfer | null;
  state: WithdrawalView["state"];
}

function stateOf(
  { approvalsNeeded }: DetailOf<"request-withdrawal">,
  approvals: number,
  settlement: Transfer | null,
): WithdrawalView["state"] {
  if (!settlement) return approvals >= approvalsNeeded ? "approved" : "requested";
  if (settlement.kind === "reverse") return "reversed";
  return settlement.kind === "pay-withdrawal" ? "paid" : "void";
}

/** Puts to each request what followed it; other transfers are left out. */
export async function withFollowers(
  ledger: Pick<LedgerStore, "followersOfAll">,
  bank: BankId,
  requests: readonly Transfer[],
): Promise<Withdrawal[]> {
  const followers = await ledger.followersOfAll(
    bank,
    requests.map(({ seq }) => seq),
  );
  const undone = await ledger.followersOfAll(
    bank,
    followers.map(({ seq }) => seq),
  );
  const undoneSeqs = new Set<TransferSeq | null>(undone.map(({ reverses }) => reverses));
  const ofRequest = Map.groupBy(
    followers.filter(({ seq }) => !undoneSeqs.has(seq)),
    ({ continues, reverses }) => continues ?? reverses,
  );
  return requests.flatMap((request): Withdrawal[] => {
    const { detail, seq } = request;
    if (detail.kind !== "request-withdrawal") return [];
    const own = ofRequest.get(seq) ?? [];
    const approvals = own.filter(({ kind }) => kind === "approve-withdrawal");
    const settlement = own.find(({ kind }) => kind !== "approve-withdrawal") ?? null;
    const state = stateOf(detail, approvals.length, settlement);
    return [{ request, detail, approvals, settlement, state }];
  });
}

/** The accounts of members who can sign in, by member. */
async function accountsOf(
  db: RegistryDb,
  members: readonly string[],
): Promise<Map<string, string | null>> {
  if (members.length === 0) return new Map();
  const rows = await db
    .selectFrom("members")
    .select(["id", "user_id"])
    .where("id", "in", [...new Set(members)])
    .execute();
  return new Map(rows.map(({ id, user_id }) => [id, user_id]));
}

/** Withdrawals as the bank sees them. `actor` is who asks. */
export async function toWithdrawalViews(
  deps: Pick<RouteDeps, "db" | "ledger">,
  bank: BankId,
  requests: readonly Transfer[],
  actor: string,
): Promise<WithdrawalView[]> {
  const withdrawals = await withFollowers(deps.ledger, bank, requests);
  const members = withdrawals.map(({ detail }) => detail.member);
  const [names, accounts, actors] = await Promise.all([
    memberNames(deps.db, members),
    accountsOf(deps.db, members),
    actorNames(
      deps.db,
      withdrawals.flatMap(({ approvals }) => approvals.map((approval) => approval.actor)),
    ),
  ]);
  return withdrawals.map(({ request, detail, approvals, settlement, state }) => ({
    seq: request.seq,
    member: names.get(detail.member) ?? null,
    product: detail.product,
    amountRupiah: detail.amountRupiah,
    feeRupiah: detail.feeRupiah,
    requestedAt: toInstant(request.occurredAtMs),
    requestedBy: request.actor === `user:${accounts.get(detail.member)}` ? "member" : "desk",
    approvalsNeeded: detail.approvalsNeeded,
    approvals: approvals.map((approval) => ({
      actorName: actors.get(approval.actor) ?? null,
      at: toInstant(approval.recordedAtMs),
    })),
    isApprovedByMe: approvals.some((approval) => approval.actor === actor),
    state,
    settledAt: settlement && toInstant(settlement.recordedAtMs),
    paymentSeq: settlement?.kind === "pay-withdrawal" ? settlement.seq : null,
  }));
}
