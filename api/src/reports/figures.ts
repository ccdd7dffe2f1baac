import type { MemberId } from "@resik/contract/bank/ids";
import { assertSafe } from "@resik/contract/bank/integer";
import type { Unit } from "@resik/contract/bank/quantity";
import type { ReportGroup } from "@resik/contract/bank/rule";

/** What came in, or went out, of one item and grade. */
export interface SideFigures {
  /** In the item's smallest unit. */
  quantity: number;
  massG: number;
  rupiah: number;
  /** Lines whose mass nobody knows, less those that were reversed. */
  linesWithoutMass: number;
  hasMass: boolean;
  lacksMass: boolean;
}

export interface ItemFigures {
  item: string;
  grade: string;
  name: string;
  unit: Unit;
  reportGroup: ReportGroup;
  deposited: SideFigures;
  sold: SideFigures;
}

export interface MemberFigures {
  deposits: number;
  massG: number;
  netRupiah: number;
}

/** Sums of a stretch of a bank's book. Sums of several stretches are sums again. */
export interface Figures {
  items: Map<string, ItemFigures>;
  members: Map<MemberId, MemberFigures>;
  /** Days with an opened day or a deposit. */
  weighingDays: Set<string>;
  buyers: Set<string>;
  money: {
    deposits: number;
    memberRupiah: number;
    bankShareRupiah: number;
    donatedRupiah: number;
    withdrawnRupiah: number;
  };
}

/**
 * `own`: what people brought and what left the waste banks. `between`: what a unit sold to its
 * induk, which both of them book; a district that added it would count the same waste twice.
 */
export interface SplitFigures {
  own: Figures;
  between: Figures;
}

export const emptyFigures = (): Figures => ({
  items: new Map(),
  members: new Map(),
  weighingDays: new Set(),
  buyers: new Set(),
  money: {
    deposits: 0,
    memberRupiah: 0,
    bankShareRupiah: 0,
    donatedRupiah: 0,
    withdrawnRupiah: 0,
  },
});

export const emptySide = (): SideFigures => ({
  quantity: 0,
  massG: 0,
  rupiah: 0,
  linesWithoutMass: 0,
  hasMass: false,
  lacksMass: false,
});

/** The figures of a member, made when there are none. */
export function memberIn(figures: Figures, member: MemberId): MemberFigures {
  const known = figures.members.get(member);
  if (known) return known;
  const made = { deposits: 0, massG: 0, netRupiah: 0 };
  figures.members.set(member, made);
  return made;
}

function addSide(into: SideFigures, from: SideFigures): void {
  into.quantity = assertSafe(into.quantity + from.quantity);
  into.massG = assertSafe(into.massG + from.massG);
  into.rupiah = assertSafe(into.rupiah + from.rupiah);
  into.linesWithoutMass += from.linesWithoutMass;
  into.hasMass ||= from.hasMass;
  into.lacksMass ||= from.lacksMass;
}

function addInto(total: Figures, figures: Figures): void {
  for (const [key, item] of figures.items) {
    const known = total.items.get(key);
    if (known) {
      addSide(known.deposited, item.deposited);
      addSide(known.sold, item.sold);
    } else {
      total.items.set(key, {
        ...item,
        deposited: { ...item.deposited },
        sold: { ...item.sold },
      });
    }
  }
  for (const [member, from] of figures.members) {
    const into = memberIn(total, member);
    into.deposits += from.deposits;
    into.massG = assertSafe(into.massG + from.massG);
    into.netRupiah = assertSafe(into.netRupiah + from.netRupiah);
  }
  for (const day of figures.weighingDays) total.weighingDays.add(day);
  for (const buyer of figures.buyers) total.buyers.add(buyer);
  const { money } = total;
  money.deposits += figures.money.deposits;
  money.memberRupiah = assertSafe(money.memberRupiah + figures.money.memberRupiah);
  money.bankShareRupiah = assertSafe(money.bankShareRupiah + figures.money.bankShareRupiah);
  money.donatedRupiah = assertSafe(money.donatedRupiah + figures.money.donatedRupiah);
  money.withdrawnRupiah = assertSafe(money.withdrawnRupiah + figures.money.withdrawnRupiah);
}

/** The sum of stretches of one bank's book. Nothing of what it is given is changed. */
export function sumFigures(parts: Iterable<Figures>): Figures {
  const total = emptyFigures();
  for (const part of parts) addInto(total, part);
  return total;
}
