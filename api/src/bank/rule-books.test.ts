import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bankIdSchema } from "@resik/contract/bank/ids";
import { systemClock } from "@resik/kit/clock";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBook, petPrice, PET, REGULAR, type Book } from "../test/book.ts";
import { createRuleBooks, RULE_BOOKS_KEPT_MAX, type RuleBooks } from "./rule-books.ts";

const BANK = bankIdSchema.parse("bsu-melati");

describe("rule books", () => {
  let folder: string;
  let book: Book;
  let ledger: LedgerStore;
  let books: RuleBooks;
  let loads: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "resik-rule-books-"));
    book = openBook(folder);
    ledger = openLedger("sqlite:", { dataDir: folder, clock: systemClock });
    loads = 0;
    books = createRuleBooks({
      head: (bank) => ledger.head(bank),
      rules(bank) {
        loads++;
        return ledger.rules(bank);
      },
    });
  });
  afterEach(async () => {
    await Promise.all([book.close(), ledger.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const isPriced = async (rupiahPerUnit: number): Promise<boolean> => {
    const rules = (await books.of(BANK)).allAt(systemClock.nowMs());
    return rules.some(({ rule }) => rule.type === "price" && rule.rupiahPerUnit === rupiahPerUnit);
  };

  it("are empty for a bank that published nothing, and are not loaded", async () => {
    expect((await books.of(BANK)).allAt(systemClock.nowMs())).toEqual([]);
    expect(loads).toBe(0);
  });

  it("are loaded once, and again when a rule was published", async () => {
    await book.rule(PET);
    await book.rule(petPrice(4_000));
    expect(await isPriced(4_000)).toBe(true);
    expect(await isPriced(4_000)).toBe(true);
    expect(loads).toBe(1);
    await book.rule(petPrice(4_400));
    expect(await isPriced(4_400)).toBe(true);
    expect(loads).toBe(2);
  });

  it("stay when something else is posted", async () => {
    await book.rule(REGULAR);
    await books.of(BANK);
    await book.post({ kind: "open-day", countedRupiah: 0 });
    await books.of(BANK);
    expect(loads).toBe(1);
  });

  it("are kept for so many banks, and the one asked for longest ago goes first", async () => {
    const bankAt = (index: number) => bankIdSchema.parse(`bsu-${index}`);
    for (let index = 0; index <= RULE_BOOKS_KEPT_MAX; index++) {
      await book.rule(REGULAR, bankAt(index));
    }
    for (let index = 0; index < RULE_BOOKS_KEPT_MAX; index++) await books.of(bankAt(index));
    await books.of(bankAt(0));
    await books.of(bankAt(RULE_BOOKS_KEPT_MAX));
    expect(loads).toBe(RULE_BOOKS_KEPT_MAX + 1);
    await books.of(bankAt(0));
    expect(loads).toBe(RULE_BOOKS_KEPT_MAX + 1);
    await books.of(bankAt(1));
    expect(loads).toBe(RULE_BOOKS_KEPT_MAX + 2);
  });
});
