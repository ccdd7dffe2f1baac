import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bankIdSchema, type BankId } from "@resik/contract/bank/ids";
import { createManualClock, type ManualClock } from "@resik/kit/clock";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import { createRuleBooks, type RuleBooks } from "../bank/rule-books.ts";
import {
  createBookWriter,
  type BookWriter,
  type CommandInput,
  type RuleInput,
} from "../test/book.ts";
import { SITE } from "../test/harness.ts";

export type DepositInput = Extract<CommandInput, { kind: "deposit" }>;

export const BANK: BankId = bankIdSchema.parse(SITE.id);

/** A ledger of its own folder, and a desk that writes in it. */
export interface TestBook {
  ledger: LedgerStore;
  ruleBooks: RuleBooks;
  clock: ManualClock;
  done: BookWriter["post"];
  rule: BookWriter["rule"];
  close(): Promise<void>;
}

export function openTestBook(startMs: number): TestBook {
  const dataDir = mkdtempSync(join(tmpdir(), "resik-report-"));
  const clock = createManualClock(startMs);
  const ledger = openLedger("sqlite:", { dataDir, clock });
  return {
    ...createDesk(ledger, clock),
    clock,
    async close() {
      await ledger.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A desk at a ledger that somebody else closes. */
export function createDesk(
  ledger: LedgerStore,
  clock: Pick<ManualClock, "nowMs">,
): Omit<TestBook, "clock" | "close"> {
  const { post, rule } = createBookWriter(ledger, { clock });
  return { ledger, ruleBooks: createRuleBooks(ledger), done: post, rule };
}

export const item = (
  id: string,
  options: Partial<Extract<RuleInput, { type: "item" }>> = {},
): RuleInput => ({
  type: "item",
  item: id,
  name: `Barang ${id}`,
  unit: "kg",
  grades: ["bersih"],
  reportGroup: "plastic",
  gramsPerUnit: null,
  isActive: true,
  ...options,
});

export const price = (
  id: string,
  rupiahPerUnit: number,
  hop: "member" | "induk" | "collector" = "member",
): RuleInput => ({
  type: "price",
  item: id,
  grade: "bersih",
  hop,
  payout: null,
  delivery: null,
  rupiahPerUnit,
});

export const share = (
  model: Extract<RuleInput, { type: "share" }>["model"],
  product: string | null = null,
): RuleInput => ({ type: "share", product, delivery: null, model });

const product = (id: string): RuleInput => ({
  type: "product",
  product: id,
  name: `Tabungan ${id}`,
  minimumRupiah: 0,
  remainingRupiah: 0,
  termDays: 0,
  isActive: true,
});

export const deposit = (
  lines: readonly (readonly [item: string, quantity: number])[],
  options: Partial<Omit<DepositInput, "kind" | "lines">> = {},
): DepositInput => ({
  kind: "deposit",
  payee: { akad: "saved", member: "m1", product: "reguler" },
  valued: "now",
  hop: "member",
  delivery: "dropped-off",
  ...options,
  lines: lines.map(([id, quantity]) => ({
    item: id,
    grade: "bersih",
    quantity,
    evidence: null,
    priceVersion: null,
  })),
});

export const sale = (
  lines: readonly (readonly [item: string, taken: number, sold: number, rupiah: number])[],
  hop: "induk" | "collector" = "collector",
): CommandInput => ({
  kind: "sell",
  buyer: hop === "induk" ? "induk-1" : "pengepul-1",
  hop,
  payment: "cash",
  lines: lines.map(([id, takenQuantity, soldQuantity, rupiahPerUnit]) => ({
    item: id,
    grade: "bersih",
    takenQuantity,
    soldQuantity,
    rupiahPerUnit,
  })),
});

/**
 * PET at Rp4,001 and cardboard at Rp1,500 a kilogram, oil by litre with its grams, bottles by piece
 * whose mass nobody knows; 15 % at deposit, 10 % fee on the Lebaran product; a million in the box.
 */
export async function furnish(book: Omit<TestBook, "clock" | "close">, bank = BANK): Promise<void> {
  const rules = [
    item("pet"),
    item("kardus", { reportGroup: "paper" }),
    item("jelantah", { unit: "litre", reportGroup: "other", gramsPerUnit: 915 }),
    item("botol", { unit: "piece", reportGroup: "glass" }),
    price("pet", 4_001),
    price("pet", 4_500, "induk"),
    price("kardus", 1_500),
    price("jelantah", 5_000),
    price("botol", 333),
    product("reguler"),
    product("lebaran"),
    share({ kind: "at-deposit", ratio: { numerator: 15, denominator: 100 } }),
    share({ kind: "at-withdrawal", ratio: { numerator: 10, denominator: 100 } }, "lebaran"),
  ];
  for (const rule of rules) await book.rule(rule, bank);
  await book.done({ kind: "open-day", countedRupiah: 0 }, { bank });
  await book.done(
    {
      kind: "move-cash",
      direction: "in",
      purpose: "capital",
      amountRupiah: 1_000_000,
      note: "Modal awal",
    },
    { bank },
  );
}
