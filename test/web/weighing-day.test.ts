import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { CHROMIUM, CHROMIUM_FLAGS } from "../../bench/rig/chromium.ts";
import { MEMBER_NAMES, startBankStage, type BankStage } from "./bank-stage.ts";
import { startDesk, type DepositPlan, type DeskDriver, type LinePlan } from "./desk-driver.ts";
import { describePages, PHONE } from "./stage.ts";
import {
  CASH,
  CORRECTION,
  DEPOSITS,
  endStageDay,
  readDay,
  WITHDRAWALS,
  workDay,
  type DayBook,
  type WeighOne,
} from "./weighing-day.ts";

let calm: BankStage;
let rough: BankStage;
let calmBook: DayBook | undefined;

/** Of each item and grade, for a kilogram, a litre or a piece. */
const PRICE = {
  "Botol PET.bersih": 4_000,
  "Botol PET.campur": 1_400,
  "Kardus.campur": 1_500,
  "Minyak jelantah.campur": 4_000,
  "Rak telur.campur": 150,
} as const;

/** Every quantity of the day was chosen so that nothing has to be rounded. */
function valueOfLine({ item, grade = "campur", quantity }: LinePlan): number {
  const key = `${item}.${grade}`;
  if (!isPriced(key)) throw new Error(`${key} has no price`);
  return (quantity * PRICE[key]) / (item === "Rak telur" ? 1 : 1_000);
}

/** The bank keeps a tenth of what is saved; a gift goes to its fund whole. */
function netOf({ lines, fund }: DepositPlan): number {
  const value = sumOf(lines.map(valueOfLine));
  const net = fund === undefined ? (value * 9) / 10 : value;
  if (!Number.isInteger(net)) throw new Error(`${value} has to be rounded`);
  return net;
}
const isPriced = (key: string): key is keyof typeof PRICE => key in PRICE;
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** What must stand in the book after the day, counted from the plan alone. */
function expectedSavings(): Record<string, number> {
  const savings: Record<string, number> = Object.fromEntries(MEMBER_NAMES.map((name) => [name, 0]));
  const add = (member: string, rupiah: number): void => {
    savings[member] = (savings[member] ?? 0) + rupiah;
  };
  const counted = DEPOSITS.filter((_deposit, index) => index + 1 !== CORRECTION.wrong);
  for (const deposit of [...counted, CORRECTION.right]) {
    if (deposit.fund === undefined) add(deposit.member, netOf(deposit));
  }
  for (const { member, amountRupiah } of WITHDRAWALS) add(member, -amountRupiah);
  return savings;
}

const withdrawalKinds = ["request-withdrawal", "approve-withdrawal", "pay-withdrawal"];

