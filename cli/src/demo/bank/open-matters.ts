import { reportStateSchema } from "@resik/contract/http/bank/reports";
import { postedSchema } from "@resik/contract/http/bank/transfers";
import { requireAnswer, type ApiClient } from "../../api-client.ts";
import { REGULAR } from "./opening.ts";
import type { BankPlan } from "./plan.ts";

const ASKED_RUPIAH = [25_000, 40_000] as const;

export interface OpenMattersOptions {
  /** Signed in as a treasurer of all banks. */
  treasurer: ApiClient;
  /** Signed in as the environment agency. */
  agency: ApiClient;
  plans: readonly BankPlan[];
  /** The last month that is over, such as 2026-10. */
  month: string;
  nowMs: number;
}

/** Leaves something to do for everybody: reports in every state, withdrawals to approve. */
export async function leaveOpenMatters(options: OpenMattersOptions): Promise<void> {
  for (const [index, { bank }] of options.plans.entries()) {
    // Every third bank has not sent its report yet, the first one among them.
    if (index % 3 === 0) continue;
    await sendReport(options, bank, index);
  }
  await askForMoney(options);
}

async function sendReport(
  { treasurer, agency, month }: OpenMattersOptions,
  bank: string,
  index: number,
): Promise<void> {
  const path = `banks/${bank}/reports/monthly/${month}`;
  requireAnswer(await treasurer.post(`${path}/submit`, {}, reportStateSchema), treasurer.baseUrl);
  if (index % 3 === 1) {
    requireAnswer(await agency.post(`${path}/verify`, {}, reportStateSchema), agency.baseUrl);
  } else if (index === 2) {
    const note = "Mohon periksa berat kaca; bulan lalu jauh lebih kecil.";
    requireAnswer(await agency.post(`${path}/return`, { note }, reportStateSchema), agency.baseUrl);
  }
}

/** Two members of the first bank would like some of their savings. */
async function askForMoney({ treasurer, plans, nowMs }: OpenMattersOptions): Promise<void> {
  const [plan] = plans;
  let asked = 0;
  for (const { id } of plan?.members ?? []) {
    const amountRupiah = ASKED_RUPIAH[asked];
    if (!plan || amountRupiah === undefined) return;
    const request = {
      occurredAt: new Date(nowMs).toISOString(),
      member: id,
      product: REGULAR,
      amountRupiah,
    };
    const key = `demo-withdrawal-${id}`;
    const answer = await treasurer.post(`banks/${plan.bank}/withdrawals`, request, postedSchema, {
      idempotencyKey: key,
    });
    // Who has not saved enough is refused; somebody else asks.
    if (answer.ok) asked++;
  }
}
