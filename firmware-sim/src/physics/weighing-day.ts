import type { Random } from "@resik/kit/random";
import type { ScaleScenario } from "../scenario.ts";
import { HOUR_MS, localDayStartMs, MINUTE_MS, SECOND_MS, weekdayOfDay } from "./calendar.ts";

export interface Load {
  /** When somebody puts it on the scale. */
  atMs: number;
  /** What it really weighs. */
  grossG: number;
}

/** The weekdays with a weighing morning: mostly Sunday, some banks twice a week. */
export function drawWeighingDays(random: Random): number[] {
  const first = random.chance(0.6) ? 0 : random.int(7);
  return random.chance(0.3) ? [first, (first + 3) % 7] : [first];
}

/** One line of a deposit: 0.2 to 20 kg, small ones far more often. */
const lineMassG = (random: Random): number => Math.round(200 + 19_800 * random.float() ** 3);

/** Loads of a scale that never rests, from an instant to the end of its local day. */
export function busyLoads(random: Random, fromMs: number, day: number): Load[] {
  const endMs = localDayStartMs(day + 1);
  const loads: Load[] = [];
  let atMs = Math.max(fromMs, localDayStartMs(day));
  while (atMs < endMs) {
    loads.push({ atMs: Math.round(atMs), grossG: lineMassG(random) });
    atMs += random.between(20, 40) * SECOND_MS;
  }
  return loads;
}

/**
 * Everything that is put on one scale on one local day, in order of time; empty when there is no
 * weighing. 20 to 60 visits in two to three hours of a morning, one to four lines each.
 */
export function loadsOfDay(
  random: Random,
  scenario: ScaleScenario,
  day: number,
  weighingDays: readonly number[],
): Load[] {
  const isAllDay = scenario.sessions === "all-day";
  if (scenario.sessions === "weekly" && !weighingDays.includes(weekdayOfDay(day))) return [];
  const startMs =
    localDayStartMs(day) + (isAllDay ? 0 : Math.round(random.between(7, 8) * HOUR_MS));
  const lengthMs = (isAllDay ? 23.9 : random.between(2, 3)) * HOUR_MS;
  const visits = isAllDay
    ? Math.floor(lengthMs / (3 * MINUTE_MS))
    : scenario.visitsMin + random.int(scenario.visitsMax - scenario.visitsMin + 1);
  const arrivals = Array.from({ length: visits }, () => startMs + random.float() * lengthMs);
  arrivals.sort((a, b) => a - b);
  const loads: Load[] = [];
  let freeMs = startMs;
  for (const arrivalMs of arrivals) {
    let atMs = Math.max(arrivalMs, freeMs);
    const lines = 1 + random.int(4);
    for (let line = 0; line < lines; line++) {
      atMs += Math.round(random.between(12, 30) * SECOND_MS);
      const isOverload = random.chance(scenario.overloadRatio);
      const grossG = isOverload ? Math.round(random.between(151_000, 190_000)) : lineMassG(random);
      loads.push({ atMs: Math.round(atMs), grossG });
    }
    freeMs = atMs + 10 * SECOND_MS;
  }
  return loads;
}
