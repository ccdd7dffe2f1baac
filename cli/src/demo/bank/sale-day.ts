import { ACCOUNTS, type StockCode } from "@resik/ledger/account";
import { buyerIdSchema } from "@resik/contract/bank/ids";
import { CATALOGUE } from "./catalogue.ts";
import { BUYER, buyerPriceOf } from "./opening.ts";
import type { RunningBank } from "./weighing-day.ts";

/** What the collector's scale finds of ours. */
const FOUND_RATIO_MIN = 0.975;
const EXPENSE_RATIO = 0.7;
/** So often the collector pays at the next visit. */
const ON_ACCOUNT_RATIO = 0.25;

/**
 * The collector takes everything. What waited for the harvest gets its price first, and a debt of
 * the visit before is paid.
 */
export async function sellStock(bank: RunningBank): Promise<void> {
  const { desk, plan } = bank;
  const buyer = buyerIdSchema.parse(BUYER);
  if (bank.owedRupiah > 0) {
    const amountRupiah = bank.owedRupiah;
    await desk.post({ kind: "receive-payment", buyer, amountRupiah }, "treasurer");
    bank.owedRupiah = 0;
  }
  const waiting = bank.waiting.splice(0);
  await Promise.all(waiting.map((target) => desk.post({ kind: "value", target }, "treasurer")));
  const lines = await linesOf(bank);
  if (lines.length === 0) return;
  const isOnAccount = plan.random.chance(ON_ACCOUNT_RATIO);
  await desk.post(
    {
      kind: "sell",
      buyer,
      hop: "collector",
      payment: isOnAccount ? "receivable" : "cash",
      lines,
    },
    "treasurer",
  );
  if (isOnAccount) bank.owedRupiah = await desk.balance(ACCOUNTS.receivable(buyer));
  await payExpenses(bank);
}

/** Most of what the bank keeps goes to those who weigh, and into sacks and fuel. */
async function payExpenses({ desk }: RunningBank): Promise<void> {
  const kept =
    (await desk.balance(ACCOUNTS.margin)) +
    (await desk.balance(ACCOUNTS.bankShare)) -
    (await desk.balance(ACCOUNTS.shrinkage)) -
    (await desk.balance(ACCOUNTS.operations));
  const cash = await desk.balance(ACCOUNTS.cash);
  const amountRupiah = Math.floor((Math.min(kept, cash) * EXPENSE_RATIO) / 1_000) * 1_000;
  if (amountRupiah < 1_000) return;
  await desk.post(
    {
      kind: "move-cash",
      direction: "out",
      purpose: "operations",
      amountRupiah,
      note: "Honor petugas, karung, dan bahan bakar",
    },
    "treasurer",
  );
}

async function linesOf({ desk, plan, prices }: RunningBank) {
  const lines = [];
  for (const { item, grades, unit } of CATALOGUE) {
    for (const { grade } of grades) {
      const stock: StockCode = `${item}.${grade}`;
      const takenQuantity = await desk.balance(ACCOUNTS.stock(stock));
      if (takenQuantity === 0) continue;
      const found = unit === "piece" ? 1 : plan.random.between(FOUND_RATIO_MIN, 1);
      lines.push({
        item,
        grade,
        takenQuantity,
        soldQuantity: Math.max(1, Math.round(takenQuantity * found)),
        rupiahPerUnit: buyerPriceOf(prices, item, grade),
      });
    }
  }
  return lines;
}
