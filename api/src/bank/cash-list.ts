import { productIdSchema, type BankId, type ProductId } from "@resik/contract/bank/ids";
import { sum } from "@resik/contract/bank/integer";
import { withdrawableRupiah, type Standing } from "@resik/contract/bank/withdrawable";
import type { MemberName } from "@resik/contract/http/bank/members";
import type { CashList } from "@resik/contract/http/bank/transfers";
import { ACCOUNTS, parseAccount, shownBalance } from "@resik/ledger/account";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import type { RouteDeps } from "../deps.ts";
import { memberNames } from "./bank-names.ts";

type ListDeps = Pick<RouteDeps, "db" | "ledger" | "ruleBooks" | "clock">;

/** Requests read at once. */
const READ_ROWS = 500;

async function pendingOf(
  ledger: Pick<LedgerStore, "withdrawals">,
  bank: BankId,
): Promise<Transfer[]> {
  const pending: Transfer[] = [];
  for (;;) {
    const page = await ledger.withdrawals({
      bank,
      state: "pending",
      afterSeq: pending.at(-1)?.seq ?? null,
      limit: READ_ROWS,
    });
    pending.push(...page);
    if (page.length < READ_ROWS) return pending;
  }
}

/** Savings of every member by `member/product`, the subject of their accounts. */
async function savingsBySubject(
  ledger: Pick<LedgerStore, "balances">,
  bank: BankId,
): Promise<Map<string, Standing>> {
  const balances = await ledger.balances(bank, "savings");
  return new Map(
    balances.map(({ account, debitBalance, openedAtMs }) => [
      parseAccount(account)?.subject ?? "",
      { savingsRupiah: shownBalance(account, debitBalance), openedAtMs },
    ]),
  );
}

/** What is to be paid after fees, by `member/product`. */
function toPayBySubject(pending: readonly Transfer[]): Map<string, number> {
  const toPay = new Map<string, number>();
  for (const { detail } of pending) {
    if (detail.kind !== "request-withdrawal") continue;
    const subject = `${detail.member}/${detail.product}`;
    toPay.set(subject, sum([toPay.get(subject) ?? 0, detail.amountRupiah, 0 - detail.feeRupiah]));
  }
  return toPay;
}

interface Amounts {
  memberId: string;
  product: ProductId;
  productName: string;
  toPayRupiah: number;
  withdrawableRupiah: number;
}

async function amountsOf(
  { ledger, ruleBooks, clock }: ListDeps,
  bank: BankId,
  wanted: ProductId | undefined,
): Promise<Amounts[]> {
  const nowMs = clock.nowMs();
  const [rules, savings, pending] = await Promise.all([
    ruleBooks.of(bank),
    savingsBySubject(ledger, bank),
    pendingOf(ledger, bank),
  ]);
  const toPay = toPayBySubject(pending);
  return [...new Set([...savings.keys(), ...toPay.keys()])].flatMap((subject) => {
    const slash = subject.indexOf("/");
    const product = productIdSchema.parse(subject.slice(slash + 1));
    const rule = rules.productAt(product, nowMs);
    if (wanted !== undefined && product !== wanted) return [];
    const saved = savings.get(subject);
    const row = {
      memberId: subject.slice(0, slash),
      product,
      productName: rule?.name ?? product,
      toPayRupiah: toPay.get(subject) ?? 0,
      withdrawableRupiah: rule && saved ? withdrawableRupiah(rule, saved, nowMs) : 0,
    };
    return row.toPayRupiah > 0 || row.withdrawableRupiah > 0 ? [row] : [];
  });
}

/**
 * Whom to pay how much, in order of member number: to plan the cash of a mass withdrawal and to
 * have it signed.
 */
export async function cashList(
  deps: ListDeps,
  bank: BankId,
  product: ProductId | undefined,
): Promise<CashList> {
  const amounts = await amountsOf(deps, bank, product);
  const [names, cashRupiah] = await Promise.all([
    memberNames(
      deps.db,
      amounts.map(({ memberId }) => memberId),
    ),
    deps.ledger.balance(bank, ACCOUNTS.cash),
  ]);
  const rows = amounts.flatMap(({ memberId, ...row }) => {
    const member = names.get(memberId);
    return member ? [{ member, ...row }] : [];
  });
  rows.sort(byNumber);
  return {
    rows,
    toPayRupiah: sum(rows.map((row) => row.toPayRupiah)),
    withdrawableRupiah: sum(rows.map((row) => row.withdrawableRupiah)),
    cashRupiah,
  };
}

interface Row {
  member: MemberName;
  product: string;
}
const byNumber = (left: Row, right: Row): number =>
  left.member.number.localeCompare(right.member.number) ||
  left.product.localeCompare(right.product);
