import { join } from "node:path";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { describe, expect, it } from "vitest";
import { ledgerPath, openLedger } from "../open.ts";
import type { VerifyReport } from "../port.ts";
import { BANK, createDesk, deposit, line, newClock, openBank, sale } from "../suite/desk.ts";
import { APPEND_ONLY_TABLES } from "./sqlite-schema.ts";
import { tempDir } from "./temp-dir.fixture.ts";

/** A book with a weighed line, a sale and a reversal; returns where it lies. */
async function writeBook(): Promise<string> {
  const dataDir = tempDir();
  const clock = newClock();
  const store = openLedger("sqlite:", { dataDir, clock });
  const desk = createDesk(store, clock);
  await openBank(desk);
  const evidence = { device: "scale-1", boot: "b1", seq: 1, teraUntil: null };
  const first = await desk.done(deposit(1, { lines: [line(1_000, { evidence })] }));
  await desk.done(deposit(2_000));
  await desk.done(sale(500, 480, 6_000));
  await desk.done({ kind: "reverse", target: first.seq, reason: "Salah catat" });
  await desk.done(deposit(3_000), { bank: BANK });
  await desk.done({ kind: "open-day", countedRupiah: 0 }, { bank: "bank-mawar" });
  expect(await store.verify()).toMatchObject({ isIntact: true, banks: 2, transfers: 13 });
  await store.close();
  return dataDir;
}

/** Changes the file as somebody would who can write to the disk: guards and all gone. */
async function tampered(sql: string): Promise<VerifyReport> {
  const dataDir = await writeBook();
  const db = openDurableSqlite(ledgerPath(dataDir));
  db.pragma("foreign_keys = OFF");
  for (const table of APPEND_ONLY_TABLES) {
    db.exec(`DROP TRIGGER ${table}_never_change; DROP TRIGGER ${table}_never_shrink`);
  }
  db.exec(sql);
  db.close();
  const store = openLedger("sqlite:", { dataDir, clock: newClock() });
  const report = await store.verify();
  await store.close();
  return report;
}

const DEPOSIT = "seq = 9 AND bank = 'bank-melati'";
const SAVINGS = "account = 'savings:m1/regular'";
const HASH = "0".repeat(64);

