import { bankIdSchema } from "@resik/contract/bank/ids";
import {
  activeMembersSchema,
  districtReportSchema,
  monthlyReportSchema,
  openWasteSchema,
  reportStateSchema,
  sipsnReportSchema,
  type MonthlyReport,
} from "@resik/contract/http/bank/reports";
import { createManualClock, type ManualClock } from "@resik/kit/clock";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  BANK,
  createDesk,
  deposit,
  furnish,
  item,
  price,
  sale,
} from "../../reports/book.fixture.ts";
import { sheetRows, zipEntries } from "../../reports/zip-entries.fixture.ts";
import { ADMIN, FOREIGN_SITE, SITE, startTestApi } from "../../test/harness.ts";
import type { Credentials, TestApi } from "../../test/harness.ts";

const wib = (text: string): number => Date.parse(`${text}+07:00`);
const INDUK = bankIdSchema.parse(FOREIGN_SITE.id);
const MONTHLY = `/banks/${BANK}/reports/monthly`;

let test: TestApi;
let clock: ManualClock;
let ledger: LedgerStore;
let desk: ReturnType<typeof createDesk>;
let people: Record<string, Credentials>;

const get = (path: string, who: string): Promise<Response> =>
  test.call("GET", `/api/v1${path}`, { headers: people[who] ?? {} });
const post = (path: string, who: string, body?: unknown): Promise<Response> =>
  test.call("POST", `/api/v1${path}`, {
    headers: people[who] ?? {},
    ...(body === undefined ? {} : { body }),
  });
const codeOf = async (answer: Response): Promise<string> =>
  `${answer.status} ${((await answer.json()) as { code: string }).code}`;
const monthly = async (month: string): Promise<MonthlyReport> =>
  monthlyReportSchema.parse(await (await get(`${MONTHLY}?month=${month}`, "treasurer")).json());
const rowsOf = async (answer: Response, sheet: number) =>
  sheetRows(zipEntries(Buffer.from(await answer.arrayBuffer())), sheet);

async function addMember(id: string, name: string, bank: string, who: string): Promise<void> {
  const body = { id, kind: "person", name, phone: null, address: null, unit: null };
  const answer = await post(`/banks/${bank}/members`, who, body);
  if (answer.status !== 201) throw new Error(await answer.text());
}

/** November 2025 at a unit that sells to its induk, and the induk's own people. */
async function keepBooks(): Promise<void> {
  await addMember("m1", "=Sari", BANK, "treasurer");
  await addMember("m2", "Budi, RT 03", BANK, "treasurer");
  await addMember("n1", "Wati", INDUK, "foreignTreasurer");
  await addMember("n2", "Unit Melati", INDUK, "foreignTreasurer");
  await furnish(desk);
  await furnish(desk, INDUK);
  await desk.done(
    deposit([
      ["pet", 10_000],
      ["jelantah", 333],
      ["botol", 7],
    ]),
  );
  const payee = { akad: "saved", member: "m2", product: "reguler" } as const;
  await desk.done(deposit([["kardus", 2_500]], { payee }));
  await desk.done(deposit([["kardus", 500]]));
  await desk.done(sale([["pet", 6_000, 5_900, 4_500]], "induk"));
  await desk.done(sale([["kardus", 1_000, 1_000, 2_000]]));
  await desk.done(
    deposit([["pet", 5_900]], {
      hop: "induk",
      payee: { akad: "saved", member: "n2", product: "reguler" },
    }),
    { bank: INDUK },
  );
  const fromPeople = { akad: "saved", member: "n1", product: "reguler" } as const;
  await desk.done(deposit([["pet", 1_000]], { payee: fromPeople }), { bank: INDUK });
  clock.jump(wib("2025-12-03T09:00:00"));
  const late = await desk.done(deposit([["pet", 50]]));
  await desk.done({ kind: "reverse", target: late.seq, reason: "salah timbang" });
}

beforeAll(async () => {
  clock = createManualClock(wib("2025-11-08T09:00:00"));
  test = await startTestApi({ clock });
  await test.seed();
  people = { nobody: {}, cli: ADMIN };
  const names = [
    "treasurer",
    "operator",
    "foreignTreasurer",
    "staff",
    "admin",
    "resident",
  ] as const;
  for (const name of names) people[name] = await test.enter(name);
  ledger = openLedger("sqlite:", { dataDir: test.dataDir, clock });
  desk = createDesk(ledger, clock);
  await keepBooks();
});
afterAll(async () => {
  await ledger.close();
  await test.close();
});

