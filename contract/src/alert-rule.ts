import type { StoredChannel } from "./channel.ts";
import type { DeviceKind } from "./http/registry.ts";
import type { Quality } from "./payload/quality.ts";

export const ALERT_SEVERITIES = ["warning", "high", "critical"] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** `open`: nobody has seen it; `acknowledged`: somebody has; `resolved`: its cause is gone. */
export const ALERT_STATES = ["open", "acknowledged", "resolved"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/**
 * From where a number is a cause for alert, and from where it is none any more. Between the two
 * nothing begins and nothing ends, so that a value near the limit does not raise again and again.
 */
export type Limits =
  /** Raised from `raiseFrom` (inclusive), cleared below `clearBelow`. */
  | { kind: "from"; raiseFrom: number; clearBelow: number }
  /** Raised above `raiseAbove` (exclusive), cleared below `clearBelow`. */
  | { kind: "above"; raiseAbove: number; clearBelow: number }
  /** Raised below `raiseBelow` (exclusive), cleared above `clearAbove`. */
  | { kind: "below"; raiseBelow: number; clearAbove: number };

export type AlertCondition =
  /** The newest reading, if its quality is one of these and it is not older than `freshS`. */
  | {
      kind: "newest";
      channel: StoredChannel;
      field: string;
      qualities: readonly Quality[];
      freshS: number;
      limits: Limits;
    }
  /** The mean of the last `windowS`; nothing where less than half of it was measured. */
  | { kind: "mean"; channel: StoredChannel; field: string; windowS: number; limits: Limits }
  /** The device is silent or offline. */
  | { kind: "silent" }
  /**
   * Many devices of one site are silent at once: a power cut, not so many defects. Raised from
   * `devicesMin` and `shareMin` of those that ever spoke, cleared below `devicesMin` or
   * `clearShare`. While it holds, no device of the site raises `silent` by itself.
   */
  | { kind: "site-silent"; devicesMin: number; shareMin: number; clearShare: number }
  /** The day (`YYYY-MM-DD`, WIB) that the newest reading names is over. */
  | { kind: "expired"; channel: StoredChannel; field: string };

export interface AlertRule {
  /** Slug of at most 40 characters: a tag of the alert's readings. */
  id: string;
  severity: AlertSeverity;
  /** Kinds of device that it is about. */
  kinds: readonly DeviceKind[];
  /** Seconds for which the condition must hold before it is raised. */
  durationS: number;
  condition: AlertCondition;
}

export type LimitJudgement = "raise" | "hold" | "clear";

/** Where a number stands to its limits; `hold` is between them. */
export function judgeNumber(limits: Limits, value: number): LimitJudgement {
  switch (limits.kind) {
    case "from":
      if (value >= limits.raiseFrom) return "raise";
      return value < limits.clearBelow ? "clear" : "hold";
    case "above":
      if (value > limits.raiseAbove) return "raise";
      return value < limits.clearBelow ? "clear" : "hold";
    case "below":
      if (value < limits.raiseBelow) return "raise";
      return value > limits.clearAbove ? "clear" : "hold";
  }
}

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

/** Whatever the echo was, the other values of the message are measured apart from it. */
const MEASURED = ["ok", "no-echo", "blind-zone", "tilted"] as const satisfies readonly Quality[];

/** A cell or supply below its voltage; what a healthy one has depends on the kind of device. */
const batteryLow = (
  kind: DeviceKind,
  channel: StoredChannel,
  [raiseBelow, clearAbove]: readonly [number, number],
): AlertRule => ({
  id: `battery-low-${kind}`,
  severity: "warning",
  kinds: [kind],
  durationS: 30 * MINUTE_S,
  condition: {
    kind: "newest",
    channel,
    field: "batteryV",
    qualities: MEASURED,
    freshS: DAY_S,
    limits: { kind: "below", raiseBelow, clearAbove },
  },
});

/** PM2.5 of one hour; the limits are where "Tidak Sehat" and "Sangat Tidak Sehat" begin (ISPU). */
const pm25High = (
  id: string,
  severity: AlertSeverity,
  [raiseAbove, clearBelow]: readonly [number, number],
): AlertRule => ({
  id,
  severity,
  kinds: ["air"],
  durationS: 0,
  condition: {
    kind: "mean",
    channel: "air",
    field: "pm25UgM3",
    windowS: HOUR_S,
    limits: { kind: "above", raiseAbove, clearBelow },
  },
});

/** The rules of a new installation. */
export const DEFAULT_ALERT_RULES: readonly AlertRule[] = [
  {
    id: "bin-full",
    severity: "warning",
    kinds: ["bin"],
    durationS: 10 * MINUTE_S,
    condition: {
      kind: "newest",
      channel: "bin",
      field: "fillRatio",
      // The others say nothing of the level, neither "full" nor "empty".
      qualities: ["ok"],
      freshS: DAY_S,
      limits: { kind: "from", raiseFrom: 0.85, clearBelow: 0.7 },
    },
  },
  {
    id: "bin-hot",
    severity: "critical",
    kinds: ["bin"],
    durationS: 0,
    condition: {
      kind: "newest",
      channel: "bin",
      field: "temperatureC",
      qualities: MEASURED,
      freshS: HOUR_S,
      limits: { kind: "from", raiseFrom: 70, clearBelow: 55 },
    },
  },
  pm25High("pm25-high", "warning", [55.4, 45]),
  pm25High("pm25-very-high", "high", [150.4, 130]),
  batteryLow("bin", "bin", [3.2, 3.35]),
  batteryLow("air", "status", [4.5, 4.7]),
  batteryLow("scale", "status", [4.5, 4.7]),
  {
    id: "device-silent",
    severity: "warning",
    // A scale speaks when somebody weighs, so its silence means nothing.
    kinds: ["bin", "air"],
    durationS: 10 * MINUTE_S,
    condition: { kind: "silent" },
  },
  {
    id: "site-silent",
    severity: "high",
    kinds: ["bin", "air"],
    durationS: 2 * MINUTE_S,
    condition: { kind: "site-silent", devicesMin: 3, shareMin: 0.5, clearShare: 0.25 },
  },
  {
    id: "tera-expired",
    severity: "warning",
    kinds: ["scale"],
    durationS: 0,
    condition: { kind: "expired", channel: "scale", field: "teraUntil" },
  },
];
