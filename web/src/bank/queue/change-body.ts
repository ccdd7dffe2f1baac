import type { DepositBody } from "@resik/contract/http/bank/transfers";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { ProvisionalReceipt } from "../../receipt/receipt.ts";
import type { Desk } from "../desk/desk.ts";
import { hopOf, memberOf, paperOf, termsOfBody } from "../weigh/build-deposit.ts";
import { valueDeposit } from "../weigh/deposit-value.ts";

/** A line that a person weighed, sent without the scale's word for it. */
export const asTyped = (body: DepositBody, index: number): DepositBody => ({
  ...body,
  lines: body.lines.map((line, at) => (at === index ? { ...line, evidence: null } : line)),
});

/** The deposit without a line; the last one stays. */
export const withoutLine = (body: DepositBody, index: number): DepositBody =>
  body.lines.length === 1
    ? body
    : { ...body, lines: body.lines.filter((_line, at) => at !== index) };

/** The deposit for another member; a unit is paid by its own list. */
export function forMember(body: DepositBody, desk: Desk, member: string): DepositBody {
  return { ...body, payee: { ...body.payee, member }, hop: hopOf(memberOf(desk, member)) };
}

/** The deposit with the prices in force when it was weighed, and its receipt by them. */
export function repriced(
  body: DepositBody,
  known: { desk: Desk; rules: RuleBook; operatorName: string },
): { body: DepositBody; paper: ProvisionalReceipt; isPriced: boolean } {
  const atMs = Date.parse(body.occurredAt);
  const valued = valueDeposit(known.rules, termsOfBody(body), body.lines, atMs);
  const lines = body.lines.map((line, index) => ({
    ...line,
    priceVersion: valued.lines[index]?.price?.version ?? null,
  }));
  const changed = { ...body, lines };
  const isPriced = valued.isAtHarvest || valued.grossRupiah !== null;
  return { body: changed, paper: paperOf(changed, known, valued), isPriced };
}
