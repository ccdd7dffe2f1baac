import { binStateOf } from "@resik/contract/bin/bin-state";
import type { FillSample } from "@resik/contract/bin/fill-cycle";
import { LEVEL_OF_HOUR_MS, RHYTHM_HOURS } from "@resik/contract/bin/learn-rhythm";
import { DERIVED } from "@resik/contract/measurement";
import { ROLLUP_MS } from "@resik/contract/series";
import type { Derivation, HourValues } from "./derivation.ts";

/** Where a bin stands at the end of an hour, and how it fills, from the last level of each hour. */
export const binDerivation: Derivation = {
  channel: "bin",
  fields: ["fillRatio"],
  aggregate: "last",
  hoursBefore: RHYTHM_HOURS - 1,
  measurement: DERIVED.binState.name,
  derive(hours, hourMs) {
    if (typeof hours.get(hourMs)?.[0] !== "number") return null;
    const state = binStateOf(levelsOf(hours, hourMs));
    if (!state) return null;
    const { fillRatio, emptiedAtMs, ratePerH, full, fullSinceMs } = state;
    // Zero stands for "nobody knows": a point replaces its earlier self field by field, and a field
    // that is left out would stay as it was.
    return {
      fillRatio,
      emptiedAtMs: emptiedAtMs ?? 0,
      ratePerH,
      fullAtMs: full?.atMs ?? fullSinceMs ?? 0,
      fullEarlyMs: full?.earlyMs ?? 0,
      fullLateMs: full?.lateMs ?? 0,
    };
  },
};

function levelsOf(hours: HourValues, lastMs: number): FillSample[] {
  const levels: FillSample[] = [];
  const fromMs = lastMs - (RHYTHM_HOURS - 1) * ROLLUP_MS;
  for (let hourMs = fromMs; hourMs <= lastMs; hourMs += ROLLUP_MS) {
    const fillRatio = hours.get(hourMs)?.[0];
    if (typeof fillRatio === "number") levels.push({ atMs: hourMs + LEVEL_OF_HOUR_MS, fillRatio });
  }
  return levels;
}