describe("verify", () => {
  it.each([
    ["an amount", `UPDATE postings SET amount = amount - 1 WHERE ${DEPOSIT} AND ${SAVINGS}`, 9],
    [
      "a detail",
      `UPDATE transfers SET detail = replace(detail, '2000', '2001') WHERE ${DEPOSIT}`,
      9,
    ],
    ["the actor", `UPDATE transfers SET actor = 'nobody' WHERE ${DEPOSIT}`, 9],
    ["the time", `UPDATE transfers SET occurred_at_ms = 0 WHERE ${DEPOSIT}`, 9],
    ["the key", `UPDATE transfers SET idempotency_key = 'another' WHERE ${DEPOSIT}`, 9],
    ["the hash", `UPDATE transfers SET sha256 = '${HASH}' WHERE ${DEPOSIT}`, 9],
    ["a posting gone", `DELETE FROM postings WHERE ${DEPOSIT} AND ${SAVINGS}`, 9],
    ["a transfer gone", `DELETE FROM transfers WHERE ${DEPOSIT}`, 10],
    ["an unreadable detail", `UPDATE transfers SET detail = '{' WHERE ${DEPOSIT}`, 9],
    [
      "an inexact amount",
      `UPDATE postings SET amount = 1 << 60 WHERE ${DEPOSIT} AND ${SAVINGS}`,
      9,
    ],
  ])("finds %s by the chain and names the row", async (_what, sql, seq) => {
    const report = await tampered(sql);
    expect(report.isIntact).toBe(false);
    expect(report.broken).toContainEqual(
      expect.objectContaining({ kind: "chain", bank: BANK, seq }),
    );
  });

  it("finds a transfer that does not balance, and its balance", async () => {
    const sql = `UPDATE postings SET amount = amount - 1 WHERE ${DEPOSIT} AND ${SAVINGS}`;
    const { broken } = await tampered(sql);
    expect(broken).toContainEqual(expect.objectContaining({ kind: "unbalanced", seq: 9 }));
    expect(broken).toContainEqual(expect.objectContaining({ kind: "balance", seq: 9 }));
  });

  it.each([
    ["balance", `UPDATE balances SET balance = balance - 1000000 WHERE ${SAVINGS}`],
    ["balance", `DELETE FROM balances WHERE ${SAVINGS}`],
    ["balance", `INSERT INTO balances VALUES ('bank-melati', 'savings:m9/regular', 'idr', -5, 0)`],
    ["stock", `UPDATE balances SET balance = balance + 1 WHERE account = 'stock:pet.clean'`],
    ["projection", `UPDATE balances SET opened_at_ms = 1 WHERE ${SAVINGS}`],
    ["projection", `UPDATE bank_heads SET open_day_seq = NULL WHERE bank = 'bank-mawar'`],
    ["projection", `UPDATE bank_heads SET rules_seq = 1 WHERE bank = 'bank-melati'`],
    ["projection", `UPDATE rule_versions SET rule = replace(rule, '4000', '9000')`],
    ["projection", `DELETE FROM rule_versions WHERE seq = 4`],
    ["projection", `DELETE FROM used_readings`],
    ["projection", `UPDATE transfers SET member = 'm9' WHERE ${DEPOSIT}`],
    ["projection", `UPDATE transfers SET member = NULL WHERE reverses IS NOT NULL`],
    ["projection", `DELETE FROM bank_heads WHERE bank = 'bank-mawar'`],
    ["chain", `INSERT INTO postings VALUES ('bank-melati', 99, 'cash', 'idr', 1, 1)`],
    ["chain", `UPDATE bank_heads SET sha256 = '${HASH}' WHERE bank = 'bank-mawar'`],
  ])("finds a changed %s: %s", async (kind, sql) => {
    const report = await tampered(sql);
    expect(report.broken.map((row) => row.kind)).toEqual([kind]);
  });

  it("finds the last transfer cut off the chain, by the head", async () => {
    const { broken } = await tampered(
      "DELETE FROM postings WHERE seq = 12; DELETE FROM transfers WHERE seq = 12",
    );
    expect(broken).toContainEqual(expect.objectContaining({ kind: "chain", seq: 12 }));
  });

  it("finds a reversal that is no mirror, and an account below zero", async () => {
    const bent = await tampered(
      `UPDATE postings SET amount = amount + 1 WHERE seq = 11 AND account LIKE 'savings:%'`,
    );
    expect(bent.broken).toContainEqual(expect.objectContaining({ kind: "reversal", seq: 11 }));
    const below = await tampered(
      `UPDATE postings SET amount = -amount * 5 WHERE seq = 9 AND account = 'stock:pet.clean'`,
    );
    expect(below.broken).toContainEqual(expect.objectContaining({ kind: "negative", seq: 9 }));
  });

  it("proves one bank alone when asked", async () => {
    const dataDir = await writeBook();
    const store = openLedger("sqlite:", { dataDir, clock: newClock() });
    expect(await store.verify(BANK)).toMatchObject({ isIntact: true, banks: 1, transfers: 12 });
    await store.close();
  });
});

describe("the guards", () => {
  it("abort every change of what is written once, by any connection", async () => {
    const dataDir = await writeBook();
    const db = openDurableSqlite(join(dataDir, "ledger", "ledger.sqlite"));
    db.exec(
      `INSERT INTO refusals VALUES ('bank-melati', 'refused-key', '${HASH}', 'no-price', '', 0)`,
    );
    for (const table of APPEND_ONLY_TABLES) {
      expect(() => db.exec(`UPDATE ${table} SET bank = 'x'`)).toThrow(/append-only/);
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow(/append-only/);
    }
    db.pragma("recursive_triggers = ON");
    const replace = `INSERT OR REPLACE INTO transfers SELECT * FROM transfers WHERE seq = 1`;
    expect(() => db.exec(replace)).toThrow(/append-only/);
    db.close();
  });
});
