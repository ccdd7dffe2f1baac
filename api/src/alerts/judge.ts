import { judgeFigure, type AlertRule } from "@resik/contract/alert-rule";
import type { FigureId } from "@resik/contract/figure";
import type { Device } from "@resik/contract/http/registry";
import type { DevicePresence } from "../device-presence.ts";
import type { Judgement } from "./pending.ts";

const MS_PER_S = 1_000;

/** What is known of one device at one evaluation. */
export interface Evidence {
  device: Device;
  presence: DevicePresence;
  nowMs: number;
  /** Time between two words of the device when all is well; infinite where silence is usual. */
  intervalMs: number;
  /**
   * Whether a silence is the device's own: false while readings do not come through to the store,
   * and afterwards until the device had as long to speak as it takes to count as silent.
   */
  isPathClear: boolean;
  /** Null where the readings say nothing of it. */
  figureOf(figure: FigureId): number | null;
  /** How thick the air is over the whole district, µg/m³, where the station's hour is no worse. */
  sharedAirUgM3(): number | null;
}

/** What the evidence says of a rule; null when it says nothing. */
export function judge({ condition }: AlertRule, evidence: Evidence): Judgement | null {
  switch (condition.kind) {
    case "figure": {
      const value = evidence.figureOf(condition.figure);
      return value === null ? null : { says: judgeFigure(condition, value), value };
    }
    case "silent":
      return judgeSilence(evidence);
    case "site-silent":
      // It is about a site; see `judgeSite`.
      return null;
  }
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

/** The value is for how many seconds nothing was heard. */
function judgeSilence(evidence: Evidence): Judgement | null {
  const gone = isGone(evidence);
  if (gone === null) return null;
  const { lastSeenMs } = evidence.presence;
  const value =
    lastSeenMs === null ? null : Math.max(0, Math.round((evidence.nowMs - lastSeenMs) / MS_PER_S));
  return { says: gone ? "raise" : "clear", value };
}
