import { createRandom, type Random } from "@resik/kit/random";
import { createOutages } from "../device/link-faults.ts";
import type { DeviceSpec } from "../fleet.ts";
import { drawSpells, type DrawnSpell, type SpellRate } from "../physics/spell.ts";
import type { Scenario } from "../scenario.ts";

/** A stretch of simulated time, epoch milliseconds. */
export interface Range {
  fromMs: number;
  /** Exclusive. */
  toMs: number;
}

/** Why a device is dark: nothing of it comes through. */
export type DarkCause = "link" | "off" | "site-power" | "district-power";

export interface DarkSpell extends DrawnSpell {
  cause: DarkCause;
  /** The device itself has no supply: it measures nothing and boots again afterwards. */
  isOff: boolean;
}

/** Power cuts of one site: the same whichever of its devices asks. */
export const sitePowerCuts = (
  seed: string,
  rate: SpellRate,
  site: string,
  range: Range,
): DrawnSpell[] => drawSpells(createRandom(`${seed}/power/${site}`), rate, range);

function linkOutages(random: Random, scenario: Scenario, { fromMs, toMs }: Range): DrawnSpell[] {
  const next = createOutages(random, scenario.link);
  const spells: DrawnSpell[] = [];
  if (!next) return spells;
  for (let atMs = fromMs; ;) {
    const { upMs, downMs } = next();
    const beginMs = atMs + upMs;
    if (beginMs >= toMs) return spells;
    atMs = beginMs + downMs;
    spells.push({ beginMs, endMs: atMs });
  }
}

/** Everything that makes one device dark in a range, in order of beginning. */
export function darkSpellsOf(
  { seed, scenario, random }: { seed: string; scenario: Scenario; random: Random },
  spec: DeviceSpec,
  range: Range,
): DarkSpell[] {
  // A bin has a cell of its own: where the supply fails it loses its way out, not its power.
  const isMains = spec.kind !== "bin";
  const as = (cause: DarkCause, isOff: boolean) => (spell: DrawnSpell) => ({
    ...spell,
    cause,
    isOff,
  });
  const district = drawSpells(createRandom(`${seed}/power`), scenario.powerCut, range);
  return [
    ...linkOutages(random.fork("outages"), scenario, range).map(as("link", false)),
    ...drawSpells(random.fork("off"), scenario.deviceOff, range).map(as("off", true)),
    ...sitePowerCuts(seed, scenario.sitePowerCut, spec.site, range).map(as("site-power", isMains)),
    ...district.map(as("district-power", isMains)),
  ].toSorted((one, other) => one.beginMs - other.beginMs);
}

/** Which of a device's spells hold, moved on from edge to edge; several may hold at once. */
export interface Darkness {
  /** When the next spell begins or ends; infinite when there is none. */
  nextAtMs(): number;
  step(): void;
  isDark(): boolean;
  isOff(): boolean;
}

export function createDarkness(spells: readonly DarkSpell[]): Darkness {
  const edges = spells
    .flatMap(({ beginMs, endMs, isOff }) => [
      { atMs: beginMs, by: 1, isOff },
      { atMs: endMs, by: -1, isOff },
    ])
    .toSorted((one, other) => one.atMs - other.atMs);
  let next = 0;
  let dark = 0;
  let off = 0;
  return {
    nextAtMs: () => edges[next]?.atMs ?? Infinity,
    step() {
      const edge = edges[next++];
      if (!edge) return;
      dark += edge.by;
      if (edge.isOff) off += edge.by;
    },
    isDark: () => dark > 0,
    isOff: () => off > 0,
  };
}
