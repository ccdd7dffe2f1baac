import type { BankPlan } from "./plan.ts";
import { CATALOGUE, COLLECTOR_PERCENT } from "./catalogue.ts";
import type { DemoDesk } from "./desk.ts";

export const REGULAR = "reguler";
export const LEBARAN = "lebaran";
export const BUYER = "pengepul-jaya";
export const FUND = "sedekah";

const START_CAPITAL_RUPIAH = 500_000;
const ROUND_TO_RUPIAH = 50;

/** What members get at one bank as it stands; the walk of a year begins here. */
export type PriceList = Map<string, number>;
const priceKey = (item: string, grade: string): string => `${item}.${grade}`;

const roundTo = (rupiah: number): number =>
  Math.max(ROUND_TO_RUPIAH, Math.round(rupiah / ROUND_TO_RUPIAH) * ROUND_TO_RUPIAH);

const buyerPrice = (memberRupiah: number): number =>
  roundTo((memberRupiah * COLLECTOR_PERCENT) / 100);

/** What a buyer pays. @throws when the item is not on the list. */
export function buyerPriceOf(prices: PriceList, item: string, grade: string): number {
  const memberRupiah = prices.get(priceKey(item, grade));
  if (memberRupiah === undefined) throw new Error(`demo: no price for ${item}.${grade}`);
  return buyerPrice(memberRupiah);
}

/** A bank's first day: items, prices, share, products, and the founders' money. */
export async function openBank(desk: DemoDesk, plan: BankPlan): Promise<PriceList> {
  const prices: PriceList = new Map();
  // Asked for together, they share a commit; the ledger keeps the order in which they were asked.
  const published: Promise<unknown>[] = [];
  for (const { grades, ...item } of CATALOGUE) {
    const names = grades.map(({ grade }) => grade);
    published.push(publish(desk, { type: "item", ...item, grades: names, isActive: true }));
    for (const { grade, rupiahPerUnit } of grades) {
      const own = roundTo(rupiahPerUnit * plan.random.between(0.92, 1.08));
      published.push(publishPrice(desk, prices, { item: item.item, grade, rupiahPerUnit: own }));
    }
  }
  published.push(
    publish(desk, { type: "share", product: null, delivery: null, model: plan.share }),
    publish(desk, product(REGULAR, "Tabungan reguler", 10_000, 5_000, 0)),
    publish(desk, product(LEBARAN, "Tabungan Lebaran", 20_000, 0, 90)),
    publish(desk, { type: "settings", approvalLimitRupiah: 300_000 }),
  );
  await Promise.all(published);
  await desk.post({ kind: "open-day", countedRupiah: 0 }, "treasurer");
  await desk.post(
    {
      kind: "move-cash",
      direction: "in",
      purpose: "capital",
      amountRupiah: START_CAPITAL_RUPIAH,
      note: "Modal awal",
    },
    "treasurer",
  );
  await desk.post({ kind: "close-day", countedRupiah: START_CAPITAL_RUPIAH }, "treasurer");
  return prices;
}

const product = (
  name: string,
  title: string,
  minimumRupiah: number,
  remainingRupiah: number,
  termDays: number,
) =>
  ({
    type: "product",
    product: name,
    name: title,
    minimumRupiah,
    remainingRupiah,
    termDays,
    isActive: true,
  }) as const;

type Rule = Extract<Parameters<DemoDesk["post"]>[0], { kind: "publish-rule" }>["rule"];

const publish = (desk: DemoDesk, rule: Rule) =>
  desk.post(
    { kind: "publish-rule", rule, validFromMs: null, isOutlierConfirmed: false },
    "treasurer",
  );

async function publishPrice(
  desk: DemoDesk,
  prices: PriceList,
  price: { item: string; grade: string; rupiahPerUnit: number },
): Promise<void> {
  prices.set(priceKey(price.item, price.grade), price.rupiahPerUnit);
  const general = { type: "price" as const, payout: null, delivery: null };
  const sold = buyerPrice(price.rupiahPerUnit);
  await Promise.all([
    publish(desk, { ...general, ...price, hop: "member" }),
    publish(desk, { ...general, ...price, hop: "collector", rupiahPerUnit: sold }),
  ]);
}

/** The buyer's list moved: some prices follow, by up to a tenth. */
export async function movePrices(desk: DemoDesk, plan: BankPlan, prices: PriceList): Promise<void> {
  const published: Promise<unknown>[] = [];
  for (const { item, grades } of CATALOGUE) {
    for (const { grade } of grades) {
      const before = prices.get(priceKey(item, grade));
      if (before === undefined || !plan.random.chance(0.25)) continue;
      const rupiahPerUnit = roundTo(before * plan.random.between(0.9, 1.1));
      if (rupiahPerUnit === before) continue;
      published.push(publishPrice(desk, prices, { item, grade, rupiahPerUnit }));
    }
  }
  await Promise.all(published);
}
