import type { Grade, ItemId, ProductId } from "./ids.ts";
import { rupiah } from "./money.ts";
import type { Rupiah } from "./money-schema.ts";
import { subjectOf, type Delivery, type Hop, type Payout, type RuleVersion } from "./rule.ts";
import type { ItemRule, ProductRule, Rule } from "./rule-schema.ts";
import type { FrozenShare } from "./detail.ts";

export interface PriceQuestion {
  item: ItemId;
  grade: Grade;
  hop: Hop;
  payout: Payout;
  delivery: Delivery;
}

export interface PriceFound {
  /** The transfer that published the version. */
  version: number;
  rupiahPerUnit: Rupiah;
}

/** A bank that published no settings lets one person approve up to this. */
export const DEFAULT_APPROVAL_LIMIT_RUPIAH = rupiah(500_000);

/** The rules of one bank over all time: every question names its instant. */
export interface RuleBook {
  itemAt(item: ItemId, atMs: number): ItemRule | null;
  /** The most special list that has a price: payout and delivery, payout, delivery, neither. */
  priceAt(question: PriceQuestion, atMs: number): PriceFound | null;
  /** The most special rule: product and delivery, product, delivery, neither; else "none". */
  shareAt(
    question: { product: ProductId | null; delivery: Delivery | null },
    atMs: number,
  ): FrozenShare;
  productAt(product: ProductId, atMs: number): ProductRule | null;
  approvalLimitAt(atMs: number): Rupiah;
  /** Every version about the same subject, oldest first. */
  versionsOf(rule: Rule): readonly RuleVersion[];
  /** The same by the subject itself, as `subjectOf` writes it. */
  versionsAbout(subject: string): readonly RuleVersion[];
  /** Every rule in force. */
  allAt(atMs: number): RuleVersion[];
  /** Every version that starts later, the soonest first. */
  upcomingAfter(atMs: number): RuleVersion[];
}

const subjectKey = {
  item: (item: string): string => `item/${item}`,
  price: (question: PriceQuestion, payout: string, delivery: string): string =>
    `price/${question.item}/${question.grade}/${question.hop}/${payout}/${delivery}`,
  share: (product: string, delivery: string): string => `share/${product}/${delivery}`,
  product: (product: string): string => `product/${product}`,
};

/** Later times count over earlier ones; of two for the same time, the later published. */
const inOrder = (left: RuleVersion, right: RuleVersion): number =>
  left.validFromMs - right.validFromMs || left.seq - right.seq;

function group(versions: readonly RuleVersion[]): Map<string, RuleVersion[]> {
  const bySubject = new Map<string, RuleVersion[]>();
  for (const version of [...versions].sort(inOrder)) {
    const subject = subjectOf(version.rule);
    const known = bySubject.get(subject);
    if (known) known.push(version);
    else bySubject.set(subject, [version]);
  }
  return bySubject;
}

/** Written out: the browsers of old phones have no `findLast`. */
function lastBefore(versions: readonly RuleVersion[], atMs: number): RuleVersion | null {
  let last: RuleVersion | null = null;
  for (const version of versions) {
    if (version.validFromMs > atMs) break;
    last = version;
  }
  return last;
}

export function createRuleBook(versions: readonly RuleVersion[]): RuleBook {
  const bySubject = group(versions);
  const at = (subject: string, atMs: number): RuleVersion | null =>
    lastBefore(bySubject.get(subject) ?? [], atMs);

  return {
    itemAt(item, atMs) {
      const rule = at(subjectKey.item(item), atMs)?.rule;
      return rule?.type === "item" ? rule : null;
    },
    priceAt(question, atMs) {
      const lists = [
        [question.payout, question.delivery],
        [question.payout, "*"],
        ["*", question.delivery],
        ["*", "*"],
      ] as const;
      for (const [payout, delivery] of lists) {
        const found = at(subjectKey.price(question, payout, delivery), atMs);
        if (found?.rule.type !== "price" || found.rule.rupiahPerUnit === null) continue;
        return { version: found.seq, rupiahPerUnit: found.rule.rupiahPerUnit };
      }
      return null;
    },
    shareAt({ product, delivery }, atMs) {
      const lists = [
        [product, delivery],
        [product, null],
        [null, delivery],
        [null, null],
      ] as const;
      for (const [product, delivery] of lists) {
        const found = at(subjectKey.share(product ?? "*", delivery ?? "*"), atMs);
        if (found?.rule.type === "share") return { version: found.seq, model: found.rule.model };
      }
      return { version: null, model: { kind: "none" } };
    },
    productAt(product, atMs) {
      const rule = at(subjectKey.product(product), atMs)?.rule;
      return rule?.type === "product" ? rule : null;
    },
    approvalLimitAt(atMs) {
      const rule = at("settings", atMs)?.rule;
      return rule?.type === "settings" ? rule.approvalLimitRupiah : DEFAULT_APPROVAL_LIMIT_RUPIAH;
    },
    versionsOf: (rule) => bySubject.get(subjectOf(rule)) ?? [],
    versionsAbout: (subject) => bySubject.get(subject) ?? [],
    upcomingAfter: (atMs) =>
      [...bySubject.values()]
        .flat()
        .filter((version) => version.validFromMs > atMs)
        .sort(inOrder),
    allAt: (atMs) => [...bySubject.keys()].flatMap((subject) => at(subject, atMs) ?? []),
  };
}
