import type { BankId, MemberId, ProductId } from "@resik/contract/bank/ids";
import { termEndMs, withdrawableRupiah } from "@resik/contract/bank/withdrawable";
import { ok, type Result } from "@resik/contract/error-code";
import type { Account } from "@resik/contract/http/bank/me";
import { ACCOUNTS, shownBalance } from "@resik/ledger/account";
import type { RouteDeps } from "../deps.ts";
import { bankOf } from "../registry/banks.ts";
import { toInstant } from "../registry/device-row.ts";
import { memberOf } from "../registry/members.ts";
import { FUND_KINDS, listParties } from "../registry/parties.ts";
import { rangeOfMonth, wibMonthOf } from "../reports/wib-month.ts";
import { broughtDeposits } from "./my-deposits.ts";
import { HISTORY_ROWS_MAX, PENDING_MAX } from "./my-limits.ts";
import { productBalances } from "./product-balances.ts";
import { nextWeighingOn } from "./weighing-days.ts";

export type MyDeps = Pick<RouteDeps, "db" | "ledger" | "ruleBooks" | "clock">;
/** The member that the principal is; nothing of anybody else is ever asked for. */
export interface Mine {
  bank: BankId;
  id: MemberId;
}

/** The resident's first screen. @returns `not-found` only where the member is gone. */
export async function myAccount(deps: MyDeps, mine: Mine): Promise<Result<Account>> {
  const { db, clock } = deps;
  const member = await memberOf(db, mine.bank, mine.id);
  if (!member.ok) return member;
  const bank = await bankOf(db, mine.bank);
  if (!bank.ok) return bank;
  const { id, name, address, phone, areaCode, areaName, weighing } = bank.value;
  const [balances, lastDeposit, pendingWithdrawals, funds, year] = await Promise.all([
    myBalances(deps, mine),
    myLastDeposit(deps, mine),
    myPending(deps, mine),
    listParties(db, mine.bank, FUND_KINDS),
    myYear(deps, mine),
  ]);
  return ok({
    member: member.value,
    bank: {
      id,
      name,
      address,
      phone,
      areaCode,
      areaName,
      weighing,
      nextWeighingOn: nextWeighingOn(weighing, clock.nowMs()),
    },
    balances,
    lastDeposit,
    pendingWithdrawals,
    // A party's id was checked against its schema when it was added.
    funds: funds.map((fund) => ({
      id: fund.id as Account["funds"][number]["id"],
      name: fund.name,
    })),
    year,
  });
}

async function myBalances(deps: MyDeps, { bank, id }: Mine): Promise<Account["balances"]> {
  const nowMs = deps.clock.nowMs();
  const rules = await deps.ruleBooks.of(bank);
  const balances = await productBalances(deps, bank, id);
  return Promise.all(
    balances.map(async (balance) => {
      // It is an id of the rule book that the balances were listed by.
      const product = balance.product as ProductId;
      const account = ACCOUNTS.savings(id, product);
      const standing = await deps.ledger.standing(bank, account);
      const savings = {
        savingsRupiah: shownBalance(account, standing?.debitBalance ?? 0),
        openedAtMs: standing?.openedAtMs ?? null,
      };
      const rule = rules.productAt(product, nowMs);
      if (!rule) throw new Error(`${product} has a balance and no rule`);
      // The same question as the ledger's at the request.
      const { model } = rules.shareAt({ product, delivery: null }, nowMs);
      const endMs = termEndMs(rule, savings);
      return {
        ...balance,
        minimumRupiah: rule.minimumRupiah,
        remainingRupiah: rule.remainingRupiah,
        termUntil: endMs !== null && nowMs < endMs ? toInstant(endMs) : null,
        withdrawableRupiah: withdrawableRupiah(rule, savings, nowMs),
        withdrawalFeeRatio: model.kind === "at-withdrawal" ? model.ratio : null,
      };
    }),
  );
}

async function myLastDeposit(
  deps: MyDeps,
  { bank, id: member }: Mine,
): Promise<Account["lastDeposit"]> {
  for await (const deposit of broughtDeposits(deps, { bank, member, readMax: HISTORY_ROWS_MAX })) {
    const { transfer, isReversed, lines, massG, netRupiah } = deposit;
    if (isReversed) continue;
    const at = toInstant(transfer.occurredAtMs);
    return { seq: transfer.seq, at, lines, massG, netRupiah };
  }
  return null;
}

async function myPending(
  { ledger }: MyDeps,
  { bank, id: member }: Mine,
): Promise<Account["pendingWithdrawals"]> {
  const query = { bank, member, state: "pending", afterSeq: null, limit: PENDING_MAX } as const;
  const requests = await ledger.withdrawals(query);
  const followers = await ledger.followersOfAll(
    bank,
    requests.map(({ seq }) => seq),
  );
  return requests.flatMap(({ seq, detail, occurredAtMs }) => {
    if (detail.kind !== "request-withdrawal") return [];
    const approvals = followers.filter(
      ({ kind, continues }) => kind === "approve-withdrawal" && continues === seq,
    );
    const isApproved = new Set(approvals.map(({ actor }) => actor)).size >= detail.approvalsNeeded;
    const { product, amountRupiah } = detail;
    const state = isApproved ? "approved" : "requested";
    return [{ seq, product, amountRupiah, requestedAt: toInstant(occurredAtMs), state }];
  });
}

async function myYear(deps: MyDeps, { bank, id: member }: Mine): Promise<Account["year"]> {
  const year = wibMonthOf(deps.clock.nowMs()).slice(0, 4);
  const { fromMs } = rangeOfMonth(`${year}-01`);
  const total = { deposits: 0, massG: 0, netRupiah: 0 };
  const query = { bank, member, fromMs, readMax: HISTORY_ROWS_MAX };
  for await (const { isReversed, massG, netRupiah } of broughtDeposits(deps, query)) {
    if (isReversed) continue;
    total.deposits += 1;
    total.massG += massG;
    total.netRupiah += netRupiah ?? 0;
  }
  return total;
}
