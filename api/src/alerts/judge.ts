import { judgeNumber, type AlertCondition, type AlertRule } from "@resik/contract/alert-rule";
import type { Device } from "@resik/contract/http/registry";
import type { Reading } from "@resik/contract/reading";
import type { DevicePresence } from "../device-presence.ts";
import type { Judgement } from "./pending.ts";

const DAY_MS = 24 * 3_600_000;
const MS_PER_S = 1_000;
/** WIB: a day of the calendar begins 7 hours before that of UTC. */
const WIB_AHEAD_MS = 7 * 3_600_000;

/** What is known of one device at one evaluation. */
export interface Evidence {
  device: Device;
  /** At most one of each channel. */
  newest: readonly Reading[];
  presence: DevicePresence;
  nowMs: number;
  /**
   * Whether a silence is the device's own: false while readings do not come through to the store,
   * and afterwards until the device had as long to speak as it takes to count as silent.
   */
  isPathClear: boolean;
  /** The mean that a rule asks for; null where too little was measured. */
  mean(condition: Extract<AlertCondition, { kind: "mean" }>): number | null;
}

/** What the evidence says of a rule; null when it says nothing. */
export function judge({ condition }: AlertRule, evidence: Evidence): Judgement | null {
  switch (condition.kind) {
    case "newest":
      return judgeNewest(condition, evidence);
    case "mean": {
      const value = evidence.mean(condition);
      return value === null ? null : { says: judgeNumber(condition.limits, value), value };
    }
    case "silent":
      return judgeSilence(evidence);
    case "expired":
      return judgeExpiry(condition, evidence);
    case "site-silent":
      // It is about a site; see `judgeSite`.
      return null;
  }
}

const newestOf = ({ newest }: Evidence, channel: string): Reading | undefined =>
  newest.find((reading) => reading.channel === channel);

function judgeNewest(
  condition: Extract<AlertCondition, { kind: "newest" }>,
  evidence: Evidence,
): Judgement | null {
  const reading = newestOf(evidence, condition.channel);
  const value = reading?.fields[condition.field];
  if (!reading || typeof value !== "number") return null;
  if (!condition.qualities.includes(reading.quality)) return null;
  if (evidence.nowMs - reading.atMs > condition.freshS * MS_PER_S) return null;
  return { says: judgeNumber(condition.limits, value), value };
}

/** True while a device is gone, false while it is there, null while nobody can tell. */
export function isGone({ presence, isPathClear }: Evidence): boolean | null {
  switch (presence.presence) {
    case "online":
      return false;
    case "offline":
      return true;
    case "silent":
      return isPathClear ? true : null;
    case "never":
      return null;
  }
}

function judgeSilence(evidence: Evidence): Judgement | null {
  const gone = isGone(evidence);
  if (gone === null) return null;
  const { lastSeenMs } = evidence.presence;
  const value =
    lastSeenMs === null ? null : Math.max(0, Math.round((evidence.nowMs - lastSeenMs) / MS_PER_S));
  return { says: gone ? "raise" : "clear", value };
}

/** The value is how many days it has been over; below zero while it is not. */
function judgeExpiry(
  { channel, field }: Extract<AlertCondition, { kind: "expired" }>,
  evidence: Evidence,
): Judgement | null {
  const text = newestOf(evidence, channel)?.fields[field];
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const startMs = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(startMs)) return null;
  const endMs = startMs + DAY_MS - WIB_AHEAD_MS;
  const value = Math.floor((evidence.nowMs - endMs) / DAY_MS);
  return { says: evidence.nowMs >= endMs ? "raise" : "clear", value };
}

/**
 * What the devices of one site say of it together. Those that never spoke do not count; while the
 * path of readings is blocked nobody can tell.
 */
export function judgeSite(
  condition: Extract<AlertCondition, { kind: "site-silent" }>,
  devices: readonly Evidence[],
): Judgement | null {
  const spoken = devices.filter(({ presence }) => presence.presence !== "never");
  const states = spoken.map(isGone);
  if (spoken.length === 0 || states.includes(null)) return null;
  const value = states.filter((gone) => gone === true).length;
  const share = value / spoken.length;
  const { devicesMin, shareMin, clearShare } = condition;
  if (value >= devicesMin && share >= shareMin) return { says: "raise", value };
  return { says: value < devicesMin || share < clearShare ? "clear" : "hold", value };
}
