import {
  ACCOUNT_KINDS,
  parseAccount,
  RUPIAH_ASSET,
  shownBalance,
  type AccountKindName,
} from "../account.ts";
import { assertSafe } from "@resik/contract/bank/integer";

export interface AccountBalance {
  account: string;
  /** `idr` or a stock code. */
  asset: string;
  /** Debits less credits. */
  debitBalance: number;
}

/** Quantities of one stock, in its smallest unit. */
export interface StockBook {
  deposited: number;
  sold: number;
  /** Valued and here. */
  inStock: number;
  /** Here, waiting for the harvest. */
  waiting: number;
  lost: number;
  /** deposited = sold + in stock + waiting + lost. */
  isClosed: boolean;
}

/** The state of a bank's book, as the evening's closing shows it. */
export interface Books {
  /** Sum of the balances of each kind of rupiah account, positive on its usual side. */
  rupiahByKind: Record<Exclude<AccountKindName, QuantityKind>, number>;
  assetsRupiah: number;
  /** Members' savings, held and promised amounts, and the funds. */
  liabilitiesRupiah: number;
  /** Share, margin, shrinkage (a loss), cash differences, capital and operations. */
  equityRupiah: number;
  stocks: Map<string, StockBook>;
  /** Assets = liabilities + equity, and every stock is closed. */
  isClosed: boolean;
}

type QuantityKind = "stock" | "waiting" | "deposited" | "sold" | "lost";

const STOCK_FIELD = {
  stock: "inStock",
  waiting: "waiting",
  deposited: "deposited",
  sold: "sold",
  lost: "lost",
} as const satisfies Record<QuantityKind, keyof StockBook>;

const isQuantityKind = (kind: AccountKindName): kind is QuantityKind => kind in STOCK_FIELD;

const emptyKinds = (): Books["rupiahByKind"] => ({
  cash: 0,
  receivable: 0,
  "stock-cost": 0,
  savings: 0,
  held: 0,
  payable: 0,
  fund: 0,
  "bank-share": 0,
  margin: 0,
  shrinkage: 0,
  "cash-difference": 0,
  capital: 0,
  operations: 0,
});

/** Adds a book up from its balances. @throws when a balance belongs to no account of the chart. */
export function closeBooks(balances: Iterable<AccountBalance>): Books {
  const rupiahByKind = emptyKinds();
  const stocks = new Map<string, StockBook>();
  const totals = { asset: 0, liability: 0, equity: 0 };
  for (const { account, asset, debitBalance } of balances) {
    const parsed = parseAccount(account);
    if (!parsed) throw new Error(`no such account kind: ${account}`);
    const { kind, subject } = parsed;
    const shown = shownBalance(account, assertSafe(debitBalance));
    if (isQuantityKind(kind)) {
      const empty = { deposited: 0, sold: 0, inStock: 0, waiting: 0, lost: 0, isClosed: true };
      const book = stocks.get(subject) ?? empty;
      book[STOCK_FIELD[kind]] += shown;
      stocks.set(subject, book);
      continue;
    }
    if (asset !== RUPIAH_ASSET) throw new Error(`${account} is kept in ${asset}`);
    rupiahByKind[kind] = assertSafe(rupiahByKind[kind] + shown);
    const { part } = ACCOUNT_KINDS[kind];
    // A loss is found on the debit side of equity: it lowers it.
    totals[part] = assertSafe(totals[part] + (part === "asset" ? debitBalance : 0 - debitBalance));
  }
  for (const book of stocks.values()) {
    book.isClosed = book.deposited === book.sold + book.inStock + book.waiting + book.lost;
  }
  return {
    rupiahByKind,
    assetsRupiah: totals.asset,
    liabilitiesRupiah: totals.liability,
    equityRupiah: totals.equity,
    stocks,
    isClosed:
      totals.asset === totals.liability + totals.equity &&
      [...stocks.values()].every((book) => book.isClosed),
  };
}