describePages("a weighing day on the pages", () => {
  beforeAll(async () => {
    calm = await startBankStage();
    rough = await startBankStage({ webDir: calm.webDir });
    await endStageDay(calm);
    await endStageDay(rough);
  });
  beforeEach(() => calm.network.restore());
  afterAll(async () => {
    await rough.close();
    await calm.close();
  });

  test("leaves in the book what was done at the desk, and nothing else", async () => {
    const operator = await deskOf(calm, await calm.newContext());
    const treasurer = await startDesk(
      { stage: calm, context: await calm.newContext(), person: "treasurer" },
      "/bank",
    );
    await workDay({ operator, treasurer }, (deposit) =>
      operator.deposit(deposit, "Setoran tercatat"),
    );
    const book = await readDay(calm);
    expect(book.entries.map(({ kind }) => kind)).toEqual([
      "open-day",
      ...DEPOSITS.map(() => "deposit"),
      ...WITHDRAWALS.flatMap(() => withdrawalKinds),
      "reverse",
      "deposit",
      "close-day",
    ]);
    expectDeposits(book);
    expect(book.savings).toEqual(expectedSavings());
    expect(book.rupiahByKind).toMatchObject({ cash: CASH.closed, payable: 0 });
    expect(book).toMatchObject({
      isClosed: true,
      openDay: null,
      opening: { countedRupiah: CASH.opened, differenceRupiah: 0 },
      closing: { countedRupiah: CASH.closed, differenceRupiah: 0 },
      totals: { deposits: 20, members: 6, withdrawals: 2, reversals: 1 },
      proof: { isIntact: true, broken: [] },
    });
    calmBook = book;
    await operator.page().context().close();
    await treasurer.page().context().close();
  });

  test("ends the same with the network cut, tabs killed, an answer lost and many taps", async () => {
    const folder = await mkdtemp(join(tmpdir(), "resik-browser-"));
    const phone = await chromium.launchPersistentContext(folder, {
      executablePath: CHROMIUM,
      args: CHROMIUM_FLAGS,
      viewport: PHONE,
      locale: "id-ID",
    });
    let taps = 0;
    const operator = await deskOf(rough, phone, () => (taps++ % 2 === 0 ? 5 : 2));
    const treasurer = await startDesk(
      { stage: rough, context: await rough.newContext(), person: "treasurer", taps: () => 2 },
      "/bank",
    );
    await operator.keepsPages();
    await workDay({ operator, treasurer }, roughDay(operator, treasurer));
    expect(calmBook).toBeDefined();
    expect(await readDay(rough)).toEqual(calmBook);
    await phone.close();
    await treasurer.page().context().close();
    await rm(folder, { recursive: true, force: true });
  });

  test("goes on in a hall without a network for whoever opened the desk at home", async () => {
    const context = await calm.newContext({ keepsPages: true });
    const desk = await deskOf(calm, context);
    await desk.keepsPages();
    calm.network.cut();
    await context.setOffline(true);
    await desk.go("/bank/timbang");
    await desk.deposit(CORRECTION.right, "Tersimpan di ponsel");
    await expectWaiting(desk, 1);
    calm.network.restore();
    await context.setOffline(false);
    await expectWaiting(desk, 0);
    await context.close();
  });

  for (const { from, effort, expected } of [
    { from: "scale", effort: "4 taps", expected: { taps: 4, numbers: 0 } },
    { from: "hand", effort: "6 taps and 1 number", expected: { taps: 6, numbers: 1 } },
  ] as const) {
    test(`the first deposit by ${from} takes ${effort} from opening the screen to saved`, async () => {
      const context = await calm.newContext();
      await context.addInitScript(COUNT_INPUT);
      const desk = await deskOf(calm, context);
      await desk.go("/bank/timbang");
      await desk.begin({ member: "Sari", lines: [] });
      await desk.addLine({ item: "Kardus", quantity: 2_000, from });
      await desk.save();
      await desk.saved("Setoran tercatat");
      const counted = await desk.page().evaluate<object>("globalThis.counted");
      expect(counted).toEqual(expected);
      await context.close();
    });
  }
});

/** Counts in the page what a person does to it: taps, and fields that were filled. */
const COUNT_INPUT = `
  globalThis.counted = { taps: 0, numbers: 0 };
  addEventListener("pointerdown", (event) => event.isTrusted && counted.taps++, true);
  addEventListener("input", (event) => event.target.type === "text" && counted.numbers++, true);
`;

const deskOf = (
  stage: BankStage,
  context: BrowserContext,
  taps: () => number = () => 1,
): Promise<DeskDriver> => startDesk({ stage, context, person: "operator", taps }, "/bank");

/** Every deposit of the plan with its weights, where they came from, money and balance after it. */
function expectDeposits(book: DayBook): void {
  const plans = [...DEPOSITS, CORRECTION.right];
  const wrong = DEPOSITS[CORRECTION.wrong - 1];
  const deposits = book.entries.filter(({ kind }) => kind === "deposit");
  const balances: Record<string, number> = {};
  for (const [index, plan] of plans.entries()) {
    const { member, fund, isPickedUp = false } = plan;
    const before = balances[member] ?? 0;
    const isCorrection = index === DEPOSITS.length;
    const undone = isCorrection && wrong ? netOf(wrong) : 0;
    const after = before - undone + (fund === undefined ? netOf(plan) : 0);
    balances[member] = after;
    expect(deposits[index]).toMatchObject({
      member,
      netRupiah: netOf(plan),
      balanceRupiah: fund === undefined ? after : null,
      said: {
        payee: fund === undefined ? { akad: "saved" } : { akad: "donation", fund: "yatim" },
        delivery: isPickedUp ? "picked-up" : "dropped-off",
        lines: plan.lines.map(({ quantity, from }) => ({ quantity, evidence: from })),
      },
    });
  }
  expect(deposits).toHaveLength(plans.length);
}

