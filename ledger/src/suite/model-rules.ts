import type { LineInput, RuleInput } from "./desk.ts";
import type { ModelBook, Published, ShareInput } from "./model-book.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DEFAULT_LIMIT = 500_000;

type RuleOf<T extends RuleInput["type"]> = Extract<RuleInput, { type: T }>;
type PriceRule = RuleOf<"price">;

/** The version that counts: of those that have begun the last to begin, then the last published. */
function inForce(
  book: ModelBook,
  atMs: number,
  isAsked: (rule: RuleInput) => boolean,
): Published | null {
  let found: Published | null = null;
  for (const version of book.rules) {
    if (version.fromMs > atMs || !isAsked(version.rule)) continue;
    if (!found || version.fromMs >= found.fromMs) found = version;
  }
  return found;
}

export function itemAt(book: ModelBook, item: string, atMs: number): RuleOf<"item"> | null {
  const rule = inForce(book, atMs, (rule) => rule.type === "item" && rule.item === item)?.rule;
  return rule?.type === "item" ? rule : null;
}

export function productAt(
  book: ModelBook,
  product: string,
  atMs: number,
): RuleOf<"product"> | null {
  const isAsked = (rule: RuleInput) => rule.type === "product" && rule.product === product;
  const rule = inForce(book, atMs, isAsked)?.rule;
  return rule?.type === "product" ? rule : null;
}

export function limitAt(book: ModelBook, atMs: number): number {
  const rule = inForce(book, atMs, ({ type }) => type === "settings")?.rule;
  return rule?.type === "settings" ? rule.approvalLimitRupiah : DEFAULT_LIMIT;
}

export function shareAt(
  book: ModelBook,
  product: string | null,
  delivery: string | null,
  atMs: number,
): ShareInput {
  for (const [wantedProduct, wantedDelivery] of [
    [product, delivery],
    [product, null],
    [null, delivery],
    [null, null],
  ]) {
    const rule = inForce(
      book,
      atMs,
      (rule) =>
        rule.type === "share" && rule.product === wantedProduct && rule.delivery === wantedDelivery,
    )?.rule;
    if (rule?.type === "share") return rule.model;
  }
  return { kind: "none" };
}

export type PriceAsked = Pick<LineInput, "item" | "grade"> & {
  hop: string;
  payout: string;
  delivery: string;
};

const isSameList = (one: PriceRule, other: RuleInput): boolean =>
  other.type === "price" &&
  one.item === other.item &&
  one.grade === other.grade &&
  one.hop === other.hop &&
  one.payout === other.payout &&
  one.delivery === other.delivery;

/** Version and rupiah of the most special list that has a price. */
export function priceAt(
  book: ModelBook,
  { item, grade, hop, payout, delivery }: PriceAsked,
  atMs: number,
): { version: number; rupiah: bigint } | null {
  for (const [wantedPayout, wantedDelivery] of [
    [payout, delivery],
    [payout, null],
    [null, delivery],
    [null, null],
  ]) {
    const version = inForce(
      book,
      atMs,
      (rule) =>
        rule.type === "price" &&
        rule.item === item &&
        rule.grade === grade &&
        rule.hop === hop &&
        rule.payout === wantedPayout &&
        rule.delivery === wantedDelivery,
    );
    if (version?.rule.type !== "price" || version.rule.rupiahPerUnit === null) continue;
    return { version: version.seq, rupiah: BigInt(version.rule.rupiahPerUnit) };
  }
  return null;
}

function isOutlier(book: ModelBook, rule: PriceRule): boolean {
  if (rule.rupiahPerUnit === null) return false;
  const earlier = book.rules
    .toSorted((one, other) => one.fromMs - other.fromMs || one.seq - other.seq)
    .flatMap(({ rule: known }) =>
      known.type === "price" && isSameList(rule, known) && known.rupiahPerUnit !== null
        ? [known.rupiahPerUnit]
        : [],
    )
    .slice(-5)
    .toSorted((one, other) => one - other);
  const usual = earlier[Math.ceil(earlier.length / 2) - 1];
  if (usual === undefined) return false;
  return rule.rupiahPerUnit > 3 * usual || 3 * rule.rupiahPerUnit < usual;
}

/** Publishes a rule, or says why not. */
export function publish(
  book: ModelBook,
  rule: RuleInput,
  validFromMs: number | null,
  isConfirmed: boolean,
): string {
  const fromMs = validFromMs ?? book.nowMs;
  if (fromMs < book.nowMs) return "invalid-input";
  if (rule.type === "item") {
    const known = book.rules.find(
      ({ rule: other }) => other.type === "item" && other.item === rule.item,
    )?.rule;
    if (known?.type === "item" && known.unit !== rule.unit) return "invalid-input";
    if (new Set(rule.grades).size < rule.grades.length) return "invalid-input";
  }
  if (rule.type === "price") {
    if (!itemAt(book, rule.item, fromMs)?.grades.includes(rule.grade)) return "not-found";
    if (!isConfirmed && isOutlier(book, rule)) return "price-outlier";
  }
  const written = book.write([], { kind: "publish-rule" });
  book.rules.push({ seq: book.seq, fromMs, rule });
  return written;
}

/** Whether the caller's clock is believed. */
export const isBelieved = (atMs: number, nowMs: number): boolean =>
  atMs <= nowMs + 5 * MINUTE_MS && atMs >= nowMs - 30 * DAY_MS;

/** Whether the savings of the account are still bound. */
export const isTermRunning = (book: ModelBook, account: string, termDays: number): boolean => {
  const openedAtMs = book.openedAtMs.get(account);
  return openedAtMs !== undefined && book.nowMs < openedAtMs + termDays * DAY_MS;
};
