import type { Random } from "@resik/kit/random";
import { DAY_MS } from "./calendar.ts";
import { createSpell, type SpellRate } from "./spell.ts";

/** A primary lithium cell: flat for long, replaced when it is nearly empty. */
const FULL_V = 3.65;
const EMPTY_V = 3.05;
/** Below this the radio no longer starts and the device is dead. */
const DEAD_V = 2.9;
/** The crew changes what stands below this when it empties the bin, if it looks. */
const CHANGED_BELOW_V = 3.1;
const CHANGED_CHANCE = 0.25;

export interface CellScenario {
  /** A weak cell: it falls from what it has to nothing in the drawn time. */
  weak: SpellRate;
  /** How long a dead device waits for its new cell, days. */
  deadDaysMin: number;
  deadDaysMax: number;
}

export interface CellOptions {
  /** From full to empty in ordinary use. */
  lifeMs: number;
  /** Part of it that is used already, 0 to 1. */
  used: number;
  scenario?: CellScenario;
}

export interface Cell {
  age(atMs: number, stepMs: number): void;
  /** A visit of the crew: a nearly empty cell may be replaced. */
  service(): void;
  volts(): number;
  /** It is falling, or dead from it. */
  isWeak(): boolean;
  isDead(): boolean;
}

export function createCell(random: Random, options: CellOptions): Cell {
  const { lifeMs, scenario } = options;
  const never: SpellRate = { perDay: 0, minS: 0, maxS: 0 };
  const weak = createSpell(random.fork("weak"), scenario?.weak ?? never);
  let { used } = options;
  /** How far a weak cell has fallen, 0 to 1. */
  let fallen = 0;
  let isFalling = false;
  let deadUntilMs: number | null = null;
  const agedV = (): number => FULL_V - (FULL_V - EMPTY_V) * used ** 3;
  const volts = (): number => agedV() - (agedV() - DEAD_V) * fallen ** 1.3;

  function replace(): void {
    used = 0;
    fallen = 0;
    deadUntilMs = null;
  }

  function die(atMs: number): void {
    if (!scenario) return;
    const days = random.between(scenario.deadDaysMin, scenario.deadDaysMax);
    deadUntilMs = atMs + days * DAY_MS;
  }

  return {
    age(atMs, stepMs) {
      used = Math.min(1, used + stepMs / lifeMs);
      const wasFalling = isFalling;
      isFalling = weak.step(atMs, stepMs);
      if (deadUntilMs !== null) {
        if (atMs >= deadUntilMs) replace();
        return;
      }
      // A cell that was replaced meanwhile is sound: the spell's rest is not its own.
      if (isFalling && (!wasFalling || fallen > 0)) fallen = Math.max(1e-6, weak.progress(atMs));
      else if (wasFalling && !isFalling && fallen > 0) die(atMs);
    },
    service() {
      if (used > 0.95) return replace();
      if (volts() < CHANGED_BELOW_V && random.chance(CHANGED_CHANCE)) replace();
    },
    volts,
    isWeak: () => fallen > 0,
    isDead: () => deadUntilMs !== null,
  };
}
