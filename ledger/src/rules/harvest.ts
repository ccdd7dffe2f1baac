import { fail, ok, type Result } from "@resik/contract/error-code";
import { ACCOUNTS } from "../account.ts";
import type { CommandOf } from "@resik/contract/bank/command";
import type { DepositedLine } from "@resik/contract/bank/detail";
import type { Draft } from "../transfer.ts";
import { payoutOf, postValue, totalsOf } from "./deposit.ts";
import type { Facts } from "./facts.ts";
import { createPostingSet } from "./postings.ts";
import { valueLine } from "./value-line.ts";

/**
 * Prices a weighed deposit at the harvest. Under a share of the sale the collector's list counts,
 * otherwise the list of the deposit's own hop; the share is the one frozen when it was weighed.
 *
 * @returns `not-found`, `already-reversed`, `already-settled` where it has its value, `no-price`.
 */
export function decideValue(
  command: CommandOf<"value">,
  facts: Facts,
  atMs: number,
): Result<Draft> {
  const target = facts.target;
  if (target?.detail.kind !== "deposit" || target.detail.valued !== "at-harvest") {
    return fail("not-found", `no deposit ${command.target} waits for its value`);
  }
  if (facts.isTargetReversed) return fail("already-reversed", `deposit ${command.target}`);
  if (facts.followers.length > 0) return fail("already-settled", `deposit ${command.target}`);
  const { payee, delivery, share } = target.detail;
  const hop = share.model.kind === "of-sale" ? "collector" : target.detail.hop;
  const terms = { hop, payout: payoutOf(payee), delivery, share, expectedVersion: null } as const;

  const set = createPostingSet();
  const lines: DepositedLine[] = [];
  for (const line of target.detail.lines) {
    const priced = valueLine(line, terms, facts.rules, atMs);
    if (!priced.ok) return priced;
    set.debit(ACCOUNTS.stock(line.stock), line.quantity);
    set.credit(ACCOUNTS.waiting(line.stock), line.quantity);
    lines.push(priced.value);
  }
  postValue(set, payee, share, lines);
  const detail = { ...target.detail, kind: "value" as const, lines };
  return ok({ detail, postings: set.balanced(), continues: command.target, reverses: null });
}

/**
 * Lets the member have what was held until the sale.
 *
 * @returns `not-found` where nothing is held, `already-reversed`, `already-settled`.
 */
export function decideRelease(command: CommandOf<"release">, facts: Facts): Result<Draft> {
  const detail = facts.target?.detail;
  const isValued =
    detail?.kind === "value" || (detail?.kind === "deposit" && detail.valued === "now");
  if (!isValued || detail.payee.akad !== "saved" || detail.share.model.kind !== "held-until-sold") {
    return fail("not-found", `nothing is held for ${command.target}`);
  }
  if (facts.isTargetReversed) return fail("already-reversed", `deposit ${command.target}`);
  if (facts.followers.length > 0) return fail("already-settled", `deposit ${command.target}`);
  const { member, product } = detail.payee;
  const amountRupiah = totalsOf(detail.lines).netRupiah;
  const set = createPostingSet();
  set.debit(ACCOUNTS.held(member, product), amountRupiah);
  set.credit(ACCOUNTS.savings(member, product), amountRupiah);
  return ok({
    detail: { kind: "release", member, product, amountRupiah },
    postings: set.balanced(),
    continues: command.target,
    reverses: null,
  });
}
