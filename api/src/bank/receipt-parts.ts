import { sum } from "@resik/contract/bank/integer";
import type { DepositedLine, DetailOf, FrozenShare, SoldLine } from "@resik/contract/bank/detail";
import type { BuyerId, FundId, MemberId, ProductId } from "@resik/contract/bank/ids";
import type { Payee } from "@resik/contract/bank/command";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { Receipt, ReceiptLine } from "@resik/contract/http/bank/receipt";
import type { Transfer } from "@resik/ledger/transfer";
import { itemOfStock } from "./stock-name.ts";

/** What a receipt says by the book alone; names and the running balance are looked up after it. */
export interface ReceiptParts {
  akad: Payee["akad"] | null;
  /** The savings that the receipt shows a balance of. */
  savings: { member: MemberId; product: ProductId } | null;
  fund: FundId | null;
  buyer: BuyerId | null;
  delivery: Receipt["delivery"];
  lines: ReceiptLine[];
  grossRupiah: number | null;
  shareRupiah: number;
  share: Receipt["share"];
  netRupiah: number | null;
}

const NOTHING: ReceiptParts = {
  akad: null,
  savings: null,
  fund: null,
  buyer: null,
  delivery: null,
  lines: [],
  grossRupiah: null,
  shareRupiah: 0,
  share: null,
  netRupiah: null,
};

const ofAmount = (amountRupiah: number) => ({
  grossRupiah: amountRupiah,
  netRupiah: amountRupiah,
});

const toShare = ({ model }: FrozenShare): Receipt["share"] => {
  const ratio = "ratio" in model ? model.ratio : null;
  return {
    kind: model.kind,
    numerator: ratio?.numerator ?? null,
    denominator: ratio?.denominator ?? null,
  };
};

const nameOf = (rules: RuleBook, stock: string, atMs: number): string => {
  const { item } = itemOfStock(stock);
  return rules.itemAt(item, atMs)?.name ?? item;
};

const depositLine =
  (rules: RuleBook, atMs: number) =>
  ({ stock, unit, quantity, evidence, value }: DepositedLine): ReceiptLine => ({
    ...itemOfStock(stock),
    name: nameOf(rules, stock, atMs),
    unit,
    quantity,
    rupiahPerUnit: value?.rupiahPerUnit ?? null,
    grossRupiah: value?.grossRupiah ?? null,
    weighed: evidence ? "scale" : "hand",
    scale: evidence ? { device: evidence.device, teraUntil: evidence.teraUntil } : null,
  });

/** A sale is paid by the buyer's scale, of which we have a figure and no reading. */
const saleLine =
  (rules: RuleBook, atMs: number) =>
  ({ stock, unit, soldQuantity, rupiahPerUnit, proceedsRupiah }: SoldLine): ReceiptLine => ({
    ...itemOfStock(stock),
    name: nameOf(rules, stock, atMs),
    unit,
    quantity: soldQuantity,
    rupiahPerUnit,
    grossRupiah: proceedsRupiah,
    weighed: "hand",
    scale: null,
  });

function ofDeposit(
  detail: DetailOf<"deposit"> | DetailOf<"value">,
  rules: RuleBook,
  atMs: number,
): ReceiptParts {
  const { payee, delivery, share } = detail;
  const values = detail.lines.flatMap(({ value }) => value ?? []);
  const isValued = values.length === detail.lines.length;
  return {
    ...NOTHING,
    akad: payee.akad,
    savings: payee.akad === "saved" ? payee : null,
    fund: payee.akad === "donation" ? payee.fund : null,
    delivery,
    lines: detail.lines.map(depositLine(rules, atMs)),
    grossRupiah: isValued ? sum(values.map(({ grossRupiah }) => grossRupiah)) : null,
    shareRupiah: sum(values.map(({ shareRupiah }) => shareRupiah)),
    share: toShare(share),
    netRupiah: isValued ? sum(values.map(({ netRupiah }) => netRupiah)) : null,
  };
}

/**
 * The figures of a receipt; null for what nothing is handed over for. `request` is the request
 * that a paid withdrawal carries on.
 */
export function receiptParts(
  { detail, occurredAtMs }: Transfer,
  rules: RuleBook,
  request: DetailOf<"request-withdrawal"> | null,
): ReceiptParts | null {
  switch (detail.kind) {
    case "deposit":
    case "value":
      return ofDeposit(detail, rules, occurredAtMs);
    case "pay-withdrawal":
      return {
        ...NOTHING,
        savings: detail,
        grossRupiah: request?.amountRupiah ?? detail.paidRupiah,
        shareRupiah: request?.feeRupiah ?? 0,
        share: request ? toShare(request.share) : null,
        netRupiah: detail.paidRupiah,
      };
    case "donate":
      return { ...NOTHING, ...ofAmount(detail.amountRupiah), savings: detail, fund: detail.fund };
    case "sell": {
      const lines = detail.lines.map(saleLine(rules, occurredAtMs));
      const proceeds = sum(detail.lines.map(({ proceedsRupiah }) => proceedsRupiah));
      return { ...NOTHING, ...ofAmount(proceeds), lines, buyer: detail.buyer };
    }
    case "receive-payment":
      return { ...NOTHING, ...ofAmount(detail.amountRupiah), buyer: detail.buyer };
    case "pay-aid":
      return { ...NOTHING, ...ofAmount(detail.amountRupiah), fund: detail.fund };
    case "release":
    case "request-withdrawal":
    case "approve-withdrawal":
    case "void-withdrawal":
    case "move-cash":
    case "open-day":
    case "close-day":
    case "reverse":
    case "publish-rule":
      return null;
  }
}
