import { isUtf8 } from "node:buffer";
import type { StoredChannel } from "@resik/contract/channel";
import { isStoredChannel } from "@resik/contract/channel";
import { READING_BYTES_MAX } from "@resik/contract/limits";
import type { QuarantineReason } from "@resik/contract/quarantine";
import type { InboxRecord } from "@resik/contract/relay";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import { parseDeviceTopic } from "@resik/contract/topic";

/** A message whose address and syntax are right; its content is not looked at yet. */
export interface Decoded {
  site: SiteId;
  device: DeviceId;
  channel: StoredChannel;
  receivedAtMs: number;
  content: unknown;
}

export interface Defect {
  reason: QuarantineReason;
  detail: string;
}

export type Step<T> = { ok: true; value: T } | { ok: false; defect: Defect };

export const defect = (
  reason: QuarantineReason,
  detail: string,
): { ok: false; defect: Defect } => ({
  ok: false,
  defect: { reason, detail },
});

const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("utf8");

/** The native format: JSON in UTF-8 under a device's topic. */
export function decode(record: InboxRecord): Step<Decoded> {
  const address = parseDeviceTopic(record.topic);
  if (!address) return defect("unknown-channel", "the topic is not of the form resik/v1/…");
  const { site, device, channel } = address;
  if (!isStoredChannel(channel))
    return defect("unknown-channel", `no channel is called ${channel}`);
  if (record.payload.byteLength > READING_BYTES_MAX) {
    return defect("too-large", `${record.payload.byteLength} bytes`);
  }
  // Without this check, bytes that are no text would silently become question marks.
  if (!isUtf8(record.payload)) return defect("not-json", "the bytes are not UTF-8");
  let content: unknown;
  try {
    content = JSON.parse(textOf(record.payload));
  } catch (error) {
    return defect("not-json", error instanceof Error ? error.message.slice(0, 200) : "");
  }
  return { ok: true, value: { site, device, channel, receivedAtMs: record.receivedAtMs, content } };
}
