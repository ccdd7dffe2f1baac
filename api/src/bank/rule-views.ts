import type { RuleVersion } from "@resik/contract/bank/rule";
import type { RuleVersionView } from "@resik/contract/http/bank/transfers";
import { toInstant } from "../registry/device-row.ts";

export const toRuleView = ({ seq, validFromMs, rule }: RuleVersion): RuleVersionView => ({
  seq,
  validFrom: toInstant(validFromMs),
  rule,
});
