import type { Random } from "@resik/kit/random";
import { DAY_MS, HOUR_MS, hourBell, isWeekend, localDay, localHour } from "./calendar.ts";
import { clamp } from "./measure.ts";

/** A bag of household waste takes this part of a bin. */
const BAG_RATIO = 0.015;
/** Waste can be heaped this far above the rim. */
const HEAP_RATIO_MAX = 1.15;
/** Waste settles with this time constant. */
const SETTLING_MS = 6 * HOUR_MS;
const EMPTIED_RATIO_MAX = 0.03;

/** Mean of the rhythm below over an ordinary week, so that `daysToFull` is what it says. */
const RHYTHM_MEAN = 1.135;

/** How much waste comes at this hour: mornings and evenings, more at weekends. */
function rhythm(atMs: number): number {
  const hour = localHour(atMs);
  const household = 0.15 + 3 * hourBell(hour, 6.75, 1.6) + 2.6 * hourBell(hour, 17.5, 2);
  return (household * (isWeekend(atMs) ? 1.45 : 0.95)) / RHYTHM_MEAN;
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
