import type { FigureId } from "@resik/contract/figure";
import { isFixedRange } from "../../route/chart-range.ts";
import type { Measure } from "../../format/measure.ts";
import type { AlertRow } from "../edge/parse-alerts.ts";
import type { RuleHint } from "../edge/parse-rules.ts";

const HOUR_MS = 3_600_000;
const BEFORE_MS = 12 * HOUR_MS;
const AFTER_MS = 6 * HOUR_MS;
/** Longer ones are shown from their end backwards. */
const SPAN_MS_MAX = 30 * 24 * HOUR_MS;

/** From before an alert's beginning to after its end, or to now. */
export function chartSpan(
  alert: Pick<AlertRow, "openedAt" | "resolvedAt">,
  nowMs: number,
): { fromMs: number; toMs: number } {
  const toMs = Math.min(alert.resolvedAt === null ? nowMs : alert.resolvedAt + AFTER_MS, nowMs);
  const fromMs = Math.max(alert.openedAt - BEFORE_MS, toMs - SPAN_MS_MAX);
  return isFixedRange(fromMs, toMs) ? { fromMs, toMs } : { fromMs: nowMs - BEFORE_MS, toMs: nowMs };
}

/** What is measured where a rule asks for a figure that is worked out from it. */
const MEASURE_BY_FIGURE: Partial<Record<FigureId, Measure>> = {
  fillRatio: "fillRatio",
  hoursToFull: "fillRatio",
  wallEchoHours: "fillRatio",
  nearStuckHours: "fillRatio",
  noEchoRatio: "fillRatio",
  temperatureC: "temperatureC",
  tiltDeg: "tiltDeg",
  pm25HourUgM3: "pm25UgM3",
  pm25PlumeUgM3: "pm25UgM3",
  pm25HazeUgM3: "pm25UgM3",
  airStuckHours: "pm25UgM3",
  airZeroHours: "pm25UgM3",
  airFamilyRatio: "pm25UgM3",
};

const MAIN_MEASURE = { bin: "fillRatio", air: "pm25UgM3" } as const;

/** The measure to look at for an alert; null for what has no readings of its own. */
export function chartMeasure(
  { subjectKind }: Pick<AlertRow, "subjectKind">,
  rule: RuleHint | undefined,
): Measure | null {
  if (subjectKind !== "bin" && subjectKind !== "air") return null;
  const condition = rule?.condition;
  // An air station's supply is told in its status, which is no series of these.
  if (condition?.kind === "figure" && condition.figure.startsWith("battery")) {
    return subjectKind === "bin" ? "batteryV" : null;
  }
  const measure = condition?.kind === "figure" ? MEASURE_BY_FIGURE[condition.figure] : undefined;
  return measure ?? MAIN_MEASURE[subjectKind];
}