/** How the deposits are weighed on a day on which everything goes wrong that can. */
function roughDay(operator: DeskDriver, treasurer: DeskDriver): WeighOne {
  const waiting = "Tersimpan di ponsel";
  const done = (): Promise<void> =>
    operator.page().getByRole("button", { name: "Setoran berikutnya" }).click();
  const booked = async (): Promise<number> => (await rough.transfers("deposit")).length;
  const phone = operator.page().context();

  const by: Record<number, WeighOne> = {
    // The server books it and the answer is lost; then there is no network at all.
    5: async (deposit, number) => {
      await treasurer.go("/bank/penarikan");
      await treasurer.fillWithdrawal("Sari", 5_000);
      await operator.begin(deposit);
      for (const line of deposit.lines) await operator.addLine(line);
      rough.network.loseAnswers();
      await operator.save();
      await operator.saved(waiting);
      await expect.poll(booked, { timeout: 20_000 }).toBe(number);
      rough.network.cut();
      await phone.setOffline(true);
      await done();
      await expectRefused(treasurer);
    },
    // The tab dies with two lines weighed and the third half typed.
    10: async ({ member, lines }, number) => {
      const [first, second, third] = lines;
      if (!first || !second || !third) throw new Error("the tenth deposit has three lines");
      await operator.begin({ member, lines });
      await operator.addLine(first);
      await operator.addLine(second);
      await operator.halfType(third, "1");
      await operator.killTab("/bank/timbang");
      await operator.page().getByRole("heading", { name: member }).waitFor();
      await expectWaiting(operator, number - 5);
      expect(await operator.page().locator(".draft-line").count()).toBe(2);
      await operator.addLine(third);
      await operator.save();
      await operator.saved(waiting);
      await done();
    },
    11: async (deposit) => {
      await operator.go("/bank/penarikan");
      await operator.page().getByText("Tanpa internet, penarikan tidak bisa diajukan").waitFor();
      await operator.go("/bank/timbang");
      await operator.deposit(deposit, waiting);
    },
    // The tab dies while the finger is still on the button.
    13: async ({ member, lines }, number) => {
      await operator.begin({ member, lines });
      for (const line of lines) await operator.addLine(line);
      await operator.save();
      await operator.killTab("/bank/timbang");
      const draft = operator.page().getByRole("heading", { name: member, exact: true });
      const picker = operator.page().getByRole("list", { name: "Nasabah" });
      await draft.or(picker).waitFor();
      if (await draft.isVisible()) {
        await operator.save();
        await operator.saved(waiting);
        await done();
      }
      await expectWaiting(operator, number - 4);
    },
    // The network returns while ten wait; of the next one, typed by hand, the answer is lost again.
    15: async ({ member, lines }, number) => {
      await operator.killTab("/bank/timbang");
      await expectWaiting(operator, number - 5);
      expect(await booked()).toBe(5);
      rough.network.restore();
      await phone.setOffline(false);
      await expectWaiting(operator, 0);
      expect(await booked()).toBe(number - 1);
      await operator.begin({ member, lines });
      for (const line of lines) await operator.addLine(line);
      rough.network.loseAnswers();
      await operator.save();
      await expect.poll(booked, { timeout: 20_000 }).toBe(number);
      await expectWaiting(operator, 1);
      rough.network.restore();
      await expectWaiting(operator, 0);
      await done();
    },
  };
  return async (deposit, number) => {
    const isOffline = number >= 5 && number < 15;
    const weigh = by[number];
    if (weigh) await weigh(deposit, number);
    else await operator.deposit(deposit, isOffline ? waiting : "Setoran tercatat");
  };
}

/** Nobody takes money out while the server cannot be asked, and the reason is told. */
async function expectRefused(treasurer: DeskDriver): Promise<void> {
  const dialog = treasurer.page().getByRole("dialog");
  await dialog.getByRole("button", { name: "Ajukan", exact: true }).click();
  await dialog.getByRole("alert").getByText("Server tidak terjangkau").waitFor();
  await dialog.getByRole("button", { name: "Batal", exact: true }).click();
}

/** The sign at the head says how many wait on this phone. */
async function expectWaiting(operator: DeskDriver, count: number): Promise<void> {
  const words = count === 0 ? "Semua terkirim" : `${count} belum terkirim`;
  await operator.page().getByRole("link", { name: words }).first().waitFor({ timeout: 40_000 });
}
