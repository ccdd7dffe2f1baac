import * as fc from "fast-check";
import { PET, price, type CommandInput, type RuleInput } from "./desk.ts";
import type { ShareInput } from "./model-book.ts";
import type { Seen } from "./model-commands.ts";
import { lebaran } from "./model-opening.ts";

const HOUR_MS = 3_600_000;

export const stock = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constantFrom(
      { item: "pet", grade: "clean" },
      { item: "pet", grade: "clean" },
      { item: "pet", grade: "mixed" },
      { item: "bottle", grade: "whole" },
    ),
  },
  // Without a price, and without a rule.
  { weight: 1, arbitrary: fc.constant({ item: "oil", grade: "clean" }) },
  { weight: 1, arbitrary: fc.constant({ item: "paper", grade: "clean" }) },
);

const ratio = fc.constantFrom(
  { numerator: 15, denominator: 100 },
  { numerator: 1, denominator: 3 },
  { numerator: 1, denominator: 1 },
);
export const shareModel: fc.Arbitrary<ShareInput> = fc.oneof(
  fc.constantFrom({ kind: "none" as const }, { kind: "margin" as const }),
  fc.record({ kind: fc.constantFrom("at-deposit" as const, "at-withdrawal" as const), ratio }),
  fc.record({ kind: fc.constant("of-sale" as const), ratio }),
  fc.constant({ kind: "held-until-sold" as const }),
);

const nullOr = <T>(value: T) => fc.constantFrom(null, value);
const rule: fc.Arbitrary<RuleInput> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        stock,
        hop: fc.constantFrom("member" as const, "member" as const, "collector", "induk"),
        payout: fc.constantFrom(null, null, "saved" as const, "cash" as const),
        delivery: nullOr("picked-up" as const),
        rupiah: fc.constantFrom(null, 0, 1, 777, 3_999, 4_400, 5_500, 90_000),
      })
      .map(({ stock, rupiah, ...rest }) => price(rupiah, { ...stock, ...rest })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("share" as const),
      product: nullOr("regular"),
      delivery: nullOr("picked-up" as const),
      model: shareModel,
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        minimumRupiah: fc.constantFrom(0, 500),
        remainingRupiah: fc.constantFrom(0, 1_000),
        termDays: fc.constantFrom(0, 1),
        isActive: fc.boolean(),
      })
      .map(lebaran),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("settings" as const),
      approvalLimitRupiah: fc.constantFrom(0, 3_000, 500_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<RuleInput[]>(
      { ...PET, grades: ["clean"] },
      { ...PET, isActive: false },
      { ...PET, unit: "piece" },
      { ...PET, grades: ["clean", "clean"] },
      PET,
      PET,
      PET,
    ),
  },
);
export const publication = fc
  .record({
    rule,
    startsInMs: fc.constantFrom(null, null, null, -1, 0, HOUR_MS),
    isOutlierConfirmed: fc.boolean(),
  })
  .map(({ rule, startsInMs, isOutlierConfirmed }) => ({ nowMs }: Seen): CommandInput => {
    const validFromMs = startsInMs === null ? null : nowMs + startsInMs;
    return { kind: "publish-rule", rule, validFromMs, isOutlierConfirmed };
  });
