import { gradeSchema, itemIdSchema, transferSeqSchema } from "@resik/contract/bank/ids";
import { ruleSchema } from "@resik/contract/bank/rule-schema";
import { expect, test } from "vitest";
import { readRules } from "./use-rules.ts";

const price = (seq: number, validFromMs: number, rupiahPerUnit: number) => ({
  seq: transferSeqSchema.parse(seq),
  validFromMs,
  rule: ruleSchema.parse({
    type: "price",
    item: "kardus",
    grade: "campur",
    hop: "member",
    payout: null,
    delivery: null,
    rupiahPerUnit,
  }),
});

test("a rule that the server has in force counts, also by a clock that is behind", () => {
  const inForce = [price(1, 1_000, 1_500), price(2, 5_000, 1_600)];
  const rules = readRules({ inForce, upcoming: [price(3, 9_000, 1_700)] });
  expect(rules.asOfMs).toBe(5_000);
  const question = {
    item: itemIdSchema.parse("kardus"),
    grade: gradeSchema.parse("campur"),
    hop: "member",
    payout: "saved",
    delivery: "dropped-off",
  } as const;
  expect(rules.book.priceAt(question, rules.asOfMs)?.rupiahPerUnit).toBe(1_600);
});

test("a bank without rules has none since ever", () => {
  expect(readRules({ inForce: [], upcoming: [] }).asOfMs).toBe(0);
});
