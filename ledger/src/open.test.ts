import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { StartError } from "@resik/kit/program";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ledgerPath, openLedger } from "./open.ts";
import { BANK, createDesk, deposit, newClock, openBank } from "./suite/desk.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "resik-ledger-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe("openLedger", () => {
  it("has what was posted when it is opened again, rules included", async () => {
    const clock = newClock();
    const first = openLedger("sqlite:", { dataDir, clock });
    const desk = createDesk(first, clock);
    await openBank(desk);
    const kept = await desk.done(deposit(1_000));
    await first.close();
    const again = openLedger("sqlite:", { dataDir, clock });
    expect(await again.transfer(BANK, kept.seq)).toEqual(kept);
    const answer = await again.post(desk.request(deposit(1_000)));
    expect(answer).toMatchObject({ ok: true, value: { transfer: { seq: kept.seq + 1 } } });
    await again.close();
  });

  it("never lets recorded time fall when the clock is set back", async () => {
    const clock = newClock();
    const store = openLedger("sqlite:", { dataDir, clock });
    const desk = createDesk(store, clock);
    await openBank(desk);
    const atMs = clock.nowMs();
    clock.jump(atMs - 3_600_000);
    expect((await desk.done(deposit(1), { occurredAtMs: atMs })).recordedAtMs).toBe(atMs);
    expect((await store.verify()).isIntact).toBe(true);
    await store.close();
  });

  it("answers what waits before it closes, and nothing after", async () => {
    const clock = newClock();
    const store = openLedger("sqlite:", { dataDir, clock });
    const desk = createDesk(store, clock);
    const waiting = store.post(desk.request({ kind: "open-day", countedRupiah: 5 }));
    await store.close();
    expect(await waiting).toMatchObject({ ok: true });
    expect(await desk.refused({ kind: "open-day", countedRupiah: 5 })).toBe("store-unavailable");
  });

  it("starts on no other URL and on no file of a newer version", () => {
    const context = { dataDir, clock: newClock() };
    expect(() => openLedger("postgres://localhost/resik", context)).toThrow(StartError);
    mkdirSync(dirname(ledgerPath(dataDir)), { recursive: true });
    const db = openDurableSqlite(ledgerPath(dataDir));
    db.pragma("user_version = 99");
    db.close();
    expect(() => openLedger("sqlite:", context)).toThrow(/newer version/);
  });
});
