import { rulesSchema } from "@resik/contract/http/bank/transfers";
import { expect, test } from "vitest";
import { ruleHistoryPart, rulesPart } from "./parse-rules.ts";

const VERSION = {
  seq: 3,
  validFrom: "2026-11-21T02:00:00.000Z",
  rule: { type: "settings", approvalLimitRupiah: 500_000 },
};
const ANSWER = { inForce: [VERSION], upcoming: [] };

test("rules are read with the instant from which they count", () => {
  expect(rulesSchema.safeParse(ANSWER).success).toBe(true);
  expect(rulesPart(ANSWER)).toEqual({
    inForce: [{ seq: 3, validFromMs: Date.parse(VERSION.validFrom), rule: VERSION.rule }],
    upcoming: [],
  });
  expect(ruleHistoryPart({ versions: [VERSION] })?.versions).toHaveLength(1);
});

test("one rule that cannot be read refuses all: a price that is missing would be a wrong price", () => {
  const broken = { ...VERSION, rule: { type: "settings", approvalLimitRupiah: "500000" } };
  expect(rulesPart({ inForce: [VERSION, broken], upcoming: [] })).toBeUndefined();
});
