import type { LedgerStore } from "@resik/ledger/port";
import {
  createBookWriter,
  type BookWriter,
  type CommandInput,
  type RuleInput,
} from "../test/book.ts";
import { SITE } from "../test/harness.ts";

export const BANK = SITE.id;
/** Everything by which somebody could be known; nothing of it may leave the book. */
export const PERSONAL = {
  member: "mbr-sari",
  actor: "user:petugas-7",
  fund: "fund-yatim",
} as const;

export interface BookFixture extends Pick<BookWriter, "post"> {
  /** Items by kilogram, litre and piece, each with a price. */
  publishRules(bank?: string): Promise<void>;
}

const item = (
  item: string,
  unit: "kg" | "litre" | "piece",
  gramsPerUnit: number | null,
): RuleInput => ({
  type: "item",
  item,
  name: item,
  unit,
  grades: ["bersih"],
  reportGroup: "plastic",
  gramsPerUnit,
  isActive: true,
});

const price = (item: string, rupiahPerUnit: number): RuleInput => ({
  type: "price",
  item,
  grade: "bersih",
  hop: "member",
  payout: null,
  delivery: null,
  rupiahPerUnit,
});

const RULES: readonly RuleInput[] = [
  item("pet", "kg", null),
  item("galon", "piece", 700),
  item("jelantah", "litre", null),
  price("pet", 4_000),
  price("galon", 2_500),
  price("jelantah", 6_000),
  {
    type: "product",
    product: "reguler",
    name: "Reguler",
    minimumRupiah: 0,
    remainingRupiah: 0,
    termDays: 0,
    isActive: true,
  },
];

export const depositOf = (
  lines: readonly [item: string, quantity: number][],
  more: { valued?: "now" | "at-harvest"; isDonation?: boolean } = {},
): CommandInput => ({
  kind: "deposit",
  payee: more.isDonation
    ? { akad: "donation", member: PERSONAL.member, fund: PERSONAL.fund }
    : { akad: "saved", member: PERSONAL.member, product: "reguler" },
  valued: more.valued ?? "now",
  hop: "member",
  delivery: "dropped-off",
  lines: lines.map(([item, quantity]) => ({
    item,
    grade: "bersih",
    quantity,
    evidence: null,
    priceVersion: null,
  })),
});

/** Writes in a real book as its bank would. */
export function createBookFixture(ledger: Pick<LedgerStore, "post">): BookFixture {
  const { post, rule } = createBookWriter(ledger, { actor: PERSONAL.actor });
  return {
    post,
    async publishRules(bank = BANK) {
      for (const one of RULES) await rule(one, bank);
    },
  };
}
