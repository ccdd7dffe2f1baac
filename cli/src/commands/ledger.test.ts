import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bankIdSchema } from "@resik/contract/bank/ids";
import { systemClock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { ledgerPath, openLedger } from "@resik/ledger/open";
import { postRequestSchema } from "@resik/ledger/post-request";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandError } from "../context.ts";
import { verifyLedger } from "./ledger.ts";

let dataDir = "";
let lines: string[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "resik-cli-ledger-"));
  lines = [];
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const verify = (options: { bank?: string; json?: boolean } = {}): Promise<void> =>
  verifyLedger(
    { out: (line) => lines.push(line), clock: systemClock },
    { RESIK_DATA_DIR: dataDir, RESIK_LEDGER_URL: "sqlite:" },
    { json: false, ...options },
  );

/** Two banks, each with an open day and money in the box; stays open for writing. */
async function writeLedger() {
  const store = openLedger("sqlite:", { dataDir, clock: systemClock });
  for (const bank of ["bank-mawar", "bank-melati"]) {
    const commands = [
      { kind: "open-day", countedRupiah: 0 },
      {
        kind: "move-cash",
        direction: "in",
        purpose: "capital",
        amountRupiah: 5_000,
        note: "Modal",
      },
    ];
    for (const command of commands) {
      const key = `key-${command.kind}`;
      const occurredAtMs = systemClock.nowMs();
      const request = { bank, key, actor: "user:1", occurredAtMs, command };
      expect((await store.post(postRequestSchema.parse(request))).ok).toBe(true);
    }
  }
  return store;
}

function tamper(sql: string): void {
  const db = openDurableSqlite(ledgerPath(dataDir));
  db.exec("DROP TRIGGER postings_never_change");
  db.exec(sql);
  db.close();
}

describe("resik ledger verify", () => {
  it("proves the books while the program that writes them runs, and names their heads", async () => {
    const store = await writeLedger();
    await verify();
    expect(lines[0]).toMatch(/^Intact: 2 banks, 4 transfers, 4 postings, checked in \d+\.\d s\.$/);
    for (const bank of ["bank-mawar", "bank-melati"]) {
      const head = await store.head(bankIdSchema.parse(bank));
      expect(lines.find((line) => line.startsWith(bank))).toContain(`2     ${head?.sha256}`);
    }
    await store.close();
  });

  it("proves one bank alone, as one JSON object, when nothing runs", async () => {
    await (await writeLedger()).close();
    await verify({ bank: "bank-mawar", json: true });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      isIntact: true,
      banks: 1,
      transfers: 2,
      broken: [],
      heads: [{ bank: "bank-mawar", seq: 2 }],
      tookMs: expect.any(Number),
    });
  });

  it("names the first broken row of each kind of a file that somebody changed, and fails", async () => {
    await (await writeLedger()).close();
    tamper("UPDATE postings SET amount = 500000 WHERE bank = 'bank-melati' AND account = 'cash'");
    await expect(verify()).rejects.toThrow(CommandError);
    expect(lines[0]).toMatch(/^BROKEN: 2 banks, 4 transfers/);
    const rows = lines.slice(lines.indexOf("The first broken row of each kind:") + 3);
    expect(rows.map((row) => row.split(/ +/).slice(0, 3))).toEqual([
      ["chain", "bank-melati", "2"],
      ["balance", "bank-melati", "2"],
      ["unbalanced", "bank-melati", "2"],
    ]);
    lines = [];
    await expect(verify({ json: true })).rejects.toThrow(CommandError);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ isIntact: false });
    lines = [];
    await verify({ bank: "bank-mawar" });
    expect(lines[0]).toMatch(/^Intact: 1 bank,/);
  });

  it("says where there is no ledger or no such bank, and makes none", async () => {
    await expect(verify()).rejects.toThrow(/There is no ledger at .* yet/);
    expect(existsSync(join(dataDir, "ledger"))).toBe(false);
    await (await writeLedger()).close();
    await expect(verify({ bank: "bank-anggrek" })).rejects.toThrow(/no book of a bank/);
    await expect(verify({ bank: "Bank Anggrek" })).rejects.toThrow(StartError);
    expect(lines).toEqual([]);
  });
});
