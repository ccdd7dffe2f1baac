import { isUtf8 } from "node:buffer";
import type { StoredChannel } from "@resik/contract/channel";
import { isStoredChannel, UPLINK_CHANNEL } from "@resik/contract/channel";
import { READING_BYTES_MAX } from "@resik/contract/limits";
import type { QuarantineReason } from "@resik/contract/quarantine";
import type { InboxRecord } from "@resik/contract/relay";
import type { DeviceId, SiteId } from "@resik/contract/slug";
import { parseDeviceTopic, type DeviceTopic } from "@resik/contract/topic";

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

/** Topics remembered; at the maximum all are forgotten and read again. */
const KNOWN_TOPICS_MAX = 50_000;

/** `parseDeviceTopic` with a memory: ten thousand devices have some thirty thousand topics. */
function rememberTopics(): typeof parseDeviceTopic {
  const known = new Map<string, DeviceTopic | null>();
  return (topic) => {
    const remembered = known.get(topic);
    if (remembered !== undefined) return remembered;
    const address = parseDeviceTopic(topic);
    if (known.size >= KNOWN_TOPICS_MAX) known.clear();
    known.set(topic, address);
    return address;
  };
}

const strangeChannel = (channel: string): string =>
  channel === UPLINK_CHANNEL
    ? "the device had no payload format in the registry when it sent this"
    : `no channel is called ${channel}`;

/** Reads the native format: JSON in UTF-8 under a device's topic. */
export function createDecoder(): (record: InboxRecord) => Step<Decoded> {
  const addressOf = rememberTopics();
  return ({ topic, payload, receivedAtMs }) => {
    const address = addressOf(topic);
    if (!address) return defect("unknown-channel", "the topic is not of the form resik/v1/…");
    const { site, device, channel } = address;
    if (!isStoredChannel(channel)) {
      return defect("unknown-channel", strangeChannel(channel));
    }
    if (payload.byteLength > READING_BYTES_MAX) {
      return defect("too-large", `${payload.byteLength} bytes`);
    }
    // Without this check, bytes that are no text would silently become question marks.
    if (!isUtf8(payload)) return defect("not-json", "the bytes are not UTF-8");
    let content: unknown;
    try {
      content = JSON.parse(textOf(payload));
    } catch (error) {
      return defect("not-json", error instanceof Error ? error.message.slice(0, 200) : "");
    }
    return { ok: true, value: { site, device, channel, receivedAtMs, content } };
  };
}
