import type { UserCreation } from "@resik/contract/http/users";
import type { Fleet } from "@resik/firmware-sim/fleet";
import type { ApiClient } from "../api-client.ts";
import type { CommandContext } from "../context.ts";
import { COORDINATOR } from "./accounts.ts";
import type { BankPlan } from "./bank/plan.ts";
import { leaveOpenMatters } from "./bank/open-matters.ts";
import { registerBanks, type DemoResident } from "./bank/register-banks.ts";
import { signInClient, signInMemberClient } from "./bank/sign-in.ts";
import { fillDesk } from "./desk.ts";
import type { District } from "./district.ts";
import { buildFleet } from "./fleet.ts";
import { expectedMessages, writeHistory } from "./history.ts";
import { waitUntilIngested } from "./ingested.ts";
import { createProgress } from "./progress.ts";
import { createAccounts, registerDistrict } from "./register.ts";

const DAY_MS = 86_400_000;
const ZONE_OFFSET_MS = 7 * 3_600_000;
/** The members joined a little before the year of the books begins. */
const MEMBERSHIP_DAYS = 366;

export interface FillOptions {
  context: CommandContext;
  signal: AbortSignal;
  api: ApiClient;
  /** Where the devices find the broker. */
  brokerUrl: string;
  /** `/metrics` of ingest: tells how much of the history is stored. */
  ingestMetricsUrl: string;
  district: District;
  accounts: readonly UserCreation[];
  plans: readonly BankPlan[];
  seed: string;
  days: number;
  /** Runs a phase and tells what it took to those who want to know. */
  timed: Timed;
}

export type Timed = <T>(phase: string, run: () => Promise<T>) => Promise<T>;

/** Fills a running system with the district; gives its fleet, which goes on where this ends. */
export async function fillDistrict(
  options: FillOptions,
): Promise<{ fleet: Fleet; resident: DemoResident }> {
  const { context, signal, api, district, days, plans, timed } = options;
  const credentials = await timed("registration", () => registerDistrict(api, district));
  const endMs = context.clock.nowMs();
  const fleet = buildFleet({
    seed: options.seed,
    brokerUrl: options.brokerUrl,
    originMs: endMs - days * DAY_MS,
    credentials,
    // The bank that the demo's operator and treasurer sign in to.
    busy: { site: plans[0]?.bank ?? "", fromMs: endMs },
  });
  const [messages, resident] = await Promise.all([
    timed("history", () => writeFleetHistory(options, fleet, endMs)),
    timed("accounts", () => registerPeople(options, endMs)),
  ]);
  await timed("storing", () => waitForStore(options, messages));
  signal.throwIfAborted();
  return { fleet, resident };
}

/** Accounts, then the banks' members, in the name of the account that works at all of them. */
async function registerPeople(options: FillOptions, endMs: number): Promise<DemoResident> {
  const { context, api, accounts, plans } = options;
  await createAccounts(api, accounts);
  const coordinator = accounts.find(({ username }) => username === COORDINATOR);
  const staff = accounts.find(({ roles }) => roles[0]?.role === "staff");
  if (!coordinator || !staff) throw new Error("the demo lacks the accounts that fill it");
  const progress = createProgress("resik: registering members", context);
  try {
    const treasurer = await signInClient(api.baseUrl, coordinator);
    const agency = await signInClient(api.baseUrl, staff);
    const resident = await registerBanks({
      treasurer,
      plans,
      joinedOn: new Date(endMs - MEMBERSHIP_DAYS * DAY_MS).toISOString().slice(0, 10),
      onProgress: (ratio) => progress.update(ratio),
    });
    await leaveOpenMatters({ treasurer, agency, plans, month: monthBefore(endMs), nowMs: endMs });
    const member = await signInMemberClient(api.baseUrl, resident);
    await fillDesk({ agency, resident: member, district: options.district, nowMs: endMs });
    return resident;
  } finally {
    progress.end();
  }
}

/** The district's last month that is over, such as 2026-10. */
function monthBefore(atMs: number): string {
  const local = new Date(atMs + ZONE_OFFSET_MS);
  const first = Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - 1, 1);
  return new Date(first).toISOString().slice(0, 7);
}

async function writeFleetHistory(
  { context, signal, days }: FillOptions,
  fleet: Fleet,
  endMs: number,
): Promise<number> {
  const expected = expectedMessages(fleet, days);
  const progress = createProgress(`resik: writing ${days} days of history`, context);
  try {
    return await writeHistory({
      fleet,
      days,
      endMs,
      clock: context.clock,
      signal,
      // The number is an estimate: only the end is the end.
      onAcked: (messages) => progress.update(Math.min(0.99, messages / expected)),
    });
  } finally {
    progress.end();
  }
}

async function waitForStore(options: FillOptions, messages: number): Promise<void> {
  const { context, signal, ingestMetricsUrl } = options;
  const progress = createProgress("resik: storing it", context);
  try {
    await waitUntilIngested({
      clock: context.clock,
      metricsUrl: ingestMetricsUrl,
      messages,
      onProgress: (stored) => progress.update(stored / Math.max(1, messages)),
      signal,
    });
  } finally {
    progress.end();
  }
}
