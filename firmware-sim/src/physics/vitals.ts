import type { Random } from "@resik/kit/random";
import { DAY_MS } from "./calendar.ts";
import type { Vitals } from "./model.ts";
import { boundedNoise, clamp, roundTo } from "./measure.ts";

/** A primary lithium cell: flat for long, replaced when it is nearly empty. */
const BATTERY_FULL_V = 3.65;
const BATTERY_EMPTY_V = 3.05;

export interface VitalsState {
  /** Lets the battery age; a mains-powered device stays at its supply voltage. */
  age(stepMs: number): void;
  /** A visit of the crew: a nearly empty cell is replaced. */
  service(): void;
  read(): Vitals;
}

/** Battery and radio of one device, each with a character of its own. */
export function createVitals(random: Random, options: { mains: boolean }): VitalsState {
  const lifeDays = random.between(200, 600);
  const rssiBaseDbm = random.between(-104, -68);
  let used = options.mains ? 0 : random.between(0, 0.9);
  return {
    age(stepMs) {
      if (!options.mains) used = Math.min(1, used + stepMs / (lifeDays * DAY_MS));
    },
    service() {
      if (used > 0.95) used = 0;
    },
    read() {
      const batteryV = options.mains
        ? 5 + boundedNoise(random, 0.05)
        : BATTERY_FULL_V -
          (BATTERY_FULL_V - BATTERY_EMPTY_V) * used ** 3 +
          boundedNoise(random, 0.01);
      return {
        batteryV: roundTo(clamp(batteryV, 2.5, 5.5), 2),
        rssiDbm: Math.round(clamp(rssiBaseDbm + boundedNoise(random, 6), -125, -40)),
      };
    },
  };
}
