import {
  deposit,
  line,
  OIL,
  PET,
  price,
  REGULAR,
  type CommandInput,
  type RuleInput,
} from "./desk.ts";
import type { ShareInput } from "./model-book.ts";

/** Just what one person may approve alone. */
export const FIRST_WITHDRAWAL_RUPIAH = 600;
const FIRST_DEPOSIT_SEQ = 15;
const SECOND_DEPOSIT_SEQ = 17;

const BOTTLE: RuleInput = { ...PET, item: "bottle", unit: "piece", grades: ["whole"] };
export const lebaran = (rule: Partial<Extract<RuleInput, { type: "product" }>>): RuleInput => ({
  ...REGULAR,
  product: "lebaran",
  ...rule,
});

const publish = (rule: RuleInput): CommandInput => ({
  kind: "publish-rule",
  rule,
  validFromMs: null,
  isOutlierConfirmed: false,
});

/** How every bank of the model begins: items by weight, volume and piece, and money in the box. */
export const openingCommands = (share: ShareInput): CommandInput[] => [
  ...[
    PET,
    OIL,
    BOTTLE,
    price(4_003),
    price(2_111, { grade: "mixed" }),
    price(351, { item: "bottle", grade: "whole" }),
    price(5_200, { hop: "collector" }),
    price(2_900, { hop: "collector", grade: "mixed" }),
    REGULAR,
    lebaran({ minimumRupiah: 500, remainingRupiah: 1_000, termDays: 1 }),
    { type: "share" as const, product: null, delivery: null, model: share },
    { type: "settings" as const, approvalLimitRupiah: FIRST_WITHDRAWAL_RUPIAH },
  ].map(publish),
  { kind: "open-day", countedRupiah: 0 },
  {
    kind: "move-cash",
    direction: "in",
    purpose: "capital",
    amountRupiah: 50_000,
    note: "Modal awal",
  },
  // Under every share model two have some, one with a term, and something is in stock.
  deposit(5_000, { valued: "at-harvest" }),
  { kind: "value", target: FIRST_DEPOSIT_SEQ },
  deposit(2_000, {
    valued: "at-harvest",
    payee: { akad: "saved", member: "m2", product: "lebaran" },
    lines: [line(2_000, { grade: "mixed" })],
  }),
  { kind: "value", target: SECOND_DEPOSIT_SEQ },
  // What comes later costs more, so that an average is not just a price.
  publish(price(4_404)),
];
