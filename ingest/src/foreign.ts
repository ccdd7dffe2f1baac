import { decodeUplink } from "@resik/contract/payload/decode/uplink";
import { parseForeignFormat, type ForeignPayloadFormat } from "@resik/contract/payload/format";
import type { InboxRecord } from "@resik/contract/relay";
import { parseDeviceTopic } from "@resik/contract/topic";
import { defect, type Decoded, type Step } from "./decode.ts";

/** Formats remembered; at the maximum all are forgotten and read again. */
const KNOWN_FORMATS_MAX = 10_000;

/** A message that carries its device's payload format. */
export type ForeignRecord = InboxRecord & { attributes: string };

/**
 * Turns a foreign device's message into what our own devices would have sent, by the format that
 * came with it: one decoded message for each reading, or the reason why there is none.
 */
export function createForeignDecoder(): (record: ForeignRecord) => Step<Decoded[]> {
  const known = new Map<string, ForeignPayloadFormat | null>();

  function formatOf(text: string): ForeignPayloadFormat | null {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const format = parseForeignFormat(text);
    if (known.size >= KNOWN_FORMATS_MAX) known.clear();
    known.set(text, format);
    return format;
  }

  return ({ topic, payload, receivedAtMs, attributes }) => {
    const address = parseDeviceTopic(topic);
    if (!address) return defect("unknown-channel", "the topic is not of the form resik/v1/…");
    const format = formatOf(attributes);
    if (!format) return defect("schema", "the payload format of the device cannot be followed");
    const decoding = decodeUplink(payload, format, receivedAtMs);
    if (!decoding.ok) return defect(decoding.reason, `${format.format}: ${decoding.detail}`);
    const { site, device } = address;
    const value = decoding.value.map(({ channel, content }) => ({
      site,
      device,
      channel,
      receivedAtMs,
      content,
    }));
    return { ok: true, value };
  };
}

export const isForeign = (record: InboxRecord): record is ForeignRecord =>
  record.attributes !== undefined;
