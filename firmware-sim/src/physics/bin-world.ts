import type { Random } from "@resik/kit/random";
import {
  DAY_MS,
  HOUR_MS,
  hourBell,
  isWeekend,
  localDay,
  localHour,
  weekdayOfDay,
} from "./calendar.ts";
import { clamp } from "./measure.ts";

/** A bag of household waste takes this part of a bin. */
const BAG_RATIO = 0.015;
/** Waste can be heaped this far above the rim. */
const HEAP_RATIO_MAX = 1.15;
/** Waste settles with this time constant. */
const SETTLING_MS = 6 * HOUR_MS;
const EMPTIED_RATIO_MAX = 0.03;

/** Means over a week of the two parts below, so that `daysToFull` is what it says. */
const HOUSEHOLD_MEAN = 0.971;
const MARKET_MEAN = 0.105;
/** This share of the bins stands near a weekly market. */
const MARKET_SHARE = 0.3;
/** No two Mondays are alike: a day's waste differs from its usual by up to this part. */
const DAY_VARIES = 0.2;

/** Households: mornings and evenings, more at weekends. */
function household(atMs: number): number {
  const hour = localHour(atMs);
  const part = 0.15 + 3 * hourBell(hour, 6.75, 1.6) + 2.6 * hourBell(hour, 17.5, 2);
  return part * (isWeekend(atMs) ? 1.45 : 0.95);
}

/** A market: its waste comes towards noon of its day of the week. */
const market = (atMs: number, weekday: number): number =>
  weekdayOfDay(localDay(atMs)) === weekday ? 4 * hourBell(localHour(atMs), 10.5, 2.5) : 0;

/** How much waste comes to one bin at an instant; its mean over many weeks is 1. */
function createRhythm(random: Random): (atMs: number) => number {
  const marketDay = random.chance(MARKET_SHARE) ? random.int(7) : null;
  const mean = HOUSEHOLD_MEAN + (marketDay === null ? 0 : MARKET_MEAN);
  let day = -1;
  let dayFactor = 1;
  return (atMs) => {
    if (localDay(atMs) !== day) {
      day = localDay(atMs);
      dayFactor = random.fork(`day/${day}`).between(1 - DAY_VARIES, 1 + DAY_VARIES);
    }
    const fromMarket = marketDay === null ? 0 : market(atMs, marketDay);
    return (dayFactor * (household(atMs) + fromMarket)) / mean;
  };
}

export interface BinWorld {
  /** Moves on by one step; true when the bin was emptied in it. */
  step(atMs: number, stepMs: number): boolean;
  /** How full the bin really is: 0 empty, 1 at the rim, more when heaped. */
  fill(): number;
  /** Fire takes a part of what is in it. */
  burn(ratio: number): void;
}

/** What really goes on in one bin: households bring, waste settles, the crew empties. */
export function createBinWorld(random: Random, daysToFull: number): BinWorld {
  const rhythm = createRhythm(random.fork("rhythm"));
  let fill = random.between(0, 0.7);
  let loose = 0;
  /** The crew's next look at this bin, as a local day and hour. */
  let roundDay = -1;
  let roundHour = 0;
  const settlingRatio = random.between(0.02, 0.03);

  function collect(atMs: number): boolean {
    const day = localDay(atMs);
    if (roundDay < 0) {
      roundDay = day + 1;
      roundHour = random.between(5, 10);
    }
    if (day < roundDay || (day === roundDay && localHour(atMs) < roundHour)) return false;
    roundDay = day + 1;
    roundHour = random.between(5, 10);
    // Crews come for bins that look worth it, and miss some.
    const worth = fill > 0.85 ? 0.95 : fill > 0.6 ? 0.55 : 0.03;
    if (!random.chance(worth)) return false;
    fill = random.between(0, EMPTIED_RATIO_MAX);
    loose = 0;
    return true;
  }

  return {
    step(atMs, stepMs) {
      const expectedBags = (rhythm(atMs) * stepMs) / (daysToFull * DAY_MS) / BAG_RATIO;
      let bags = Math.floor(expectedBags);
      if (random.chance(expectedBags - bags)) bags++;
      const room = clamp(HEAP_RATIO_MAX - fill, 0, HEAP_RATIO_MAX);
      const added = Math.min(room, bags * BAG_RATIO * random.between(0.6, 1.4));
      const settled = loose * (1 - Math.exp(-stepMs / SETTLING_MS));
      loose += added * settlingRatio - settled;
      fill = Math.max(0, fill + added - settled);
      return collect(atMs);
    },
    fill: () => fill,
    burn(ratio) {
      fill *= 1 - ratio;
    },
  };
}
