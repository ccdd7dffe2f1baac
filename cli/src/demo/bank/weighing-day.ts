import type { TransferSeq } from "@resik/contract/bank/ids";
import { ACCOUNTS } from "@resik/ledger/account";
import { fundIdSchema } from "@resik/contract/bank/ids";
import type { CommandInput, DemoDesk } from "./desk.ts";
import { bringHeap } from "./heaps.ts";
import { FUND, LEBARAN, REGULAR, type PriceList } from "./opening.ts";
import type { DemoMember } from "./people.ts";
import type { BankPlan } from "./plan.ts";
import { payOut } from "./pay-out.ts";
import { sellStock } from "./sale-day.ts";

/** One bank with what its desk has to remember from one weighing day to the next. */
export interface RunningBank {
  plan: BankPlan;
  desk: DemoDesk;
  prices: PriceList;
  /** Deposits that wait for the price of the harvest. */
  waiting: TransferSeq[];
  /** What the collector still owes. */
  owedRupiah: number;
}

export interface DayOptions {
  /** The last weighing day before Lebaran: most members want their savings. */
  isLebaran: boolean;
  /** The collector comes. */
  isSaleDay: boolean;
}

type DepositInput = Extract<CommandInput, { kind: "deposit" }>;

/** Deposits that are written between two looks at the clock. */
const DEPOSITS_PER_STEP = 12;
const REGULAR_WITHDRAWAL_RATIO = 0.03;
const LEBARAN_WITHDRAWAL_RATIO = 0.6;
const REVERSAL_RATIO = 0.008;

/**
 * A weighing day from the opening to the closing. Between two steps minutes pass; whoever runs the
 * day moves the clock there, for all banks that weigh that morning at once.
 */
export async function* weighingDay(
  bank: RunningBank,
  { isLebaran, isSaleDay }: DayOptions,
): AsyncGenerator<void> {
  const { plan, desk } = bank;
  const { random } = plan;
  await desk.post({ kind: "open-day", countedRupiah: await desk.balance(ACCOUNTS.cash) });
  yield;
  const comers = plan.members.filter(() =>
    random.chance(Math.min(1, plan.attendance * (isLebaran ? 1.4 : 1))),
  );
  for (let first = 0; first < comers.length; first += DEPOSITS_PER_STEP) {
    const group = comers.slice(first, first + DEPOSITS_PER_STEP);
    await Promise.all(group.map((member) => takeDeposit(bank, member)));
    yield;
  }
  if (isSaleDay) {
    await sellStock(bank);
    yield;
  }
  const ratio = isLebaran ? LEBARAN_WITHDRAWAL_RATIO : REGULAR_WITHDRAWAL_RATIO;
  const takers = plan.members.filter(() => random.chance(ratio));
  await payOut(bank, takers, isLebaran);
  yield;
  await payAid(bank, isLebaran);
  await closeDay(bank);
}

async function takeDeposit(bank: RunningBank, member: DemoMember): Promise<void> {
  const { desk, plan, waiting } = bank;
  const { random } = plan;
  const atHarvest = plan.share.kind === "of-sale";
  const command: DepositInput = {
    kind: "deposit",
    payee: payeeOf(bank, member),
    valued: atHarvest ? "at-harvest" : "now",
    hop: "member",
    delivery: "dropped-off",
    lines: bringHeap(member, random),
  };
  if (random.chance(REVERSAL_RATIO)) {
    // The clerk read a heap too heavy; the wrong deposit is taken back and the right one written.
    const wrong = command.lines.map((line) => ({ ...line, quantity: line.quantity * 2 }));
    const target = await desk.post({ ...command, lines: wrong });
    await desk.post({ kind: "reverse", target, reason: "Salah baca timbangan" });
  }
  const seq = await desk.post(command);
  if (atHarvest) waiting.push(seq);
}

function payeeOf({ plan }: RunningBank, member: DemoMember): DepositInput["payee"] {
  const { random } = plan;
  if (random.chance(0.03)) {
    return { akad: "donation", member: member.id, fund: FUND };
  }
  const product = member.savesForLebaran && random.chance(0.6) ? LEBARAN : REGULAR;
  return { akad: "saved", member: member.id, product };
}

async function payAid({ desk }: RunningBank, isLebaran: boolean): Promise<void> {
  if (!isLebaran) return;
  const fund = fundIdSchema.parse(FUND);
  const held = await desk.balance(ACCOUNTS.fund(fund));
  const cash = await desk.balance(ACCOUNTS.cash);
  const amountRupiah = Math.floor(Math.min(held, cash) / 1_000) * 1_000;
  if (amountRupiah < 1_000) return;
  const note = "Santunan warga menjelang Lebaran";
  await desk.post({ kind: "pay-aid", fund, amountRupiah, note }, "treasurer");
}

/** Now and then some coins are missing or too many; the difference is stated and booked. */
async function closeDay({ desk, plan }: RunningBank): Promise<void> {
  const book = await desk.balance(ACCOUNTS.cash);
  const slip = plan.random.chance(0.06) ? plan.random.pick([-1_000, -500, 500, 2_000]) : 0;
  await desk.post({ kind: "close-day", countedRupiah: Math.max(0, book + slip) });
}
