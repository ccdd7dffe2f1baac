import type { CommandInput } from "./desk.ts";
import type { DemoMember } from "./people.ts";
import { CATALOGUE } from "./catalogue.ts";
import type { Random } from "@resik/kit/random";

type Line = Extract<CommandInput, { kind: "deposit" }>["lines"][number];

/** Spread of a heap around its mean, as a factor of e. */
const SPREAD = 0.45;

/** What a member brings on one morning: some items of the catalogue, each with its weight. */
export function bringHeap(member: DemoMember, random: Random): Line[] {
  const lines: Line[] = [];
  for (const { item, unit, grades } of CATALOGUE) {
    for (const { grade, share, meanQuantity } of grades) {
      if (!random.chance(share)) continue;
      const factor = member.size * Math.exp(SPREAD * random.gaussian());
      lines.push(lineOf(item, grade, quantityOf(meanQuantity * factor, unit === "kg")));
    }
  }
  if (lines.length > 0) return lines;
  return [lineOf("kardus", "kering", quantityOf(700 * member.size, true))];
}

/** A hanging scale of the village shows steps of 10 g. */
const quantityOf = (amount: number, isMass: boolean): number =>
  isMass ? Math.max(50, Math.round(amount / 10) * 10) : Math.max(1, Math.round(amount));

const lineOf = (item: string, grade: string, quantity: number): Line => ({
  item,
  grade,
  quantity,
  evidence: null,
  priceVersion: null,
});
