import type { Clock } from "@resik/kit/clock";

/** Devices remembered; above it those are forgotten whose time cannot come again. */
const DEVICES_MAX = 1_024;
/** More than any burst is long at the rate that a device may publish. */
const AHEAD_MS_MAX = 60_000;

/**
 * The time of receipt of foreign devices' messages, never the same twice for one device: a document
 * without a time is named by it, and those that waited for a network come in one burst. A burst
 * runs ahead of the clock by a millisecond a message.
 */
export function createReceiptTimes(clock: Pick<Clock, "nowMs">): (device: string) => number {
  const lastByDevice = new Map<string, number>();
  // One far ahead was told by a clock that has been set back since.
  const counts = (last: number, nowMs: number): boolean =>
    last >= nowMs && last - nowMs < AHEAD_MS_MAX;
  return (device) => {
    const nowMs = clock.nowMs();
    const last = lastByDevice.get(device);
    const atMs = last !== undefined && counts(last, nowMs) ? last + 1 : nowMs;
    lastByDevice.set(device, atMs);
    if (lastByDevice.size > DEVICES_MAX) {
      for (const [name, lastMs] of lastByDevice) {
        if (!counts(lastMs, nowMs)) lastByDevice.delete(name);
      }
    }
    return atMs;
  };
}
