import type { Random } from "@resik/kit/random";
import { boundedNoise, clamp } from "./measure.ts";

export const CAPACITY_G = 150_000;
/** The scale's smallest step (e). Nothing is shown above the capacity plus nine of them. */
export const DIVISION_G = 10;
const SHOWN_MAX_G = CAPACITY_G + 9 * DIVISION_G;
const DRIFT_MAX_G = 100;

const toDivision = (massG: number): number => Math.round(massG / DIVISION_G) * DIVISION_G + 0;

/** A load cell with its zero drift and its tare; all masses in grams. */
export interface LoadCell {
  put(grossG: number): void;
  remove(): void;
  /** Settled reading with the noise of one division. */
  readG(): number;
  /** Reading while the load still swings, so many seconds after it was put on. */
  swingingG(ageS: number): number;
  tareG(): number;
  driftG(): number;
  setTareG(massG: number): void;
  /** What is on the scale now becomes zero. */
  tare(): void;
  /** Switching on takes what is shown as zero. */
  zero(): void;
}

export function createLoadCell(random: Random): LoadCell {
  let loadG = 0;
  let driftG = 0;
  let tareG = 0;
  const shownG = (grossG: number): number =>
    clamp(toDivision(grossG + driftG), -SHOWN_MAX_G, SHOWN_MAX_G) - tareG;
  return {
    put(grossG) {
      driftG = clamp(driftG + random.gaussian() * 1.5, -DRIFT_MAX_G, DRIFT_MAX_G);
      loadG = grossG;
    },
    remove: () => {
      loadG = 0;
    },
    readG: () => shownG(loadG + boundedNoise(random, DIVISION_G)),
    swingingG(ageS) {
      const swing = Math.exp(-ageS / 0.6) * Math.cos(ageS * 9);
      return shownG(loadG * (1 - swing) + boundedNoise(random, 2 * DIVISION_G));
    },
    tareG: () => tareG,
    driftG: () => driftG,
    setTareG: (massG) => {
      tareG = massG;
    },
    tare() {
      driftG = 0;
      tareG = toDivision(loadG);
    },
    zero: () => {
      driftG = 0;
    },
  };
}
