import { binStateOf } from "@resik/contract/bin/bin-state";
import { DERIVED } from "@resik/contract/measurement";
import { ROLLUP_MS } from "@resik/contract/series";
import type { Derivation, HourValues } from "./derivation.ts";

/** A bin fills in one to seven days; twice that shows at least one emptying of each. */
const BIN_HOURS = 14 * 24;

/**
 * Where a bin stands at the end of an hour, from the last level of each hour. It takes the middle of
 * an hour as the level's time, so that neither rate nor forecast leans to one side.
 */
export const binDerivation: Derivation = {
  channel: "bin",
  fields: ["fillRatio"],
  aggregate: "last",
  hoursBefore: BIN_HOURS - 1,
  measurement: DERIVED.binState.name,
  derive(hours, hourMs) {
    if (typeof hours.get(hourMs)?.[0] !== "number") return null;
    const state = binStateOf(samplesOf(hours, hourMs));
    if (!state) return null;
    const { fillRatio, emptiedAtMs, ratePerH, fullAtMs } = state;
    // Zero stands for "nobody knows": a point replaces its earlier self field by field, and a field
    // that is left out would stay as it was.
    return { fillRatio, emptiedAtMs: emptiedAtMs ?? 0, ratePerH, fullAtMs: fullAtMs ?? 0 };
  },
};

function samplesOf(hours: HourValues, lastMs: number) {
  const samples: { atMs: number; fillRatio: number }[] = [];
  for (let hourMs = lastMs - (BIN_HOURS - 1) * ROLLUP_MS; hourMs <= lastMs; hourMs += ROLLUP_MS) {
    const fillRatio = hours.get(hourMs)?.[0];
    if (typeof fillRatio === "number") samples.push({ atMs: hourMs + ROLLUP_MS / 2, fillRatio });
  }
  return samples;
}