describe("the monthly report", () => {
  it("has what was recorded in the month and what stood at its end", async () => {
    const report = await monthly("2025-11");
    expect(report).toMatchObject({
      bank: { id: BANK, name: SITE.name, areaName: SITE.areaName },
      isComplete: true,
      state: "draft",
      members: 2,
      totals: {
        weighingDays: 1,
        deposits: 3,
        depositors: 2,
        depositedMassG: 13_305,
        linesWithoutMass: 1,
        // 40,010 + 1,665 + 2,331 + 3,750 + 750, less 15 % of each line rounded down.
        depositedRupiah: 48_506,
        bankShareRupiah: 6_001 + 249 + 349 + 562 + 112,
        soldMassG: 6_900,
        soldRupiah: 26_550 + 2_000,
        cashRupiah: 1_000_000 + 28_550,
      },
    });
    expect(report.totals.savingsRupiah).toBe(report.totals.memberRupiah);
    expect(report.head).toMatchObject({ seq: ((await ledger.head(BANK))?.seq ?? 0) - 2 });
  });

  it("stays as it is while the next month runs, and says that that one is not complete", async () => {
    const before = await monthly("2025-11");
    const running = await monthly("2025-12");
    expect(running).toMatchObject({
      isComplete: false,
      totals: { deposits: 0, weighingDays: 1, depositedMassG: 0 },
    });
    expect(running.totals.savingsRupiah).toBe(before.totals.savingsRupiah);
    expect(running.head).toMatchObject({ seq: (before.head?.seq ?? 0) + 2 });
  });

  it("is a workbook with the same numbers", async () => {
    const report = await monthly("2025-11");
    const answer = await get(`${MONTHLY}?month=2025-11&format=xlsx`, "staff");
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="laporan-bulanan-${BANK}-2025-11.xlsx"`,
    );
    expect(answer.headers.get("content-type")).toContain("spreadsheetml.sheet");
    const archive = zipEntries(Buffer.from(await answer.arrayBuffer()));
    const { totals } = report;
    const summary = sheetRows(archive, 1);
    expect(summary.at(-2)?.[4]).toBe("Sampah masuk (kg)");
    expect(summary.at(-1)).toEqual([
      report.members,
      totals.weighingDays,
      totals.deposits,
      totals.depositors,
      totals.depositedMassG / 1_000,
      totals.linesWithoutMass,
      totals.depositedRupiah,
      totals.memberRupiah,
      totals.bankShareRupiah,
      totals.donatedRupiah,
      totals.withdrawnRupiah,
      totals.soldMassG / 1_000,
      totals.soldRupiah,
      totals.savingsRupiah,
      totals.cashRupiah,
    ]);
    expect(sheetRows(archive, 2).slice(2)).toEqual(
      report.groups.map((group) => [
        expect.any(String),
        group.depositedMassG / 1_000,
        group.depositedRupiah,
        group.soldMassG / 1_000,
        group.soldRupiah,
      ]),
    );
    const items = sheetRows(archive, 3).slice(2);
    expect(items.map((row) => row[6])).toEqual(report.lines.map((line) => line.depositedRupiah));
    expect(items.map((row) => row[5])).toEqual(
      report.lines.map(({ depositedMassG }) =>
        depositedMassG === null ? null : depositedMassG / 1_000,
      ),
    );
  });

  it("is a text file in whole grams", async () => {
    const answer = await get(`${MONTHLY}?month=2025-11&format=csv`, "operator");
    expect(answer.headers.get("content-disposition")).toContain(".csv");
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    const lines = new TextDecoder().decode(bytes).split("\r\n");
    expect(lines).toContain("Barang pet,bersih,Plastik,g,10000,10000,40010,5900,5900,26550,,,,,");
    expect(lines).toContain("Barang botol,bersih,Kaca,buah,7,,2331,0,0,0,,,,,");
  });

  it("is of a real month of a real bank", async () => {
    expect((await get(`${MONTHLY}?month=2025-13`, "staff")).status).toBe(400);
    expect((await get(`${MONTHLY}?month=2025-11&format=pdf`, "staff")).status).toBe(400);
    expect((await get(MONTHLY, "staff")).status).toBe(400);
    const nowhere = await get("/banks/bsu-nowhere/reports/monthly?month=2025-11", "staff");
    expect(await codeOf(nowhere)).toBe("404 not-found");
  });
});

describe("the list of active members", () => {
  const path = `/banks/${BANK}/reports/active-members?month=2025-11`;

  it("names who brought something, most deposits first, and nobody whose deposit was taken back", async () => {
    const list = activeMembersSchema.parse(await (await get(path, "operator")).json());
    expect(list.rows).toMatchObject([
      { name: "=Sari", deposits: 2, massG: 10_805 },
      { name: "Budi, RT 03", deposits: 1, massG: 2_500, netRupiah: 3_188 },
    ]);
    const later = await get(path.replace("11", "12"), "operator");
    expect(activeMembersSchema.parse(await later.json()).rows).toEqual([]);
  });

  it("runs no name as a formula", async () => {
    const text = await (await get(`${path}&format=csv`, "operator")).text();
    expect(text).toContain(",'=Sari,2,10805,");
    expect(text).toContain(',"Budi, RT 03",1,2500,3188');
    const rows = await rowsOf(await get(`${path}&format=xlsx`, "operator"), 1);
    expect(rows[2]?.slice(1, 4)).toEqual(["=Sari", 2, 10.805]);
  });
});

describe("the district's report", () => {
  it("has each bank's whole month, and counts what went between banks once", async () => {
    const answer = await get("/reports/district?month=2025-11", "staff");
    const { banks, totals, members, groups } = districtReportSchema.parse(await answer.json());
    expect(banks.map(({ id, state }) => [id, state])).toEqual([
      [FOREIGN_SITE.id, "draft"],
      [SITE.id, "draft"],
    ]);
    expect(banks.map((bank) => bank.totals.depositedMassG)).toEqual([6_900, 13_305]);
    expect(totals).toMatchObject({ depositedMassG: 14_305, deposits: 4, soldMassG: 1_000 });
    expect(groups.reduce((sum, group) => sum + group.depositedMassG, 0)).toBe(14_305);
    expect(members).toBe(4);
    const rows = await rowsOf(await get("/reports/district?month=2025-11&format=xlsx", "admin"), 1);
    expect(rows.at(-1)?.slice(0, 1)).toEqual(["Jumlah kabupaten"]);
    expect(rows.at(-1)?.[7]).toBe(14.305);
    const csv = await (await get("/reports/district?month=2025-11&format=csv", "cli")).text();
    expect(csv).toContain("Jumlah kabupaten,,,4,");
  });
});

describe("the SIPSN sheet", () => {
  it("has a row for each bank and leaves empty what nobody knows, by name", async () => {
    const answer = await get("/reports/sipsn?year=2025&half=2", "staff");
    const report = sipsnReportSchema.parse(await answer.json());
    expect(report.isComplete).toBe(false);
    const row = report.rows.find(({ bank }) => bank === BANK);
    expect(row?.cells).toMatchObject({
      district: "Pati",
      village: null,
      name: SITE.name,
      members: 2,
      depositors: 2,
      depositedMassG: 13_305,
      soldToIndukMassG: 5_900,
      soldToCollectorMassG: 1_000,
      plasticMassG: 10_000,
      paperRupiah: 4_500,
      scales: 1,
      buyers: 2,
      weighingDays: 2,
    });
    const unknown = report.columns.filter(({ isKnown }) => !isKnown);
    expect(unknown.map(({ title }) => title)).toContain("Tenaga kerja perempuan");
    for (const { key, remark } of unknown) {
      expect([key, row?.cells[key], report.totals[key]]).toEqual([key, null, null]);
      expect(remark).not.toBeNull();
    }
    expect(report.totals).toMatchObject({
      depositedMassG: 14_305,
      soldMassG: 1_000,
      soldToIndukMassG: 5_900,
      members: 4,
      lat: null,
    });
    expect(new Set(report.columns.map(({ key }) => key)).size).toBe(report.columns.length);
  });

  it("is a workbook with the same numbers and a sheet that explains the columns", async () => {
    const report = sipsnReportSchema.parse(
      await (await get("/reports/sipsn?year=2025&half=2", "staff")).json(),
    );
    const answer = await get("/reports/sipsn?year=2025&half=2&format=xlsx", "staff");
    const archive = zipEntries(Buffer.from(await answer.arrayBuffer()));
    const [, , head = [], ...rows] = sheetRows(archive, 1);
    const column = head.indexOf("Sampah masuk (kg)");
    expect(rows.map((row) => row[column])).toEqual([6.9, 13.305, 14.305]);
    expect(rows.at(-1)?.[0]).toBe("JUMLAH");
    expect(sheetRows(archive, 2).length).toBe(report.columns.length + 2);
    const csv = await (await get("/reports/sipsn?year=2025&half=2&format=csv", "staff")).text();
    expect(csv).toContain("Sampah masuk (g)");
    expect(csv).toContain("RW,Tidak,");
  });

  it("knows two halves of a year", async () => {
    expect((await get("/reports/sipsn?year=2025&half=3", "staff")).status).toBe(400);
    const first = await get("/reports/sipsn?year=2025&half=1", "staff");
    const report = sipsnReportSchema.parse(await first.json());
    expect(report).toMatchObject({ isComplete: true, totals: { depositedMassG: 0 } });
  });
});

describe("the public figures", () => {
  it("are the district's twelve months that are over, without a bank's name or money", async () => {
    const answer = await get("/open/waste", "nobody");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    const text = await answer.text();
    const { months } = openWasteSchema.parse(JSON.parse(text));
    expect(months.map(({ month }) => month)).toEqual([
      "2024-12",
      ...Array.from({ length: 11 }, (_, index) => `2025-${String(index + 1).padStart(2, "0")}`),
    ]);
    expect(months.at(-1)).toMatchObject({
      banks: 2,
      deposits: 4,
      depositors: 3,
      depositedMassG: 14_305,
    });
    expect(text).not.toMatch(/melati|kenanga|savings|cash|share/i);
  });

  it("need not be sent twice", async () => {
    const first = await get("/open/waste", "nobody");
    await first.body?.cancel();
    const etag = first.headers.get("etag") ?? "";
    const again = await test.call("GET", "/api/v1/open/waste", {
      headers: { "if-none-match": etag },
    });
    expect(again.status).toBe(304);
  });
});

describe("who may read and decide", () => {
  const CASES: readonly [method: "GET" | "POST", path: string, allowed: readonly string[]][] = [
    ["GET", `${MONTHLY}?month=2025-11`, ["treasurer", "operator", "staff", "admin", "cli"]],
    ["GET", `/banks/${BANK}/reports/active-members?month=2025-11`, ["treasurer", "operator"]],
    ["GET", "/reports/district?month=2025-11", ["staff", "admin", "cli"]],
    ["GET", "/reports/sipsn?year=2025&half=2", ["staff", "admin", "cli"]],
    // A month that runs, so that whoever is let in changes nothing.
    ["POST", `${MONTHLY}/2025-12/submit`, ["treasurer"]],
    ["POST", `${MONTHLY}/2025-12/verify`, ["staff", "admin", "cli"]],
    ["POST", `${MONTHLY}/2025-12/return`, ["staff", "admin", "cli"]],
  ];

  it.each(CASES)("%s %s", async (method, path, allowed) => {
    for (const who of Object.keys(people)) {
      const body = path.endsWith("/return") ? { note: "coba" } : undefined;
      const answer = method === "GET" ? await get(path, who) : await post(path, who, body);
      await answer.body?.cancel();
      const outcome = answer.status === 401 || answer.status === 403 ? answer.status : "let in";
      const refused = who === "nobody" ? 401 : 403;
      expect([who, outcome]).toEqual([who, allowed.includes(who) ? "let in" : refused]);
    }
  });
});

describe("the way of a report", () => {
  const submit = (month = "2025-11") => post(`${MONTHLY}/${month}/submit`, "treasurer");
  const verify = () => post(`${MONTHLY}/2025-11/verify`, "staff");
  const giveBack = (note: unknown) => post(`${MONTHLY}/2025-11/return`, "staff", { note });

  it("goes from draft over a return to verified, each step once, with a trace", async () => {
    expect(await codeOf(await submit("2025-12"))).toBe("400 invalid-input");
    expect(await codeOf(await submit("2025-10"))).toBe("400 invalid-input");
    expect(await codeOf(await verify())).toBe("404 not-found");
    expect(await codeOf(await giveBack("kurang"))).toBe("404 not-found");

    const { head } = await monthly("2025-11");
    const sent = reportStateSchema.parse(await (await submit()).json());
    expect(sent).toMatchObject({ state: "submitted", head, decidedAt: null, note: null });
    expect(await codeOf(await submit())).toBe("409 already-settled");

    expect(await codeOf(await giveBack("  "))).toBe("400 invalid-input");
    expect((await giveBack("Nomor SK belum diisi")).status).toBe(200);
    expect(await monthly("2025-11")).toMatchObject({
      state: "returned",
      note: "Nomor SK belum diisi",
    });
    expect(await codeOf(await verify())).toBe("409 already-settled");

    clock.jump(wib("2025-12-04T09:00:00"));
    expect((await submit()).status).toBe(200);
    expect(await monthly("2025-11")).toMatchObject({
      state: "submitted",
      note: null,
      submittedAt: "2025-12-04T02:00:00.000Z",
    });
    expect((await verify()).status).toBe(200);
    expect(await monthly("2025-11")).toMatchObject({ state: "verified", note: null });
    expect(await codeOf(await verify())).toBe("409 already-settled");
    expect(await codeOf(await giveBack("telat"))).toBe("409 already-settled");
    expect(await codeOf(await submit())).toBe("409 already-settled");

    const log = await get("/audit", "admin");
    const { items } = (await log.json()) as { items: { action: string; target: string }[] };
    const lines = items.filter(({ target }) => target === `${BANK}/2025-11`);
    expect(lines.map(({ action }) => action).toReversed()).toEqual([
      "report.submit",
      "report.return",
      "report.submit",
      "report.verify",
    ]);
  });

  it("is seen by the district", async () => {
    const answer = await get("/reports/district?month=2025-11", "staff");
    const { banks } = districtReportSchema.parse(await answer.json());
    expect(banks.find(({ id }) => id === BANK)?.state).toBe("verified");
    const sheet = sipsnReportSchema.parse(
      await (await get("/reports/sipsn?year=2025&half=2", "staff")).json(),
    );
    expect(sheet.rows.find(({ bank }) => bank === BANK)?.cells.verifiedMonths).toBe(1);
  });
});

describe("what a member brought", () => {
  const memberPayee = (member: string) => ({ akad: "saved", member, product: "reguler" }) as const;

  it("has the same mass on the member's own pages, at the day's closing and in the reports", async () => {
    clock.jump(wib("2026-03-07T09:00:00"));
    const { member, credentials } = await test.enterMember(people["treasurer"] ?? {});
    const lines = [
      ["pet", 1_000],
      ["jelantah", 1_500],
      ["botol", 7],
    ] as const;
    await desk.done(deposit(lines, { payee: memberPayee(member.id) }));
    // 1,500 ml at 915 g a litre are 1,372.5 g, rounded half up; nobody knows the bottles' mass.
    const massG = 1_000 + 1_373;
    const mine = async (path: string): Promise<unknown> =>
      (await test.call("GET", `/api/v1/me/${path}`, { headers: credentials })).json();
    expect(await mine("account")).toMatchObject({ lastDeposit: { massG }, year: { massG } });
    expect(await mine("history")).toMatchObject({ months: [{ month: "2026-03", massG }] });
    const path = `/banks/${BANK}/reports/active-members?month=2026-03`;
    const active = activeMembersSchema.parse(await (await get(path, "operator")).json());
    expect(active.rows).toMatchObject([{ name: member.name, massG }]);
    expect((await monthly("2026-03")).totals.depositedMassG).toBe(massG);
  });

  it("counts, by the id, where the registry knows nobody of it", async () => {
    clock.jump(wib("2026-04-04T09:00:00"));
    await desk.done(deposit([["pet", 1_000]], { payee: memberPayee("hilang") }));
    const path = `/banks/${BANK}/reports/active-members?month=2026-04`;
    const active = activeMembersSchema.parse(await (await get(path, "operator")).json());
    expect(active.rows).toMatchObject([{ number: "", name: "hilang", massG: 1_000 }]);
  });

  it("never keeps a report or the district's page from being made, however heavy one piece is", async () => {
    clock.jump(wib("2026-05-02T09:00:00"));
    await desk.rule({ ...item("galon", { unit: "piece", gramsPerUnit: 1_000_000_000 }) });
    await desk.rule(price("galon", 1));
    await desk.done(deposit([["galon", 1_000_000_000]]));
    expect((await monthly("2026-05")).totals).toMatchObject({
      depositedMassG: 0,
      linesWithoutMass: 1,
    });
    clock.jump(wib("2026-06-02T09:00:00"));
    expect((await get("/open/waste", "nobody")).status).toBe(200);
  });
});
