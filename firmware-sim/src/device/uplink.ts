import { isStoredChannel, type Channel } from "@resik/contract/channel";
import type { Reply } from "@resik/contract/payload/downlink";
import { deviceTopic } from "@resik/contract/topic";
import { DEVICE_BACKOFF } from "../mqtt/backoff.ts";
import { openLink, type Link, type LinkEvents } from "../mqtt/link.ts";
import { createPace, DEVICE_PACE } from "../mqtt/pace.ts";
import { createSender, type Outgoing, type Sender } from "../mqtt/sender.ts";
import type { OutboxMessage, OutboxRow } from "../outbox/outbox.ts";
import type { Emission } from "../physics/model.ts";
import { digestPayload } from "../truth/digest.ts";
import type { Life } from "./life.ts";
import { IN_FLIGHT_MAX, KEEPALIVE_S, type DeviceOptions } from "./options.ts";
import { createOutboxSource } from "./outbox-source.ts";

/** On the way out: how long a device waits for the acknowledgement of its last words. */
const GOODBYE_MS = 1_200;
/** Replies that wait for a connection; the oldest gives way, because its asker is long gone. */
const REPLIES_MAX = 50;

/** What the sender carries: a row of the outbox, or a reply that nobody stores. */
interface UplinkMessage extends Outgoing {
  row: OutboxRow | null;
}

export interface Uplink {
  /** Puts a measurement on its way; a live weight is sent now or never. */
  tell(emission: Emission): void;
  tellStatus(state: "online" | "offline"): OutboxMessage;
  reply(reply: Reply): void;
  /** Says `offline`, waits shortly until that is acknowledged, and ends. */
  goodbye(): Promise<void>;
  readonly sender: Sender;
  acked(): number;
}

const topicOf = ({ spec }: DeviceOptions, channel: Channel): string =>
  deviceTopic(spec.site, spec.id, channel);

function noteSent(options: DeviceOptions, message: OutboxMessage, will: boolean): void {
  const { device, boot, seq, channel, payload } = message;
  const digest = digestPayload(channel, payload);
  options.truth.sent({ device, boot, seq, channel, digest, sentAtMs: options.clock.nowMs(), will });
}

/** A fresh connection with a fresh will, which takes a sequence number of its own. */
function openDeviceLink(options: DeviceOptions, life: Life, events: LinkEvents): Link {
  const { spec, clock, brokerUrl, keepaliveS, caPem } = options;
  const will = life.session().will();
  noteSent(options, will, true);
  return openLink(
    {
      clock,
      url: brokerUrl,
      clientId: spec.id,
      username: spec.id,
      password: spec.password,
      keepaliveS: keepaliveS ?? KEEPALIVE_S,
      ...(caPem === undefined ? {} : { caPem }),
      will: { topic: will.topic, payload: Buffer.from(will.payload) },
      subscribe: [topicOf(options, "config"), topicOf(options, "command")],
    },
    events,
  );
}

/** The sender of one device: replies first, then its outbox in order. */
function createDeviceSender(
  options: DeviceOptions,
  life: Life,
  hooks: {
    replies: UplinkMessage[];
    acked(row: OutboxRow): void;
    connected(): void;
    message(topic: string, payload: Buffer): void;
  },
): Sender {
  const { spec, clock, random, outbox, scenario } = options;
  const source = createOutboxSource(outbox, spec.id);
  return createSender<UplinkMessage>({
    clock,
    random: random.fork("backoff"),
    backoff: options.backoff ?? DEVICE_BACKOFF,
    inFlightMax: options.inFlightMax ?? IN_FLIGHT_MAX,
    pace: createPace(clock, options.pace ?? DEVICE_PACE),
    faults: {
      random: random.fork("faults"),
      duplicateChance: scenario.link.duplicateChance,
      reorderChance: scenario.link.reorderChance,
    },
    open: (events) => openDeviceLink(options, life, events),
    next() {
      const reply = hooks.replies.shift();
      if (reply) return reply;
      const row = source.next();
      if (!row) return null;
      noteSent(options, row, false);
      return { topic: row.topic, payload: row.payload, retain: row.retain, row };
    },
    acked: ({ row }) => {
      if (row) hooks.acked(row);
    },
    connected: hooks.connected,
    message: hooks.message,
  });
}

/** Everything between a device's measurements and its broker. */
export function createUplink(
  options: DeviceOptions,
  life: Life,
  onMessage: (topic: string, payload: Buffer) => void,
): Uplink {
  const { clock, model, outbox, truth } = options;
  const replies: UplinkMessage[] = [];
  let ackedCount = 0;
  let lastWords: { message: OutboxMessage; heard: () => void } | null = null;

  const keep = (message: OutboxMessage): void => {
    outbox.put(message).then(sender.wake, options.failed);
  };
  const tellStatus = (state: "online" | "offline"): OutboxMessage => {
    const session = life.session();
    const status = session.status(state, life.timeMs(), life.uptimeMs(), model.vitals());
    keep(status);
    return status;
  };
  const sender = createDeviceSender(options, life, {
    replies,
    acked(row) {
      ackedCount++;
      truth.acked(row, clock.nowMs());
      outbox.remove(row);
      const last = lastWords?.message;
      if (last?.boot === row.boot && last.seq === row.seq) lastWords?.heard();
    },
    connected: () => void tellStatus("online"),
    message: onMessage,
  });

  return {
    tell({ channel, quality, fields, truth: real }) {
      if (!isStoredChannel(channel)) {
        const payload = Buffer.from(JSON.stringify(fields));
        return sender.publishNow(topicOf(options, "weight"), payload);
      }
      const sampledAtMs = life.timeMs();
      const input = { channel, sampledAtMs, quality, fields, retain: false };
      const message = life.session().message(input);
      truth.real(message, real);
      keep(message);
    },
    tellStatus,
    reply(reply) {
      if (replies.length >= REPLIES_MAX) replies.shift();
      const payload = Buffer.from(JSON.stringify(reply));
      replies.push({ topic: topicOf(options, "reply"), payload, retain: false, row: null });
      sender.wake();
    },
    async goodbye() {
      let isHeard = false;
      if (sender.isConnected()) {
        const abort = new AbortController();
        const answer = new Promise<void>((resolve) => {
          const heard = (): void => {
            isHeard = true;
            resolve();
          };
          lastWords = { message: tellStatus("offline"), heard };
        });
        await Promise.race([answer, clock.sleep(GOODBYE_MS, abort.signal)]);
        abort.abort();
      }
      // Unheard, it ends without a word: the broker then sends the will in its place.
      sender.stop(isHeard);
    },
    sender,
    acked: () => ackedCount,
  };
}
