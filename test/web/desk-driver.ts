import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { formatQuantityNumber } from "../../web/src/format/quantity.ts";
import type { BankStage, DeskPerson } from "./bank-stage.ts";

/** One line of a deposit; `quantity` in grams, millilitres or pieces. */
export interface LinePlan {
  item: keyof typeof UNIT_BY_ITEM;
  grade?: "bersih" | "campur";
  quantity: number;
  from: "scale" | "hand";
}

export interface DepositPlan {
  member: string;
  lines: readonly LinePlan[];
  /** Given to this fund instead of saved. */
  fund?: string;
  isPickedUp?: boolean;
}

export const UNIT_BY_ITEM = {
  "Botol PET": "kg",
  Kardus: "kg",
  "Minyak jelantah": "litre",
  "Rak telur": "piece",
} as const;

const QUANTITY_LABEL = { kg: "Berat (kg)", litre: "Isi (liter)", piece: "Jumlah (buah)" } as const;

/** How many of each note or coin were counted. */
export type Pieces = Readonly<Record<number, number>>;

/** Somebody at the desk, who knows the pages by what stands on them. */
export interface DeskDriver {
  /** The tab that is open now; another one after it was killed. */
  page(): Page;
  go(path: string): Promise<void>;
  /** Opens or closes the day with a count that agrees with the book. */
  countDay(step: "Buka hari" | "Tutup hari", pieces: Pieces): Promise<void>;
  /** Finds the member, and says what becomes of the money and how it came. */
  begin(deposit: DepositPlan): Promise<void>;
  addLine(line: LinePlan): Promise<void>;
  /** Chooses the item and types a part of its weight, and no more. */
  halfType(line: LinePlan, typed: string): Promise<void>;
  /** Taps save without waiting for what comes of it. */
  save(): Promise<void>;
  saved(what: "Setoran tercatat" | "Tersimpan di ponsel"): Promise<void>;
  /** The whole deposit, with what the screen says at its end. */
  deposit(deposit: DepositPlan, what: "Setoran tercatat" | "Tersimpan di ponsel"): Promise<void>;
  fillWithdrawal(member: string, amountRupiah: number): Promise<void>;
  requestWithdrawal(member: string, amountRupiah: number): Promise<void>;
  step(member: string, step: "Setujui" | "Bayar"): Promise<void>;
  /** Undoes the only record with these words on its row. */
  undo(words: readonly string[], reason: string): Promise<void>;
  /** Waits until the phone keeps the desk's pages, as it does some seconds after the first visit. */
  keepsPages(): Promise<void>;
  /** Ends the tab's process as a phone does that runs out of memory, and opens another tab. */
  killTab(path: string): Promise<void>;
}

interface Habits {
  stage: BankStage;
  context: BrowserContext;
  person: DeskPerson;
  /** How often this person taps what books something, before the screen can answer. */
  taps?: () => number;
}

/** Signs somebody in and gives them the pages. */
export async function startDesk(habits: Habits, path: string): Promise<DeskDriver> {
  const { stage, context, person, taps = () => 1 } = habits;
  let page = await stage.openAs(person, path, { context });
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const tap = (target: Locator) => tapTimes(target, taps());
  const go: DeskDriver["go"] = async (path) => {
    await page.goto(stage.network.url + path);
  };
  const screen = createWeighing(stage, () => page);
  const confirm = async (name: string): Promise<void> => {
    const dialog = page.getByRole("dialog");
    await tap(dialog.getByRole("button", { name, exact: true }));
    await dialog.waitFor({ state: "detached" });
  };
  const fillWithdrawal: DeskDriver["fillWithdrawal"] = async (member, amountRupiah) => {
    await button("Ajukan penarikan").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: startingWith(member) }).click();
    await dialog.getByLabel("Jumlah", { exact: true }).fill(String(amountRupiah));
  };
  const save: DeskDriver["save"] = () => tap(button("Simpan setoran"));
  const saved: DeskDriver["saved"] = (what) =>
    page.getByRole("heading", { name: what, exact: true }).waitFor();

  return {
    page: () => page,
    go,
    ...screen,
    save,
    saved,
    async deposit(deposit, what) {
      await screen.begin(deposit);
      for (const line of deposit.lines) await screen.addLine(line);
      await save();
      await saved(what);
      await button("Setoran berikutnya").click();
    },
    async countDay(step, pieces) {
      for (const [value, count] of Object.entries(pieces)) {
        await page.locator(`#piece-${value}`).fill(String(count));
      }
      await page.getByText("Cocok dengan buku.").waitFor();
      await button(step).click();
      await confirm(step);
    },
    fillWithdrawal,
    async requestWithdrawal(member, amountRupiah) {
      await fillWithdrawal(member, amountRupiah);
      await confirm("Ajukan");
    },
    async step(member, step) {
      const row = page.getByRole("listitem").filter({ hasText: member });
      await row.getByRole("button", { name: step, exact: true }).click();
      await confirm(step);
    },
    async undo(words, reason) {
      let row = page.locator("tbody tr");
      for (const word of words) row = row.filter({ hasText: word });
      await row.getByRole("button", { name: "Batalkan" }).click();
      await page.getByRole("dialog").getByLabel("Alasan").fill(reason);
      await confirm("Batalkan");
    },
    async keepsPages() {
      const isKept = () => page.evaluate<boolean>("caches.match('/__group/bank').then(Boolean)");
      await expect.poll(isKept, { timeout: 60_000 }).toBe(true);
    },
    async killTab(path) {
      const crashed = page.waitForEvent("crash");
      // The address never answers: its process ends, which is what it is for.
      void page.goto("chrome://crash").catch(() => undefined);
      await crashed;
      await page.close();
      page = await stage.open({ context, path });
    },
  };
}

