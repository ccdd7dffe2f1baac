import { CHANNELS } from "@resik/contract/channel";
import type { Presence } from "@resik/contract/http/devices";
import type { Device } from "@resik/contract/http/registry";
import type { Reading } from "@resik/contract/reading";
import type { Clock } from "@resik/kit/clock";
import type { RouteDeps } from "./deps.ts";
import { presenceOf, type DeviceState } from "./presence.ts";

export interface DevicePresence {
  presence: Presence;
  /** When the newest message came; null when none ever did. */
  lastSeenMs: number | null;
  /**
   * When the newest message came that tells of a device at work; null when none ever did. That it
   * is off is no such word: a last will comes from the broker, long after the device went.
   */
  lastAliveMs: number | null;
  /** The device's last word on itself, as it is stored. */
  status: Reading | undefined;
}

/**
 * Judges a device by its newest messages, at most one of each channel. The broker's word on it
 * counts more than the stored one.
 */
export function judgePresence(
  { states, clock }: Pick<RouteDeps, "states"> & { clock: Pick<Clock, "nowMs"> },
  { id, kind, config }: Pick<Device, "id" | "kind" | "config">,
  newest: readonly Reading[],
): DevicePresence {
  // What the api announces in the device's name says nothing of the device.
  const own = newest.filter((reading) => CHANNELS[reading.channel].direction === "up");
  const status = own.find((reading) => reading.channel === "status");
  const lastSeenMs = newestOf(own);
  const state = states.stateOf(id) ?? storedState(status, lastSeenMs);
  const presence = presenceOf({ kind, config, state, lastSeenMs, nowMs: clock.nowMs() });
  const lastAliveMs = newestOf(own.filter(({ fields }) => fields.state !== "offline"));
  return { presence, lastSeenMs, lastAliveMs, status };
}

const newestOf = (readings: readonly Reading[]): number | null =>
  readings.length === 0 ? null : Math.max(...readings.map(({ receivedAtMs }) => receivedAtMs));

/** What a stored status says, unless something newer than an `offline` came since. */
function storedState(
  status: Reading | undefined,
  newestReceivedMs: number | null,
): DeviceState | null {
  const state = status?.fields.state;
  if (!status || (state !== "online" && state !== "offline")) return null;
  const isOutdated = newestReceivedMs !== null && newestReceivedMs > status.receivedAtMs;
  return state === "offline" && isOutdated ? "online" : state;
}
