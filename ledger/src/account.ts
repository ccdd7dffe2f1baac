import type { BuyerId, FundId, Grade, ItemId, MemberId, ProductId } from "@resik/contract/bank/ids";

/** The one asset of money; every stock code is an asset of quantity. */
export const RUPIAH_ASSET = "idr";

interface AccountKind {
  /** The side on which the balance is usually found and on which it is shown as positive. */
  normal: "debit" | "credit";
  asset: "rupiah" | "quantity";
  /** False: a transfer that would take the balance below zero is refused. */
  canBeNegative: boolean;
  /** Its part in the books; null for quantities. */
  part: "asset" | "liability" | "equity" | null;
}

/** The chart of accounts of a waste bank. README.md explains each. */
export const ACCOUNT_KINDS = {
  cash: { normal: "debit", asset: "rupiah", canBeNegative: false, part: "asset" },
  receivable: { normal: "debit", asset: "rupiah", canBeNegative: false, part: "asset" },
  "stock-cost": { normal: "debit", asset: "rupiah", canBeNegative: false, part: "asset" },
  savings: { normal: "credit", asset: "rupiah", canBeNegative: false, part: "liability" },
  held: { normal: "credit", asset: "rupiah", canBeNegative: false, part: "liability" },
  payable: { normal: "credit", asset: "rupiah", canBeNegative: false, part: "liability" },
  fund: { normal: "credit", asset: "rupiah", canBeNegative: false, part: "liability" },
  "bank-share": { normal: "credit", asset: "rupiah", canBeNegative: false, part: "equity" },
  margin: { normal: "credit", asset: "rupiah", canBeNegative: true, part: "equity" },
  shrinkage: { normal: "debit", asset: "rupiah", canBeNegative: false, part: "equity" },
  "cash-difference": { normal: "credit", asset: "rupiah", canBeNegative: true, part: "equity" },
  capital: { normal: "credit", asset: "rupiah", canBeNegative: false, part: "equity" },
  operations: { normal: "debit", asset: "rupiah", canBeNegative: true, part: "equity" },
  stock: { normal: "debit", asset: "quantity", canBeNegative: false, part: null },
  waiting: { normal: "debit", asset: "quantity", canBeNegative: false, part: null },
  deposited: { normal: "credit", asset: "quantity", canBeNegative: false, part: null },
  sold: { normal: "debit", asset: "quantity", canBeNegative: false, part: null },
  lost: { normal: "debit", asset: "quantity", canBeNegative: true, part: null },
} as const satisfies Record<string, AccountKind>;

export type AccountKindName = keyof typeof ACCOUNT_KINDS;
/** `kind` or `kind:subject`. */
export type AccountCode = AccountKindName extends infer K extends string
  ? K | `${K}:${string}`
  : never;
/** `item.grade`: what stock is counted by, and the name of that asset. */
export type StockCode = `${string}.${string}`;

export const stockCode = (item: ItemId, grade: Grade): StockCode => `${item}.${grade}`;

export const ACCOUNTS = {
  cash: "cash",
  bankShare: "bank-share",
  margin: "margin",
  shrinkage: "shrinkage",
  cashDifference: "cash-difference",
  capital: "capital",
  operations: "operations",
  receivable: (buyer: BuyerId): AccountCode => `receivable:${buyer}`,
  stockCost: (stock: StockCode): AccountCode => `stock-cost:${stock}`,
  savings: (member: MemberId, product: ProductId): AccountCode => `savings:${member}/${product}`,
  held: (member: MemberId, product: ProductId): AccountCode => `held:${member}/${product}`,
  payable: (member: MemberId, product: ProductId): AccountCode => `payable:${member}/${product}`,
  fund: (fund: FundId): AccountCode => `fund:${fund}`,
  stock: (stock: StockCode): AccountCode => `stock:${stock}`,
  waiting: (stock: StockCode): AccountCode => `waiting:${stock}`,
  deposited: (stock: StockCode): AccountCode => `deposited:${stock}`,
  sold: (stock: StockCode): AccountCode => `sold:${stock}`,
  lost: (stock: StockCode): AccountCode => `lost:${stock}`,
} as const;

const isKindName = (name: string): name is AccountKindName => Object.hasOwn(ACCOUNT_KINDS, name);

/** Kind and subject of a code; null when it names no kind of the chart. */
export function parseAccount(code: string): { kind: AccountKindName; subject: string } | null {
  const colon = code.indexOf(":");
  const name = colon < 0 ? code : code.slice(0, colon);
  if (!isKindName(name)) return null;
  return { kind: name, subject: colon < 0 ? "" : code.slice(colon + 1) };
}

/** @throws when the code names no kind of the chart: a defect, codes are made here alone. */
export function kindOf(code: string): AccountKind {
  const parsed = parseAccount(code);
  if (!parsed) throw new Error(`no such account kind: ${code}`);
  return ACCOUNT_KINDS[parsed.kind];
}

/** `idr`, or the stock code that a quantity account counts. */
export function assetOf(code: AccountCode): string {
  const parsed = parseAccount(code);
  if (!parsed) throw new Error(`no such account kind: ${code}`);
  return ACCOUNT_KINDS[parsed.kind].asset === "rupiah" ? RUPIAH_ASSET : parsed.subject;
}

/** The balance as people read it: positive on the account's usual side. */
export const shownBalance = (code: string, debitBalance: number): number =>
  kindOf(code).normal === "debit" ? debitBalance : 0 - debitBalance;
