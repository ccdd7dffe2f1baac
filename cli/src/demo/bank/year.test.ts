import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memberCreationSchema } from "@resik/contract/http/bank/members";
import { systemClock } from "@resik/kit/clock";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildDistrict } from "../district.ts";
import { planBanks, weighsOn, type BankPlan } from "./plan.ts";
import { toCreation } from "./people.ts";
import { writeBankYear } from "./year.ts";

const DAY_MS = 86_400_000;
const { sites } = buildDistrict("pati");
/** The year ends after Lebaran of 2026 (20 March). */
const END_MS = Date.parse("2026-04-01T05:00:00Z");

let dataDir = "";
let ledger: LedgerStore | null = null;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "resik-year-"));
});
afterEach(async () => {
  await ledger?.close();
  ledger = null;
  rmSync(dataDir, { recursive: true, force: true });
});

async function live(days: number, bankCount: number): Promise<BankPlan[]> {
  const banks = sites.filter((site) => site.kind === "waste-bank").slice(0, bankCount);
  const plans = await writeBankYear({
    dataDir,
    sites: banks,
    seed: "pati",
    endMs: END_MS,
    days,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  ledger = openLedger("sqlite:", { dataDir, clock: systemClock });
  return plans;
}

async function allTransfers(): Promise<Transfer[]> {
  if (!ledger) throw new Error("no ledger is open");
  const all: Transfer[] = [];
  for (;;) {
    const page = await ledger.journal({ afterId: all.at(-1)?.id ?? 0, limit: 500 });
    if (page.length === 0) return all;
    all.push(...page);
  }
}

describe("a bank's year of the demo", () => {
  it("closes its books, is intact, and ends before today with the day closed", async () => {
    const plans = await live(120, 5);
    const report = await ledger?.verify();
    expect(report).toMatchObject({ isIntact: true, banks: plans.length, broken: [] });
    for (const { bank } of plans) {
      expect(await ledger?.books(bank)).toMatchObject({ isClosed: true });
      const head = await ledger?.head(bank);
      expect(head?.openDaySeq).toBeNull();
      expect(head?.recordedAtMs).toBeLessThan(END_MS);
    }
    const kinds = new Set((await allTransfers()).map(({ kind }) => kind));
    for (const kind of ["deposit", "value", "sell", "pay-withdrawal", "reverse", "pay-aid"]) {
      expect(kinds).toContain(kind);
    }
  });

  it("pays out most before Lebaran", async () => {
    await live(150, 2);
    const paidByMonth = new Map<string, number>();
    for (const { detail, occurredAtMs } of await allTransfers()) {
      if (detail.kind !== "pay-withdrawal") continue;
      const month = new Date(occurredAtMs).toISOString().slice(0, 7);
      paidByMonth.set(month, (paidByMonth.get(month) ?? 0) + detail.paidRupiah);
    }
    const [most] = [...paidByMonth].sort(([, left], [, right]) => right - left);
    expect(most?.[0]).toBe("2026-03");
  });

  it("is the same for the same seed", async () => {
    await live(40, 1);
    const first = (await allTransfers()).map(({ sha256 }) => sha256);
    await ledger?.close();
    rmSync(dataDir, { recursive: true });
    await live(40, 1);
    expect((await allTransfers()).map(({ sha256 }) => sha256)).toEqual(first);
  });
});

describe("the plans of the demo's banks", () => {
  const plans = planBanks(sites, "pati");

  it("have 40 to 160 members each, whom the api takes, and no two ids alike", () => {
    expect(plans.length).toBeGreaterThanOrEqual(8);
    for (const { members } of plans) {
      expect(members.length).toBeGreaterThanOrEqual(40);
      expect(members.length).toBeLessThanOrEqual(160);
      for (const member of members) memberCreationSchema.parse(toCreation(member, "2025-04-01"));
    }
    const ids = plans.flatMap(({ members }) => members.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("weigh at least once a month", () => {
    const start = Date.UTC(2026, 0, 1);
    for (const { weighing } of plans) {
      for (let month = 0; month < 12; month++) {
        const first = Date.UTC(2026, month, 1);
        const days = Array.from({ length: 28 }, (_, day) => first + day * DAY_MS);
        expect(days.filter((day) => weighsOn(weighing, day)).length).toBeGreaterThanOrEqual(1);
      }
    }
    expect(
      weighsOn({ weekdays: [4], weeksOfMonth: [1], opensAt: "07:30", closesAt: "11:00" }, start),
    ).toBe(true);
  });
});
