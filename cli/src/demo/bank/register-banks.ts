import { issuedPinSchema, memberSchema } from "@resik/contract/http/bank/members";
import { buyerSchema, fundSchema } from "@resik/contract/http/bank/books";
import { bankProfileSchema } from "@resik/contract/http/bank/profile";
import { requireAnswer, type ApiClient } from "../../api-client.ts";
import { mapBounded } from "../bounded.ts";
import { BUYER, FUND } from "./opening.ts";
import { toCreation } from "./people.ts";
import type { BankPlan } from "./plan.ts";

const REQUESTS_PARALLEL_MAX = 8;
const DECREE_YEAR = 2024;

/** A member that somebody may sign in as, to see a resident's pages. */
export interface DemoResident {
  number: string;
  pin: string;
  bankName: string;
}

export interface RegisterBanksOptions {
  /** Signed in as a treasurer of all banks. */
  treasurer: ApiClient;
  plans: readonly BankPlan[];
  /** Date on which the members joined. */
  joinedOn: string;
  onProgress(ratio: number): void;
}

/** Registers banks, buyers, funds and members over HTTP, and gives one member a PIN. */
export async function registerBanks(options: RegisterBanksOptions): Promise<DemoResident> {
  const { treasurer, plans, joinedOn, onProgress } = options;
  const total = plans.reduce((sum, { members }) => sum + members.length, 0);
  let done = 0;
  for (const [index, plan] of plans.entries()) {
    await registerBank(treasurer, plan, index);
    await mapBounded(plan.members, REQUESTS_PARALLEL_MAX, async (member) => {
      const path = `banks/${plan.bank}/members`;
      requireAnswer(
        await treasurer.post(path, toCreation(member, joinedOn), memberSchema),
        treasurer.baseUrl,
      );
      onProgress(++done / total);
    });
  }
  return givePin(treasurer, plans);
}

async function registerBank(api: ApiClient, plan: BankPlan, index: number): Promise<void> {
  const { bank, weighing } = plan;
  const profile = {
    address: `Balai RW ${index + 1}`,
    phone: null,
    decreeNumber: `SK-DLH/${String(index + 1).padStart(3, "0")}/${DECREE_YEAR}`,
    director: null,
    induk: null,
    weighing,
    receiptNote: "Terima kasih sudah memilah sampah.",
  };
  requireAnswer(await api.put(`banks/${bank}`, profile, bankProfileSchema), api.baseUrl);
  const buyer = { id: BUYER, name: "Pengepul Jaya", kind: "collector", phone: null };
  requireAnswer(await api.post(`banks/${bank}/buyers`, buyer, buyerSchema), api.baseUrl);
  const fund = { id: FUND, name: "Sedekah sampah" };
  requireAnswer(await api.post(`banks/${bank}/funds`, fund, fundSchema), api.baseUrl);
}

/** The first member of the first bank. */
async function givePin(api: ApiClient, plans: readonly BankPlan[]): Promise<DemoResident> {
  const [plan] = plans;
  const [member] = plan?.members ?? [];
  if (!plan || !member) throw new Error("the demo has no member");
  const path = `banks/${plan.bank}/members/${member.id}/pin`;
  const issued = requireAnswer(await api.post(path, {}, issuedPinSchema), api.baseUrl);
  return { number: issued.member.number, pin: issued.pin, bankName: plan.name };
}
