import type { Channel } from "./channel.ts";
import { isSlug, type DeviceId, type SiteId } from "./slug.ts";

export const TOPIC_ROOT = "resik/v1";

/** Where the broker's inbox meets its consumer; only the ingest principal may use these. */
export const inboxBatchTopic = (consumer: string): string => `$resik/inbox/${consumer}/batch`;
export const inboxAckTopic = (consumer: string): string => `$resik/inbox/${consumer}/ack`;

/**
 * The api publishes a quarantined message again under this prefix: the broker takes it into the
 * inbox under its original topic with its original time of receipt.
 */
export const replayTopic = (receivedAtMs: number, originalTopic: string): string =>
  `$resik/replay/${receivedAtMs}/${originalTopic}`;

/** The api tells the broker that a device's credentials changed: forget them, close its session. */
export const revokeTopic = (device: string): string => `$resik/revoke/${device}`;

export interface DeviceTopic {
  site: SiteId;
  device: DeviceId;
  /** The last level, not yet known to be one of ours. */
  channel: string;
}

export const deviceTopic = (site: string, device: string, channel: Channel): string =>
  `${TOPIC_ROOT}/${site}/${device}/${channel}`;

/** Splits `resik/v1/{site}/{device}/{channel}`; null when the topic has another shape. */
export function parseDeviceTopic(topic: string): DeviceTopic | null {
  const levels = topic.split("/");
  if (levels.length !== 5 || levels[0] !== "resik" || levels[1] !== "v1") return null;
  const [, , site, device, channel] = levels;
  if (site === undefined || device === undefined || channel === undefined) return null;
  if (!isSlug(site) || !isSlug(device) || !isSlug(channel)) return null;
  // The brand is earned by the two checks above.
  return { site: site as SiteId, device: device as DeviceId, channel };
}

export interface ReplayTopic {
  receivedAtMs: number;
  topic: string;
}

const RECEIVED_AT_MS_MAX = 2 ** 48 - 1;

/** The reverse of {@link replayTopic}; null when it is not one. */
export function parseReplayTopic(topic: string): ReplayTopic | null {
  const match = /^\$resik\/replay\/(\d{1,15})\/(.+)$/.exec(topic);
  if (!match?.[1] || !match[2]) return null;
  const receivedAtMs = Number(match[1]);
  // The relay's record has 48 bits for it; one that does not fit would spoil its whole segment.
  if (receivedAtMs > RECEIVED_AT_MS_MAX) return null;
  return { receivedAtMs, topic: match[2] };
}
