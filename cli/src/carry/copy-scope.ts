import { CHANNELS, type StoredChannel } from "@resik/contract/channel";
import { ROLLUP_MS } from "@resik/contract/series";

const DAY_MS = 86_400_000;

/** Which readings of the source the target can hold at all. */
export interface CopyScope {
  /** Older readings of channels that expire are not copied; null: everything is. */
  cutoffMs: number | null;
  /** The first instant that is copied of a channel. */
  fromMs(channel: StoredChannel): number;
  /**
   * Hours before this are carried as roll-ups, because their raw readings are not all there; null
   * when every hour can be computed again from what is copied.
   */
  carriedBeforeMs: number | null;
}

/**
 * A server with a retention of its own refuses what is older and drops whole days as they pass the
 * end. The day that would pass it while a long copy runs is left out from the start.
 */
export function copyScope(options: {
  nowMs: number;
  /** Days that the target's server keeps raw readings; null: it keeps what it is given. */
  retentionDays: number | null;
  sealedBeforeMs: number | null;
}): CopyScope {
  const { nowMs, retentionDays, sealedBeforeMs } = options;
  const cutoffMs = retentionDays === null ? null : nowMs - (retentionDays - 1) * DAY_MS;
  const partialMs = cutoffMs === null ? null : Math.ceil(cutoffMs / ROLLUP_MS) * ROLLUP_MS;
  const bounds = [partialMs, sealedBeforeMs].filter((bound) => bound !== null);
  return {
    cutoffMs,
    carriedBeforeMs: bounds.length === 0 ? null : Math.max(...bounds),
    fromMs: (channel) => (cutoffMs !== null && CHANNELS[channel].expires ? cutoffMs : 0),
  };
}
