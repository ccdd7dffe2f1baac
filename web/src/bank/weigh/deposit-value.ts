import type { FrozenShare } from "@resik/contract/bank/detail";
import type { Grade, ItemId, ProductId } from "@resik/contract/bank/ids";
import { sum } from "@resik/contract/bank/integer";
import { AMOUNT_MAX } from "@resik/contract/bank/limits";
import { quantity, valueRoundHalfUp } from "@resik/contract/bank/quantity";
import type { Delivery } from "@resik/contract/bank/rule";
import type { PriceFound, RuleBook } from "@resik/contract/bank/rule-book";
import type { ItemRule } from "@resik/contract/bank/rule-schema";
import { shareRoundDown } from "@resik/contract/bank/share";
import type { Akad } from "./draft.ts";

/** What decides about prices and the share, besides the rules. */
export interface Terms {
  akad: Akad;
  product: string;
  delivery: Delivery;
  hop: "member" | "induk";
  isAtHarvest: boolean;
}

export interface WeighedLine {
  item: string;
  grade: string;
  quantity: number;
}

/** `item`: the bank does not take this; `amount`: worth more than one line may be. */
export type LineProblem = "item" | "no-price" | "amount";

/** A line with what the book will make of it. */
export interface ValuedLine {
  rule: ItemRule | null;
  /** Null until the harvest, and where there is a problem. */
  price: PriceFound | null;
  grossRupiah: number | null;
  shareRupiah: number;
  problem: LineProblem | null;
}

export interface ValuedDeposit {
  lines: ValuedLine[];
  share: FrozenShare;
  /** The rules of the bank leave no choice: it shares what the sale brings. */
  mustWaitForHarvest: boolean;
  isAtHarvest: boolean;
  /** Null until the price is known. */
  grossRupiah: number | null;
  shareRupiah: number;
  netRupiah: number | null;
}

/** A gift goes to its fund as a whole. */
const NO_SHARE: FrozenShare = { version: null, model: { kind: "none" } };

// Ids of lines come from the bank's own rules, and the rule book only looks them up.
const asItem = (item: string): ItemId => item as ItemId;
const asGrade = (grade: string): Grade => grade as Grade;
const asProduct = (product: string): ProductId => product as ProductId;

/** The price of an item under these terms; null where no list has one. */
export const priceOf = (
  rules: RuleBook,
  terms: Pick<Terms, "akad" | "delivery" | "hop">,
  line: { item: string; grade: string },
  atMs: number,
): PriceFound | null =>
  rules.priceAt(
    {
      item: asItem(line.item),
      grade: asGrade(line.grade),
      hop: terms.hop,
      // A gift is valued by the list of saved deposits.
      payout: terms.akad === "cash" ? "cash" : "saved",
      delivery: terms.delivery,
    },
    atMs,
  );

/**
 * What the book will make of a deposit at that instant: by the contract's own functions, so that
 * the phone shows to the rupiah what is booked.
 */
export function valueDeposit(
  rules: RuleBook,
  terms: Terms,
  lines: readonly WeighedLine[],
  atMs: number,
): ValuedDeposit {
  const { akad, product, delivery } = terms;
  const share =
    akad === "donation"
      ? NO_SHARE
      : rules.shareAt({ product: akad === "saved" ? asProduct(product) : null, delivery }, atMs);
  const mustWaitForHarvest = share.model.kind === "of-sale";
  const isAtHarvest = mustWaitForHarvest || (terms.isAtHarvest && akad !== "cash");
  const valued = lines.map((line) => valueOne(rules, { ...terms, isAtHarvest, share }, line, atMs));
  const shareRupiah = sum(valued.map((line) => line.shareRupiah));
  const isPriced = !isAtHarvest && valued.every(({ grossRupiah }) => grossRupiah !== null);
  const grossRupiah = isPriced ? sum(valued.map((line) => line.grossRupiah ?? 0)) : null;
  const netRupiah = grossRupiah === null ? null : grossRupiah - shareRupiah;
  return {
    lines: valued,
    share,
    mustWaitForHarvest,
    isAtHarvest,
    grossRupiah,
    shareRupiah,
    netRupiah,
  };
}

function valueOne(
  rules: RuleBook,
  terms: Terms & { share: FrozenShare },
  line: WeighedLine,
  atMs: number,
): ValuedLine {
  const rule = rules.itemAt(asItem(line.item), atMs);
  const empty = { rule, price: null, grossRupiah: null, shareRupiah: 0 };
  if (rule === null || !rule.isActive || !rule.grades.includes(asGrade(line.grade))) {
    return { ...empty, problem: "item" };
  }
  if (terms.isAtHarvest) return { ...empty, problem: null };
  const price = priceOf(rules, terms, line, atMs);
  if (price === null) return { ...empty, problem: "no-price" };
  const gross = valueRoundHalfUp(quantity(line.quantity), rule.unit, price.rupiahPerUnit);
  if (gross > AMOUNT_MAX) return { ...empty, price, problem: "amount" };
  const shareRupiah = shareRoundDown(gross, terms.share.model);
  return { rule, price, grossRupiah: gross, shareRupiah, problem: null };
}

/** The grams of all lines by kilogram; litres and pieces have none of their own. */
export const massOf = (
  lines: readonly { unit: "kg" | "litre" | "piece"; quantity: number }[],
): number => sum(lines.filter(({ unit }) => unit === "kg").map((line) => line.quantity));
