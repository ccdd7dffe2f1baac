import { priceOutlier, type PriceOutlier } from "@resik/contract/bank/price-outlier";
import { subjectOf } from "@resik/contract/bank/rule";
import type { PriceRule, Rule } from "@resik/contract/bank/rule-schema";
import { useState } from "preact/hooks";
import { usePost } from "../../controls/use-post.ts";
import { answerOf } from "../../edge/parts.ts";
import { isRefusal, requestJson } from "../../edge/request.ts";
import { useBank } from "../bank-context.ts";
import { ruleHistoryPart } from "../edge/parse-rules.ts";
import { parsePosted } from "../edge/parse-transfers.ts";

const parseHistory = answerOf(ruleHistoryPart);

/** Publishes a rule; a price far from the usual one is asked about before it is confirmed. */
export function usePublish() {
  const { api } = useBank();
  const post = usePost(parsePosted);
  const [outlier, setOutlier] = useState<PriceOutlier | null>(null);

  const explain = async (rule: PriceRule): Promise<void> => {
    const subject = encodeURIComponent(subjectOf(rule));
    const answer = await requestJson(api(`rules/history?subject=${subject}`), parseHistory);
    if (!answer.ok) return;
    // The contract compares with the oldest first; the history comes newest first.
    setOutlier(priceOutlier(rule, [...answer.value.versions].reverse()));
  };
  /** True when it counts, or will. `isConfirmed` after a person looked at the unusual price. */
  const publish = async (
    rule: Rule,
    validFrom: string | null,
    isConfirmed: boolean,
  ): Promise<boolean> => {
    const body = { rule, validFrom, isOutlierConfirmed: isConfirmed };
    const answer = await post.send(api("rules"), body);
    if (answer === null || answer.ok) return answer !== null;
    if (rule.type === "price" && isRefusal(answer.failure, "price-outlier")) await explain(rule);
    return false;
  };
  return { ...post, outlier, publish, forgetOutlier: () => setOutlier(null) };
}
