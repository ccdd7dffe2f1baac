import { UPLINK_CHANNEL } from "@resik/contract/channel";
import { fail, ok, type Result } from "@resik/contract/error-code";
import { decodeUplink } from "@resik/contract/payload/decode/uplink";
import { deviceTopic, parseDeviceTopic } from "@resik/contract/topic";
import type { ApiEvents } from "../events.ts";
import { findPayloadFormat } from "../registry/desk/payload-format-store.ts";
import type { RegistryDb } from "../registry/tables.ts";

interface Message {
  receivedAtMs: number;
  topic: string;
  payload: Uint8Array;
}

/**
 * What goes through the inbox when a quarantined message is replayed: the message itself; for a
 * foreign device's uplink the readings that its format of today makes of it, because a mapping that
 * was put right is why somebody replays it. Their identities are those of the original.
 *
 * @returns `invalid-input` when the format still makes nothing of it, with the reason.
 */
export async function messagesToReplay(
  db: RegistryDb,
  message: Message,
  events: Pick<ApiEvents, "unreadable">,
): Promise<Result<Message[], "invalid-input">> {
  const address = parseDeviceTopic(message.topic);
  if (address?.channel !== UPLINK_CHANNEL) return ok([message]);
  const { site, device } = address;
  const found = await findPayloadFormat(db, device, events);
  if (found.ok && found.value.isUnreadable) {
    return fail("invalid-input", `${device}'s payload format cannot be read: save it anew`);
  }
  if (!found.ok || found.value.format.format === "native") {
    return fail("invalid-input", `${device} has no payload format: give it one, then replay`);
  }
  const decoding = decodeUplink(message.payload, found.value.format, message.receivedAtMs);
  if (!decoding.ok) return fail("invalid-input", `${decoding.reason}: ${decoding.detail}`);
  return ok(
    decoding.value.map(({ channel, content }) => ({
      receivedAtMs: message.receivedAtMs,
      topic: deviceTopic(site, device, channel),
      payload: Buffer.from(JSON.stringify(content)),
    })),
  );
}
