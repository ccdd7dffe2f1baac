import type { FullForecast } from "../edge/parse-bins.ts";

const STEP_MS = 30 * 60_000;

/** A forecast told no finer than it is: to the half hour, and its interval never narrower. */
export const roundedForecast = ({ at, early, late }: FullForecast): FullForecast => ({
  at: Math.round(at / STEP_MS) * STEP_MS,
  early: Math.floor(early / STEP_MS) * STEP_MS,
  late: Math.ceil(late / STEP_MS) * STEP_MS,
});
