import type { StoredChannel } from "./channel.ts";
import type { QuarantineReason } from "./quarantine.ts";
import type { Quality } from "./payload/quality.ts";
import type { DeviceId, SiteId } from "./slug.ts";

export type FieldValue = number | string | boolean;

/**
 * One message of a device as it is stored. Its identity is (device, boot, seq) within its
 * channel: writing it again changes nothing.
 */
export interface Reading {
  site: SiteId;
  device: DeviceId;
  channel: StoredChannel;
  /** Drawn by the device at each boot. */
  boot: string;
  /** Counts from 0 within a boot. */
  seq: number;
  /** Device clock, epoch milliseconds; null when the clock was unset. */
  sampledAtMs: number | null;
  /** When the broker took it, epoch milliseconds. */
  receivedAtMs: number;
  /** The time the reading counts for: `sampledAtMs`, or `receivedAtMs` when that is null. */
  atMs: number;
  quality: Quality;
  fields: Readonly<Record<string, FieldValue>>;
}

/** A message that could not become a reading, with the bytes as they came. */
export interface QuarantinedMessage {
  topic: string;
  payload: Uint8Array;
  receivedAtMs: number;
  reason: QuarantineReason;
  /** What exactly was wrong, for a person; never parsed. */
  detail: string;
}
