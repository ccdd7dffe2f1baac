import { FULL_INTERVAL_SHARE } from "@resik/contract/http/bins";
import { SCENARIO_NAMES } from "@resik/firmware-sim/scenario";
import { z } from "zod";
import type { Progress } from "../rig/progress.ts";
import { describeMachine } from "../rig/machine.ts";
import { createKnowledge } from "./bin-knowledge.ts";
import { ORIGIN_MS, recordBins, type BinRecord } from "./bin-record.ts";
import { createScore, HORIZONS_H, type Score } from "./score.ts";
import { indexAt, trueFulls, wouldBeFullMs } from "./true-full.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Played on so that forecasts of the last days have an end to be judged by. */
const AFTER_DAYS = 21;

export const forecastOptionsSchema = z.object({
  seed: z.string().min(1).default("forecast"),
  days: z.coerce.number().int().min(4).max(365).default(60),
  bins: z.coerce.number().int().min(1).max(500).default(30),
  scenario: z.enum(SCENARIO_NAMES).default("demo"),
  /** Days that both only watch before they are asked. */
  "watch-days": z.coerce.number().int().min(0).max(60).default(3),
});
export type ForecastOptions = z.infer<typeof forecastOptionsSchema>;

/** Both forecasts over the same simulated bins, each knowing only what had been heard. */
export function scoreForecasts(options: ForecastOptions, progress: Progress): Score {
  const { seed, bins, days, scenario } = options;
  progress(`playing ${bins} bins for ${days} days, seed ${seed}, scenario ${scenario}`);
  const records = recordBins({ seed, bins, days: days + AFTER_DAYS, scenario });
  const score = createScore();
  const span = { fromMs: ORIGIN_MS + options["watch-days"] * DAY_MS, toMs: 0 };
  span.toMs = ORIGIN_MS + days * DAY_MS;
  for (const record of records) askAll(record, span, score);
  return score;
}

/** Asks every hour, and at the horizons before each true full time. */
function askAll(
  record: BinRecord,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  score: Score,
): void {
  const asks: { nowMs: number; horizonH: number | null; trueMs: number }[] = [];
  for (let nowMs = fromMs; nowMs < toMs; nowMs += HOUR_MS) {
    asks.push({ nowMs, horizonH: null, trueMs: 0 });
  }
  for (const { atMs, sinceMs } of trueFulls(record.real)) {
    for (const horizonH of HORIZONS_H) {
      const nowMs = atMs - horizonH * HOUR_MS;
      if (nowMs < Math.max(fromMs, sinceMs) || atMs >= toMs) continue;
      asks.push({ nowMs, horizonH, trueMs: atMs });
    }
  }
  asks.sort((a, b) => a.nowMs - b.nowMs);
  const answersAt = createKnowledge(record);
  for (const { nowMs, horizonH, trueMs } of asks) {
    const answers = answersAt(nowMs);
    if (horizonH !== null) score.atHorizon(horizonH, answers, trueMs);
    else {
      const real = record.real[indexAt(record.real, nowMs)];
      score.hourly(answers, nowMs, real?.fillRatio ?? 0, wouldBeFullMs(record.real, nowMs));
    }
  }
}

export function benchForecast(
  options: ForecastOptions,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const score = scoreForecasts(options, progress);
  return Promise.resolve({
    bench: "forecast",
    ...options,
    claimedShare: FULL_INTERVAL_SHARE,
    ...score.result(),
    machine: describeMachine(),
  });
}
