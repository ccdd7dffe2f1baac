import type { Site } from "@resik/contract/http/registry";
import { bankIdSchema, type BankId } from "@resik/contract/bank/ids";
import type { ShareModel } from "@resik/contract/bank/rule-schema";
import type { WeighingSchedule } from "@resik/contract/http/bank/profile";
import { createRandom, type Random } from "@resik/kit/random";
import { makePeople, type DemoMember } from "./people.ts";

/** How one of the demo's banks lives through its year. */
export interface BankPlan {
  bank: BankId;
  name: string;
  random: Random;
  weighing: WeighingSchedule;
  share: ShareModel;
  /** Share of the members who come on a weighing day. */
  attendance: number;
  members: readonly DemoMember[];
}

const MEMBERS_MIN = 40;
const MEMBERS_MAX = 160;

const fifteen: ShareModel = { kind: "at-deposit", ratio: { numerator: 15, denominator: 100 } };
const margin: ShareModel = { kind: "margin" };
/** Models seen in the field, in turn. */
const SHARES: readonly ShareModel[] = [
  margin,
  fifteen,
  margin,
  { kind: "at-withdrawal", ratio: { numerator: 10, denominator: 100 } },
  { kind: "of-sale", ratio: { numerator: 10, denominator: 100 } },
  { kind: "none" },
  margin,
  fifteen,
];

/** 0 is Sunday; banks weigh once or twice a month, as most do. */
const RHYTHMS: readonly Pick<WeighingSchedule, "weekdays" | "weeksOfMonth">[] = [
  { weekdays: [6], weeksOfMonth: [1, 3] },
  { weekdays: [0], weeksOfMonth: [2, 4] },
  { weekdays: [0], weeksOfMonth: [1] },
  { weekdays: [6], weeksOfMonth: [2, 4] },
];

/** Plans of all waste banks among these sites. The same seed makes the same plans. */
export function planBanks(sites: readonly Site[], seed: string): BankPlan[] {
  return sites
    .filter((site) => site.kind === "waste-bank")
    .map((site, index) => planBank(site, index, createRandom(`bank/${seed}/${site.id}`)));
}

function planBank(site: Site, index: number, random: Random): BankPlan {
  const members = MEMBERS_MIN + random.int(MEMBERS_MAX - MEMBERS_MIN + 1);
  const rhythm = RHYTHMS[index % RHYTHMS.length];
  const share = SHARES[index % SHARES.length];
  if (!rhythm || !share) throw new Error("a bank without a rhythm or a share");
  return {
    bank: bankIdSchema.parse(site.id),
    name: site.name,
    random: random.fork("year"),
    weighing: { ...rhythm, weekdays: [...rhythm.weekdays], opensAt: "07:30", closesAt: "11:00" },
    share,
    attendance: random.between(0.38, 0.6),
    members: makePeople({ bank: site.id, count: members, random: random.fork("members") }),
  };
}

/** Whether a bank weighs on a day: `dayMs` is its midnight in the district's zone, as UTC. */
export function weighsOn({ weekdays, weeksOfMonth }: WeighingSchedule, dayMs: number): boolean {
  const day = new Date(dayMs);
  const week = Math.ceil(day.getUTCDate() / 7);
  return (
    weekdays.includes(day.getUTCDay()) && (weeksOfMonth.length === 0 || weeksOfMonth.includes(week))
  );
}
