import { fail, ok, type Result } from "@resik/contract/error-code";
import { ACCOUNTS } from "../account.ts";
import type { CommandOf } from "@resik/contract/bank/command";
import type { TransferSeq } from "@resik/contract/bank/ids";
import { rupiah } from "@resik/contract/bank/money";
import type { DetailOf } from "@resik/contract/bank/detail";
import type { Draft } from "../transfer.ts";
import type { Facts } from "./facts.ts";
import { createPostingSet } from "./postings.ts";
import { feeRoundDown } from "@resik/contract/bank/share";
import type { ProductRule } from "@resik/contract/bank/rule-schema";
import { withdrawalRefusal } from "@resik/contract/bank/withdrawable";

type Refusal = NonNullable<ReturnType<typeof withdrawalRefusal>>;

function reasonOf(refusal: Refusal, rule: ProductRule): string {
  switch (refusal) {
    case "below-minimum":
      return `the least is ${rule.minimumRupiah} rupiah`;
    case "term-running":
      return `the term of ${rule.product} is ${rule.termDays} days`;
    case "insufficient-balance":
      return `${rule.remainingRupiah} rupiah must remain`;
  }
}

/**
 * Pending: the amount leaves the savings for `payable`, so that nobody can promise it twice. Fee
 * and number of approvals are frozen here.
 *
 * @returns `not-found` (product), `below-minimum`, `term-running`, `insufficient-balance`.
 */
export function decideRequest(
  command: CommandOf<"request-withdrawal">,
  facts: Facts,
): Result<Draft> {
  const { member, product, amountRupiah } = command;
  // Never the caller's clock: a request that is dated back must not escape a stricter rule.
  const atMs = facts.nowMs;
  const rule = facts.rules.productAt(product, atMs);
  if (!rule) return fail("not-found", `savings product ${product}`);
  const savings = ACCOUNTS.savings(member, product);
  const savingsRupiah = facts.balanceOf(savings);
  const standing = { savingsRupiah, openedAtMs: facts.openedAtMs(savings) };
  const refusal = withdrawalRefusal(rule, standing, { amountRupiah, nowMs: atMs });
  if (refusal !== null) return fail(refusal, reasonOf(refusal, rule));
  const share = facts.rules.shareAt({ product, delivery: null }, atMs);
  const set = createPostingSet();
  set.debit(savings, amountRupiah);
  set.credit(ACCOUNTS.payable(member, product), amountRupiah);
  const detail = {
    kind: "request-withdrawal" as const,
    member,
    product,
    amountRupiah,
    feeRupiah: feeRoundDown(amountRupiah, share.model),
    share,
    approvalsNeeded: amountRupiah > facts.rules.approvalLimitAt(atMs) ? 2 : 1,
  };
  return ok({ detail, postings: set.balanced(), continues: null, reverses: null });
}

/** The request when it is still pending: neither reversed, nor paid, nor void. */
function pendingRequest(
  seq: TransferSeq,
  facts: Facts,
): Result<DetailOf<"request-withdrawal">, "not-found" | "already-reversed" | "already-settled"> {
  const detail = facts.target?.detail;
  if (detail?.kind !== "request-withdrawal") return fail("not-found", `withdrawal ${seq}`);
  if (facts.isTargetReversed) return fail("already-reversed", `withdrawal ${seq}`);
  const isSettled = facts.followers.some(({ kind }) => kind !== "approve-withdrawal");
  return isSettled ? fail("already-settled", `withdrawal ${seq}`) : ok(detail);
}

const approversOf = (facts: Facts): Set<string> =>
  new Set(
    facts.followers.filter(({ kind }) => kind === "approve-withdrawal").map(({ actor }) => actor),
  );

/**
 * An approval moves nothing, but is a row of the chain like any other. Each person counts once.
 *
 * @returns `not-found`, `already-reversed`, `already-settled`, `already-exists`.
 */
export function decideApproval(
  command: CommandOf<"approve-withdrawal">,
  facts: Facts,
  actor: string,
): Result<Draft> {
  const pending = pendingRequest(command.target, facts);
  if (!pending.ok) return pending;
  if (approversOf(facts).has(actor)) return fail("already-exists", "approved by you before");
  const detail = { kind: "approve-withdrawal" as const };
  return ok({ detail, postings: [], continues: command.target, reverses: null });
}

/**
 * Posts the pending withdrawal: cash leaves, the fee stays with the bank.
 *
 * @returns `not-found`, `already-reversed`, `already-settled`, `approval-missing`; the store adds
 * `insufficient-balance` when the cash box does not hold it and `not-open` when the day is closed.
 */
export function decidePayment(command: CommandOf<"pay-withdrawal">, facts: Facts): Result<Draft> {
  const pending = pendingRequest(command.target, facts);
  if (!pending.ok) return pending;
  const { member, product, amountRupiah, feeRupiah, approvalsNeeded } = pending.value;
  const approvals = approversOf(facts).size;
  if (approvals < approvalsNeeded) {
    return fail("approval-missing", `${approvals} of ${approvalsNeeded} approvals`);
  }
  const paidRupiah = rupiah(amountRupiah - feeRupiah);
  const set = createPostingSet();
  set.debit(ACCOUNTS.payable(member, product), amountRupiah);
  set.credit(ACCOUNTS.cash, paidRupiah);
  set.credit(ACCOUNTS.bankShare, feeRupiah);
  return ok({
    detail: { kind: "pay-withdrawal", member, product, paidRupiah },
    postings: set.balanced(),
    continues: command.target,
    reverses: null,
  });
}

/** Voids the pending withdrawal: the savings have it back. @returns codes as for an approval. */
export function decideVoid(command: CommandOf<"void-withdrawal">, facts: Facts): Result<Draft> {
  const pending = pendingRequest(command.target, facts);
  if (!pending.ok) return pending;
  const { member, product, amountRupiah } = pending.value;
  const set = createPostingSet();
  set.debit(ACCOUNTS.payable(member, product), amountRupiah);
  set.credit(ACCOUNTS.savings(member, product), amountRupiah);
  return ok({
    detail: { kind: "void-withdrawal", member, product, reason: command.reason },
    postings: set.balanced(),
    continues: command.target,
    reverses: null,
  });
}
