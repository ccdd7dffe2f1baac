import { balanceHistorySchema, statementSchema } from "@resik/contract/http/bank/me";
import { receiptSchema } from "@resik/contract/http/bank/receipt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wibDateOf } from "../../bank/weighing-days.ts";
import { addMonths, wibMonthOf } from "../../reports/wib-month.ts";
import { openResidents, problemOf, type Residents } from "./residents.fixture.ts";

const DAY_MS = 86_400_000;

let residents: Residents;
beforeAll(async () => {
  residents = await openResidents();
});
afterAll(() => residents.close());

describe("what a resident reads", () => {
  it("is the own account, without what was reversed", async () => {
    const { member, bank, balances, lastDeposit, pendingWithdrawals, year } =
      await residents.account(residents.sari);
    expect(member).toMatchObject({
      id: residents.sari.member.id,
      name: "Sari",
      number: residents.sari.member.number,
    });
    expect(bank).toMatchObject({ id: "bsu-melati", name: "Bank Sampah Melati" });
    expect(balances).toEqual([
      {
        product: "regular",
        name: "Tabungan",
        savingsRupiah: 8_000,
        heldRupiah: 0,
        payableRupiah: 0,
        minimumRupiah: 0,
        remainingRupiah: 0,
        termUntil: null,
        withdrawableRupiah: 8_000,
        withdrawalFeeRatio: null,
      },
      expect.objectContaining({ product: "lebaran", savingsRupiah: 0, withdrawableRupiah: 0 }),
    ]);
    expect(lastDeposit).toMatchObject({
      seq: residents.kept.seq,
      lines: 1,
      massG: 2_000,
      netRupiah: 8_000,
    });
    expect(pendingWithdrawals).toEqual([]);
    const isThisYear =
      wibMonthOf(residents.pastMs).slice(0, 4) === wibMonthOf(residents.nowMs).slice(0, 4);
    expect(year).toEqual(
      isThisYear
        ? { deposits: 1, massG: 2_000, netRupiah: 8_000 }
        : { deposits: 0, massG: 0, netRupiah: 0 },
    );
  });

  it("is the own passbook, newest first and in pages, with each correction and its reason", async () => {
    const first = await residents.passbook(residents.sari, "product=regular&limit=2");
    expect(first.items).toMatchObject([
      {
        kind: "reverse",
        amountRupiah: -4_000,
        balanceRupiah: 8_000,
        reverses: residents.reversed.seq,
        reason: "salah timbang",
      },
      { seq: residents.reversed.seq, amountRupiah: 4_000, balanceRupiah: 12_000 },
    ]);
    expect(first.items[1]?.reversedBy).toBe(first.items[0]?.seq);
    const second = await residents.passbook(
      residents.sari,
      `product=regular&limit=2&cursor=${first.next}`,
    );
    expect(second).toMatchObject({
      items: [{ seq: residents.kept.seq, balanceRupiah: 8_000 }],
      next: null,
    });
    expect(await residents.passbook(residents.budi, "product=regular")).toEqual({
      items: [],
      next: null,
    });
    expect(
      (await residents.read(residents.sari, "passbook?product=regular&cursor=xxx")).status,
    ).toBe(400);
  });

  it("is a statement of some days between two balances", async () => {
    const statement = async (from: number, to: number) => {
      const query = `from=${wibDateOf(from)}&to=${wibDateOf(to)}`;
      const answer = await residents.read(residents.sari, `statement?product=regular&${query}`);
      return statementSchema.parse(await answer.json());
    };
    const firstDay = await statement(residents.pastMs, residents.pastMs);
    expect(firstDay).toMatchObject({
      openingRupiah: 0,
      closingRupiah: 12_000,
      creditsRupiah: 12_000,
      debitsRupiah: 0,
    });
    expect(firstDay.rows.map(({ seq }) => seq)).toEqual([
      residents.kept.seq,
      residents.reversed.seq,
    ]);
    expect(await statement(residents.pastMs + DAY_MS, residents.nowMs)).toMatchObject({
      openingRupiah: 12_000,
      closingRupiah: 8_000,
      creditsRupiah: 0,
      debitsRupiah: 4_000,
      rows: [{ kind: "reverse" }],
    });
    const empty = { openingRupiah: 8_000, closingRupiah: 8_000, rows: [] };
    expect(await statement(residents.pastMs + 2 * DAY_MS, residents.nowMs)).toMatchObject(empty);
    const before = { openingRupiah: 0, closingRupiah: 0, rows: [] };
    expect(await statement(residents.pastMs - 2 * DAY_MS, residents.pastMs - DAY_MS)).toMatchObject(
      before,
    );
  });

  it.each([
    ["2025-01-01", "2026-01-01", 200],
    ["2025-01-01", "2026-01-02", 400],
    ["2026-01-02", "2026-01-01", 400],
    ["2026-02-30", "2026-03-01", 400],
  ])("is a statement from %s to %s: %i", async (from, to, status) => {
    const answer = await residents.read(
      residents.sari,
      `statement?product=regular&from=${from}&to=${to}`,
    );
    expect(answer.status).toBe(status);
  });

  it("is the savings at the end of each month, a quiet month too", async () => {
    const { months } = balanceHistorySchema.parse(
      await (await residents.read(residents.sari, "history")).json(),
    );
    const month = wibMonthOf(residents.pastMs);
    expect(months).toEqual([
      { month, savingsRupiah: 8_000, massG: 2_000 },
      { month: addMonths(month, 1), savingsRupiah: 8_000, massG: 0 },
      { month: addMonths(month, 2), savingsRupiah: 8_000, massG: 0 },
      { month: addMonths(month, 3), savingsRupiah: 8_000, massG: 0 },
    ]);
    expect(await (await residents.read(residents.budi, "history")).json()).toEqual({ months: [] });
  });

  it("is the own receipt; somebody else's is as if it were not there", async () => {
    const own = receiptSchema.parse(
      await (await residents.read(residents.sari, `receipts/${residents.kept.seq}`)).json(),
    );
    expect(own).toMatchObject({
      seq: residents.kept.seq,
      netRupiah: 8_000,
      member: { name: "Sari" },
    });
    const refused = await residents.read(residents.budi, `receipts/${residents.kept.seq}`);
    const missing = await residents.read(residents.budi, "receipts/999999");
    expect([refused.status, missing.status]).toEqual([404, 404]);
    const [first, second] = [await problemOf(refused), await problemOf(missing)];
    expect({ ...first, detail: "" }).toEqual({ ...second, detail: "" });
    expect(first.detail).toBe(`no receipt for transfer ${residents.kept.seq}`);
    expect(second.detail).toBe("no receipt for transfer 999999");
  });
});
