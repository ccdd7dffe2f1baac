import { subjectOf, type RuleVersion } from "@resik/contract/bank/rule";
import { createRuleBook, type RuleBook } from "@resik/contract/bank/rule-book";
import type { DepositBody } from "@resik/contract/http/bank/transfers";
import { requestJson, type Answer } from "../../edge/request.ts";
import { isShape } from "../../edge/shape.ts";
import { parseRuleVersions } from "../desk/parse-rule.ts";

const parseHistory = (value: unknown): RuleVersion[] | null =>
  isShape(value) ? parseRuleVersions(value.versions) : null;

/** The lists that may price a line, as the contract names their subjects. */
function priceSubjects(body: DepositBody): string[] {
  const payout = body.payee.akad === "cash" ? "cash" : "saved";
  const subjects = body.lines.flatMap(({ item, grade }) =>
    [payout, "*"].flatMap((payout) =>
      [body.delivery, "*"].map(
        (delivery) => `price/${item}/${grade}/${body.hop}/${payout}/${delivery}`,
      ),
    ),
  );
  return [...new Set(subjects)];
}

/**
 * The rules with every version of the prices that count for a deposit: a phone keeps those in force
 * and to come, but this deposit was weighed some time ago.
 */
export async function rulesForDeposit(
  bank: string,
  body: DepositBody,
  known: readonly RuleVersion[],
): Promise<Answer<RuleBook>> {
  const versions = new Map(known.map((version) => [keyOf(version), version]));
  for (const subject of priceSubjects(body)) {
    const query = new URLSearchParams({ subject });
    const answer = await requestJson(`/api/v1/banks/${bank}/rules/history?${query}`, parseHistory);
    if (!answer.ok) return answer;
    for (const version of answer.value) versions.set(keyOf(version), version);
  }
  return { ok: true, value: createRuleBook([...versions.values()]) };
}

const keyOf = ({ seq, rule }: RuleVersion): string => `${seq} ${subjectOf(rule)}`;
