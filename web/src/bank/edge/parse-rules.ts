import type { RuleVersion } from "@resik/contract/bank/rule";
import { fields, list, type Part } from "../../edge/parts.ts";
import { parseRuleVersion } from "../desk/parse-rule.ts";

const version: Part<RuleVersion> = (value) => parseRuleVersion(value) ?? undefined;

/** `GET banks/{bank}/rules`. */
export const rulesPart = fields({ inForce: list(version), upcoming: list(version) });
/** `GET banks/{bank}/rules/history`. */
export const ruleHistoryPart = fields({ versions: list(version) });
