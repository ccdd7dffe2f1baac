import type { Site } from "@resik/contract/http/registry";
import { createManualClock } from "@resik/kit/clock";
import { openLedger } from "@resik/ledger/open";
import type { LedgerStore } from "@resik/ledger/port";
import { openDesk } from "./desk.ts";
import { movePrices, openBank } from "./opening.ts";
import { planBanks, weighsOn, type BankPlan } from "./plan.ts";
import { weighingDay, type RunningBank } from "./weighing-day.ts";

const DAY_MS = 86_400_000;
const ZONE_OFFSET_MS = 7 * 3_600_000;
/** Minutes between two steps of a morning. */
const STEP_MS = 3 * 60_000;
const OPENING_MS = 7.5 * 3_600_000;

/** First day of Idul Fitri by the government's calendar. */
const LEBARAN = [
  "2025-03-31",
  "2026-03-20",
  "2027-03-10",
  "2028-02-27",
  "2029-02-15",
  "2030-02-05",
];
const LEBARAN_MS = LEBARAN.map((date) => Date.parse(`${date}T00:00:00Z`));

export interface YearOptions {
  dataDir: string;
  sites: readonly Site[];
  seed: string;
  /** Now, epoch milliseconds: the year ends the day before. */
  endMs: number;
  days: number;
  onProgress(ratio: number): void;
  signal: AbortSignal;
}

/**
 * Writes a year of weighing days into a ledger of its own, through the ledger's ordinary rules and
 * on its own clock, before any program opens the file.
 *
 * @returns the plans: the members are to be registered.
 */
export async function writeBankYear(options: YearOptions): Promise<BankPlan[]> {
  const plans = planBanks(options.sites, options.seed);
  const firstDayMs = localMidnight(options.endMs) - options.days * DAY_MS;
  const clock = createManualClock(instantOf(firstDayMs) + OPENING_MS);
  const ledger = openLedger("sqlite:", { dataDir: options.dataDir, clock });
  try {
    const banks = await Promise.all(plans.map((plan) => openRunningBank(ledger, plan, clock)));
    for (let day = 1; day < options.days; day++) {
      options.signal.throwIfAborted();
      const dayMs = firstDayMs + day * DAY_MS;
      clock.jump(instantOf(dayMs) + OPENING_MS);
      await liveThrough(banks, dayMs, () => clock.jump(clock.nowMs() + STEP_MS));
      options.onProgress(day / options.days);
    }
  } finally {
    await ledger.close();
  }
  return plans;
}

/** Midnight of the district's day as if it were UTC, so that dates can be read off it. */
const localMidnight = (atMs: number): number =>
  Math.floor((atMs + ZONE_OFFSET_MS) / DAY_MS) * DAY_MS;
const instantOf = (localMs: number): number => localMs - ZONE_OFFSET_MS;

async function openRunningBank(
  ledger: LedgerStore,
  plan: BankPlan,
  clock: Parameters<typeof openDesk>[2],
): Promise<RunningBank> {
  const desk = openDesk(ledger, plan.bank, clock);
  return { plan, desk, prices: await openBank(desk, plan), waiting: [], owedRupiah: 0 };
}

/** All banks that weigh on a day, step by step side by side. */
async function liveThrough(
  banks: readonly RunningBank[],
  dayMs: number,
  minutesPass: () => void,
): Promise<void> {
  if (new Date(dayMs).getUTCDate() === 1) {
    for (const { desk, plan, prices } of banks) await movePrices(desk, plan, prices);
  }
  let mornings = banks
    .filter(({ plan }) => weighsOn(plan.weighing, dayMs))
    .map((bank) =>
      weighingDay(bank, {
        isLebaran: isLastBeforeLebaran(bank, dayMs),
        isSaleDay: isLastOfMonth(bank, dayMs),
      }),
    );
  while (mornings.length > 0) {
    const steps = await Promise.all(mornings.map((morning) => morning.next()));
    mornings = mornings.filter((_, index) => steps[index]?.done === false);
    minutesPass();
  }
}

const nextWeighingMs = ({ plan }: RunningBank, dayMs: number): number => {
  let next = dayMs + DAY_MS;
  while (!weighsOn(plan.weighing, next)) next += DAY_MS;
  return next;
};

const isLastBeforeLebaran = (bank: RunningBank, dayMs: number): boolean =>
  LEBARAN_MS.some((feast) => dayMs < feast && nextWeighingMs(bank, dayMs) >= feast);

const isLastOfMonth = (bank: RunningBank, dayMs: number): boolean =>
  new Date(nextWeighingMs(bank, dayMs)).getUTCMonth() !== new Date(dayMs).getUTCMonth();
