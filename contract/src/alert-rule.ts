import { figureOf } from "./figure.ts";
import type { AlertRuleInput, RuleCondition } from "./http/alert-rules.ts";
import type { DeviceKind } from "./http/registry.ts";

export const ALERT_SEVERITIES = ["warning", "high", "critical"] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** `open`: nobody has seen it; `acknowledged`: somebody has; `resolved`: its cause is gone. */
export const ALERT_STATES = ["open", "acknowledged", "resolved"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** A rule as the evaluator takes it; the id is a tag of the alert's readings. */
export type AlertRule = { id: string } & AlertRuleInput;

export type FigureCondition = Extract<RuleCondition, { kind: "figure" }>;
export type SiteSilentCondition = Extract<RuleCondition, { kind: "site-silent" }>;

/** Where a number stands to the limits of a rule; `hold` is between them. */
export type LimitJudgement = "raise" | "hold" | "clear";

/**
 * Judges a figure. Between the two limits nothing begins and nothing ends, so that a value near
 * one of them does not raise again and again.
 */
export function judgeFigure(
  { figure, raise, clear }: FigureCondition,
  value: number,
): LimitJudgement {
  // What is bad when it is small is judged upside down.
  const sign = figureOf(figure).bad === "above" ? 1 : -1;
  if (sign * value >= sign * raise) return "raise";
  return sign * value < sign * clear ? "clear" : "hold";
}

const MINUTE_S = 60;

/** What most built-in rules have in common. */
const rule = (
  id: string,
  kinds: DeviceKind[],
  own: Pick<AlertRule, "severity" | "condition"> & Partial<AlertRule>,
): AlertRule => ({
  id,
  name: null,
  kinds,
  sites: [],
  durationS: 0,
  schedule: null,
  escalateAfterMin: 0,
  enabled: true,
  ...own,
});

const figure = (
  name: FigureCondition["figure"],
  raise: number,
  clear: number,
): FigureCondition => ({ kind: "figure", figure: name, raise, clear });

const BIN_RULES: readonly AlertRule[] = [
  rule("bin-full", ["bin"], {
    severity: "warning",
    durationS: 10 * MINUTE_S,
    condition: figure("fillRatio", 0.85, 0.7),
  }),
  rule("bin-soon-full", ["bin"], {
    severity: "warning",
    durationS: 30 * MINUTE_S,
    condition: figure("hoursToFull", 12, 24),
  }),
  rule("bin-hot", ["bin"], {
    severity: "critical",
    escalateAfterMin: 10,
    condition: figure("temperatureC", 60, 50),
  }),
  rule("bin-tilted", ["bin"], {
    severity: "warning",
    durationS: 5 * MINUTE_S,
    condition: figure("tiltDeg", 20, 10),
  }),
  rule("bin-no-echo", ["bin"], {
    severity: "warning",
    condition: figure("noEchoRatio", 0.6, 0.3),
  }),
  rule("bin-wall-echo", ["bin"], {
    severity: "warning",
    condition: figure("wallEchoHours", 1, 0.5),
  }),
  rule("bin-stuck-near", ["bin"], {
    severity: "warning",
    condition: figure("nearStuckHours", 2, 1),
  }),
];

/** The limits of the hour are where "Tidak Sehat" and "Sangat Tidak Sehat" begin (ISPU). */
const AIR_RULES: readonly AlertRule[] = [
  rule("pm25-high", ["air"], {
    severity: "warning",
    // The end of a haze that was told for all stations is not told again by each.
    durationS: 10 * MINUTE_S,
    condition: figure("pm25HourUgM3", 55.5, 45),
  }),
  rule("pm25-very-high", ["air"], {
    severity: "high",
    escalateAfterMin: 60,
    condition: figure("pm25HourUgM3", 150.5, 130),
  }),
  rule("plume", ["air"], {
    severity: "high",
    escalateAfterMin: 30,
    durationS: 2 * MINUTE_S,
    condition: figure("pm25PlumeUgM3", 40, 20),
  }),
  rule("haze", ["air"], {
    severity: "high",
    escalateAfterMin: 120,
    condition: figure("pm25HazeUgM3", 100, 60),
  }),
  rule("air-stuck", ["air"], {
    severity: "warning",
    condition: figure("airStuckHours", 1, 0.5),
  }),
  rule("air-zero", ["air"], {
    severity: "warning",
    condition: figure("airZeroHours", 1, 0.5),
  }),
  rule("air-out-of-family", ["air"], {
    severity: "warning",
    durationS: 60 * MINUTE_S,
    condition: figure("airFamilyRatio", 1.8, 1.5),
  }),
];

/** A cell or supply below its voltage; what a healthy one has depends on the kind of device. */
const batteryLow = (kind: DeviceKind, raise: number, clear: number): AlertRule =>
  rule(`battery-low-${kind}`, [kind], {
    severity: "warning",
    durationS: 30 * MINUTE_S,
    condition: figure("batteryV", raise, clear),
  });

const DEVICE_RULES: readonly AlertRule[] = [
  batteryLow("bin", 3.2, 3.35),
  batteryLow("air", 4.5, 4.7),
  batteryLow("scale", 4.5, 4.7),
  rule("battery-soon-bin", ["bin"], {
    severity: "warning",
    durationS: 60 * MINUTE_S,
    condition: figure("batteryDaysLeft", 14, 28),
  }),
  // A scale speaks when somebody weighs, so its silence means nothing.
  rule("device-silent", ["bin", "air"], {
    severity: "warning",
    durationS: 10 * MINUTE_S,
    condition: { kind: "silent" },
  }),
  rule("site-silent", ["bin", "air"], {
    severity: "high",
    escalateAfterMin: 60,
    durationS: 2 * MINUTE_S,
    condition: { kind: "site-silent", devicesMin: 3, shareMin: 0.5, clearShare: 0.25 },
  }),
  rule("tera-expired", ["scale"], {
    severity: "warning",
    condition: figure("teraDaysLeft", 0, 1),
  }),
  rule("tera-soon", ["scale"], {
    severity: "warning",
    condition: figure("teraDaysLeft", 30, 31),
  }),
];

/** The rules of a new installation. */
export const DEFAULT_ALERT_RULES: readonly AlertRule[] = [
  ...BIN_RULES,
  ...AIR_RULES,
  ...DEVICE_RULES,
];