/** The weighing screen up to the button that saves. */
function createWeighing(
  stage: BankStage,
  page: () => Page,
): Pick<DeskDriver, "begin" | "addLine" | "halfType"> {
  const button = (name: string | RegExp) => page().getByRole("button", { name });
  const radio = (name: string) => page().getByRole("radio", { name, exact: true });
  const choose = async ({ item, grade, from }: LinePlan): Promise<void> => {
    await button(startingWith(item)).click();
    if (grade !== undefined) await radio(grade).check();
    // Litres and pieces have no other way than by hand.
    if (UNIT_BY_ITEM[item] !== "kg") return;
    await radio(from === "scale" ? "Timbangan" : "Ketik").check();
  };
  const type = async ({ item }: LinePlan, typed: string): Promise<void> => {
    const field = page().getByLabel(QUANTITY_LABEL[UNIT_BY_ITEM[item]], { exact: true });
    await field.click();
    await field.fill(typed);
  };
  return {
    async begin({ member, fund, isPickedUp = false }) {
      const members = page().getByRole("list", { name: "Nasabah" });
      await members.getByRole("button", { name: startingWith(member) }).click();
      if (fund === undefined && !isPickedUp) return;
      await page().locator("summary").filter({ hasText: "Cara setor" }).click();
      if (fund !== undefined) {
        await radio("Sedekah").check();
        await page().getByLabel("Untuk dana").selectOption({ label: fund });
      }
      if (isPickedUp) await radio("Dijemput").check();
    },
    async addLine(line) {
      const { item, quantity, from } = line;
      const unit = UNIT_BY_ITEM[item];
      await choose(line);
      if (from === "scale") await weigh(stage, page(), quantity);
      else await type(line, typedQuantity(line));
      await button(startingWith(`Tambah ${formatQuantityNumber(quantity, unit)}`)).click();
    },
    async halfType(line, typed) {
      await choose(line);
      await type(line, typed);
    },
  };
}

/** Puts a load on the scale: it swings until the screen sees it, then it stands still. */
async function weigh(stage: BankStage, page: Page, massG: number): Promise<void> {
  const swings = async (): Promise<boolean> => {
    await stage.scale.swing(massG + 130);
    return page.getByText("Belum stabil").isVisible();
  };
  await expect.poll(swings, { timeout: 20_000 }).toBe(true);
  expect(await page.getByRole("button", { name: /^Tambah/ }).getAttribute("aria-disabled")).toBe(
    "true",
  );
  await stage.scale.settle(massG);
  await page.getByText("Stabil", { exact: true }).waitFor();
}

/** A quantity as a person types it: `3,25` of kilograms or litres, `12` of pieces. */
const typedQuantity = ({ item, quantity }: LinePlan): string =>
  UNIT_BY_ITEM[item] === "piece" ? String(quantity) : String(quantity / 1_000).replace(".", ",");

const startingWith = (text: string): RegExp => new RegExp(`^${text}`);

/** Taps once as a hand does, or several times before the screen could be drawn again. */
async function tapTimes(target: Locator, times: number): Promise<void> {
  if (times === 1) return target.click();
  await target.evaluate((element: { click(): void }, times) => {
    for (let tap = 0; tap < times; tap++) element.click();
  }, times);
}
