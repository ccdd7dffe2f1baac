import type { Random } from "@resik/kit/random";
import { DAY_MS, SECOND_MS } from "./calendar.ts";

/** How often something strikes and how long it lasts. */
export interface SpellRate {
  perDay: number;
  minS: number;
  maxS: number;
}

/** A fault or event that strikes by chance and passes after a while. */
export interface Spell {
  /** Moves on by one step; true while it lasts. */
  step(atMs: number, stepMs: number): boolean;
  /** Drawn in [0, 1) when it struck: how strong this one is. */
  strength(): number;
  /** Part of it that has passed, 0 to 1. */
  progress(atMs: number): number;
}

/** One spell that is drawn ahead of its time; times are epoch milliseconds. */
export interface DrawnSpell {
  beginMs: number;
  endMs: number;
}

/** Every spell that begins in [fromMs, toMs), in order, none before the one before is over. */
export function drawSpells(
  random: Random,
  rate: SpellRate,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): DrawnSpell[] {
  const spells: DrawnSpell[] = [];
  if (rate.perDay <= 0) return spells;
  for (let endMs = fromMs; ;) {
    const beginMs = endMs - (Math.log(1 - random.float()) / rate.perDay) * DAY_MS;
    if (beginMs >= toMs) return spells;
    endMs = beginMs + random.between(rate.minS, rate.maxS) * SECOND_MS;
    spells.push({ beginMs, endMs });
  }
}

export function createSpell(random: Random, rate: SpellRate): Spell {
  let startMs = -Infinity;
  let endMs = -Infinity;
  let strength = 0;
  return {
    step(atMs, stepMs) {
      if (atMs < endMs) return true;
      // Three draws only when it strikes: the common case costs one.
      if (!random.chance((rate.perDay * stepMs) / DAY_MS)) return false;
      startMs = atMs;
      endMs = atMs + random.between(rate.minS, rate.maxS) * SECOND_MS;
      strength = random.float();
      return true;
    },
    strength: () => strength,
    progress: (atMs) => (endMs > startMs ? (atMs - startMs) / (endMs - startMs) : 1),
  };
}
