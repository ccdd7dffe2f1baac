import type { FieldValue } from "@resik/contract/reading";
import type { StoredChannel } from "@resik/contract/channel";
import { deviceTopic } from "@resik/contract/topic";
import type { Random } from "@resik/kit/random";
import type { OutboxMessage } from "../outbox/outbox.ts";
import type { Vitals } from "../physics/model.ts";
import { encodePayload } from "./payload.ts";

export const FIRMWARE_VERSION = "resik-sim-0.1.0";
const BOOT_ID_LENGTH = 12;
const UPTIME_S_MAX = 4_294_967_295;

export interface ReadingInput {
  channel: StoredChannel;
  sampledAtMs: number | null;
  quality: string | null;
  fields: Readonly<Record<string, FieldValue>>;
  retain: boolean;
}

/** One life of a device from power-on to power-off: its boot id and its sequence. */
export interface BootSession {
  readonly boot: string;
  readonly bootedAtMs: number;
  /** The next message of this life; all channels share the sequence. */
  message(input: ReadingInput): OutboxMessage;
  status(
    state: "online" | "offline",
    sampledAtMs: number | null,
    uptimeMs: number,
    vitals: Vitals,
  ): OutboxMessage;
  /** A last will: takes a sequence number of its own and cannot know when it will be sent. */
  will(): OutboxMessage;
}

export function createBootSession(
  device: string,
  site: string,
  random: Random,
  bootedAtMs: number,
): BootSession {
  const boot = random.id(BOOT_ID_LENGTH);
  let seq = 0;

  function message(input: ReadingInput): OutboxMessage {
    const { channel, sampledAtMs, quality, fields, retain } = input;
    const own = seq++;
    const payload = encodePayload({ boot, seq: own, sampledAtMs, quality, fields });
    const topic = deviceTopic(site, device, channel);
    return { device, boot, seq: own, channel, topic, payload, retain };
  }

  return {
    boot,
    bootedAtMs,
    message,
    status(state, sampledAtMs, uptimeMs, vitals) {
      const uptimeS = Math.min(UPTIME_S_MAX, Math.max(0, Math.floor(uptimeMs / 1_000)));
      const fields = { state, firmware: FIRMWARE_VERSION, ...vitals, uptimeS };
      return message({ channel: "status", sampledAtMs, quality: null, fields, retain: true });
    },
    will: () =>
      message({
        channel: "status",
        sampledAtMs: null,
        quality: null,
        fields: { state: "offline", firmware: FIRMWARE_VERSION },
        retain: true,
      }),
  };
}
