import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { StartError } from "@resik/kit/program";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { describe, expect, it } from "vitest";
import { ledgerPath, openLedger, openLedgerReader } from "./open.ts";
import { tempDir } from "./store/temp-dir.fixture.ts";
import { BANK, createDesk, deposit, newClock, openBank } from "./suite/desk.ts";
import { verifyApart } from "./verify.ts";

/** A ledger with two banks, still open for writing. */
async function writtenLedger() {
  const dataDir = tempDir();
  const clock = newClock();
  const store = openLedger("sqlite:", { dataDir, clock });
  const desk = createDesk(store, clock);
  await openBank(desk);
  await desk.done(deposit(1_000));
  await desk.done({ kind: "open-day", countedRupiah: 0 }, { bank: "bank-mawar" });
  return { dataDir, store, desk };
}

describe("openLedgerReader", () => {
  it("reads and proves beside the writer, what was written meanwhile too", async () => {
    const { dataDir, store, desk } = await writtenLedger();
    const reader = openLedgerReader("sqlite:", { dataDir });
    const kept = await desk.done(deposit(2_000));
    expect(await reader.transfer(BANK, kept.seq)).toEqual(kept);
    expect(await reader.books(BANK)).toEqual(await store.books(BANK));
    expect(await reader.verify()).toEqual(await store.verify());
    expect("post" in reader).toBe(false);
    await reader.close();
    await store.close();
  });

  it("reads when nobody writes, and changes no byte of the book", async () => {
    const { dataDir, store } = await writtenLedger();
    const head = await store.head(BANK);
    await store.close();
    const { mtimeMs, size } = statSync(ledgerPath(dataDir));
    const reader = openLedgerReader("sqlite:", { dataDir });
    expect(await reader.head(BANK)).toEqual(head);
    expect((await reader.verify()).heads).toEqual([
      { bank: "bank-mawar", seq: 1, sha256: expect.any(String) },
      { bank: BANK, seq: head?.seq, sha256: head?.sha256 },
    ]);
    await reader.close();
    expect(statSync(ledgerPath(dataDir))).toMatchObject({ mtimeMs, size });
  });

  it("says where there is no ledger, makes none, and reads no other version or URL", async () => {
    const dataDir = tempDir();
    expect(() => openLedgerReader("sqlite:", { dataDir })).toThrow(/no ledger at .* yet/);
    expect(existsSync(dirname(ledgerPath(dataDir)))).toBe(false);
    expect(() => openLedgerReader("postgres://x", { dataDir })).toThrow(StartError);
    const db = openDurableSqlite(ledgerPath(dataDir));
    expect(() => openLedgerReader("sqlite:", { dataDir })).toThrow(/earlier version/);
    db.pragma("user_version = 99");
    expect(() => openLedgerReader("sqlite:", { dataDir })).toThrow(/newer version/);
    db.close();
  });
});

describe("verifyApart", () => {
  it("brings what the ledger's own proof says, of all banks or one", async () => {
    const { dataDir, store } = await writtenLedger();
    expect(await verifyApart({ url: "sqlite:", dataDir, bank: null })).toEqual(
      await store.verify(),
    );
    const one = await verifyApart({ url: "sqlite:", dataDir, bank: BANK });
    expect(one).toEqual(await store.verify(BANK));
    expect(one).toMatchObject({ isIntact: true, banks: 1 });
    await store.close();
  });

  it("ends when whoever asked does not want it any more", async () => {
    const { dataDir, store } = await writtenLedger();
    const controller = new AbortController();
    const task = { url: "sqlite:", dataDir, bank: null };
    const proof = verifyApart(task, { signal: controller.signal });
    controller.abort();
    await expect(proof).rejects.toThrow(/abort/i);
    await store.close();
  });

  it("names the first broken row", async () => {
    const { dataDir, store } = await writtenLedger();
    await store.close();
    const db = openDurableSqlite(ledgerPath(dataDir));
    db.exec("UPDATE balances SET balance = balance + 1 WHERE account = 'stock:pet.clean'");
    db.close();
    const report = await verifyApart({ url: "sqlite:", dataDir, bank: null });
    expect(report.isIntact).toBe(false);
    expect(report.broken).toMatchObject([{ kind: "stock", bank: BANK }]);
  });

  it("rejects with a sentence where there is no ledger, and with the error of a bad file", async () => {
    const dataDir = tempDir();
    await expect(verifyApart({ url: "sqlite:", dataDir, bank: null })).rejects.toThrow(StartError);
    const db = openDurableSqlite(ledgerPath(dataDir));
    // As if all its tables were lost.
    db.pragma("user_version = 2");
    db.close();
    await expect(verifyApart({ url: "sqlite:", dataDir, bank: null })).rejects.toThrow(
      /no such table/,
    );
  });
});
