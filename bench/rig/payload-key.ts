import type { MessageKey } from "@resik/firmware-sim/truth";
import { parseDeviceTopic } from "@resik/contract/topic";
import { z } from "zod";

const keySchema = z.object({ boot: z.string(), seq: z.int() });

/** Which message a quarantined payload was; null when it cannot be told. */
export function decodePayloadKey(topic: string, payload: Uint8Array): MessageKey | null {
  const device = parseDeviceTopic(topic)?.device;
  if (device === undefined) return null;
  try {
    const key = keySchema.parse(JSON.parse(Buffer.from(payload).toString("utf8")));
    return { device, ...key };
  } catch {
    // Not JSON, or without an identity: it is nobody's message.
    return null;
  }
}
