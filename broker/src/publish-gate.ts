import {
  ANNOUNCED_CHANNELS,
  SERVICE_CHANNELS,
  TRANSIENT_CHANNELS,
  UPLINK_CHANNEL,
} from "@resik/contract/channel";
import { TOPIC_BYTES_MAX } from "@resik/contract/limits";
import {
  deviceTopic,
  inboxAckTopic,
  parseDeviceTopic,
  parseReplayTopic,
  revokeTopic,
  type DeviceTopic,
} from "@resik/contract/topic";
import type { InboxRecord } from "@resik/contract/relay";
import type { Clock } from "@resik/kit/clock";
import { isAllowed } from "./acl.ts";
import type { BrokerEvents, PublishRefusal } from "./events.ts";
import { ASIDE, foreignAddress } from "./foreign-topic.ts";
import type { Inbox } from "./inbox.ts";
import { INBOX_CONSUMER, type Principal } from "./principal.ts";
import { createReceiptTimes } from "./receipt-times.ts";
import type { RateLimiter } from "./token-bucket.ts";

/** The parts of a PUBLISH that matter here; `retain` may be taken off. */
export interface Publish {
  topic: string;
  payload: string | Buffer;
  retain: boolean;
}

export type GateAnswer = (refusal: PublishRefusal | null) => void;

export interface PublishGate {
  /**
   * Decides on a publish and calls back once: null when it is allowed and, unless it lives in
   * memory only, on disk. Only then may it be acknowledged.
   */
  pass(principal: Principal, publish: Publish, answer: GateAnswer): void;
  /** The same for a last will, which no rate limit holds back. */
  passWill(principal: Principal, publish: Publish, answer: GateAnswer): void;
  /** The way to the disk for a message of the broker itself, with the same bounds. */
  passOwn(publish: Publish, answer: GateAnswer): void;
}

export interface PublishGateOptions {
  clock: Clock;
  inbox: Inbox;
  events: BrokerEvents;
  rate: RateLimiter;
  inboxBytesMax: number;
  openCallbacksMax: number;
  isDiskFull(): boolean;
  onAck(payload: Buffer): void;
  onRevoke(device: string): void;
}

const ACK_TOPIC = inboxAckTopic(INBOX_CONSUMER);
const REVOKE_PREFIX = revokeTopic("");

const bytesOf = (payload: string | Buffer): Buffer =>
  typeof payload === "string" ? Buffer.from(payload) : payload;

/** An uplink's own topic: firmware may have published it below that one. */
const keptTopic = ({ site, device, channel }: DeviceTopic, topic: string): string =>
  channel === UPLINK_CHANNEL ? deviceTopic(site, device, UPLINK_CHANNEL) : topic;

/** The format goes with each uplink: what reads it later asks nobody. */
const formatBeside = (principal: Principal, { channel }: DeviceTopic): string | null =>
  channel === UPLINK_CHANNEL && principal.kind === "device" ? principal.payloadFormat : null;

/** The address of a device's topic when the device may publish there, else null. */
export function publishableAddress(principal: Principal, topic: string): DeviceTopic | null {
  if (principal.kind !== "device") return null;
  const isForeign = principal.payloadFormat !== null;
  const address = parseDeviceTopic(topic) ?? (isForeign ? foreignAddress(topic) : null);
  if (!address || SERVICE_CHANNELS.has(address.channel)) return null;
  return isAllowed(principal.rules, "publish", topic) ? address : null;
}

/** What may be published by whom, and the way of each message to the disk. */
export function createPublishGate(options: PublishGateOptions): PublishGate {
  const { clock, events, rate } = options;
  const store = createStoring(options);
  const addressOf = rememberAddresses();
  const receiptTimeOf = createReceiptTimes(clock);

  function passDevice(principal: Principal, publish: Publish, answer: GateAnswer): void {
    const address = addressOf(principal, publish.topic);
    if (!address) return answer("topic-denied");
    // One retained message a device is what memory can hold; and a retained reading would be
    // shown as new to whoever subscribes next week.
    if (publish.retain && address.channel !== "status") {
      publish.retain = false;
      events.retainStripped();
    }
    if (TRANSIENT_CHANNELS.has(address.channel) || address.channel === ASIDE) {
      events.transient();
      return answer(null);
    }
    const attributes = formatBeside(principal, address);
    const receivedAtMs = attributes === null ? clock.nowMs() : receiptTimeOf(principal.name);
    store(keptTopic(address, publish.topic), publish, receivedAtMs, answer, attributes);
  }

  function revoke(device: string, answer: GateAnswer): void {
    try {
      options.onRevoke(device);
    } catch (error) {
      // A full disk: without PUBACK the api publishes it again.
      events.revokeFailed(device, error);
      return answer("revoke-failed");
    }
    answer(null);
  }

  function passApi(publish: Publish, answer: GateAnswer): void {
    if (publish.topic.startsWith(REVOKE_PREFIX)) {
      return revoke(publish.topic.slice(REVOKE_PREFIX.length), answer);
    }
    const replay = parseReplayTopic(publish.topic);
    if (replay) return store(replay.topic, publish, replay.receivedAtMs, answer);
    const channel = parseDeviceTopic(publish.topic)?.channel;
    if (channel === "config" || channel === "command") return answer(null);
    if (channel !== undefined && ANNOUNCED_CHANNELS.has(channel)) {
      return store(publish.topic, publish, clock.nowMs(), answer);
    }
    answer("topic-denied");
  }

  function decide(principal: Principal, publish: Publish, answer: GateAnswer): void {
    const counted: GateAnswer = (refusal) => {
      if (refusal) events.publishRefused(refusal, principal.name);
      answer(refusal);
    };
    if (Buffer.byteLength(publish.topic) > TOPIC_BYTES_MAX) return counted("topic-too-long");
    switch (principal.kind) {
      case "device":
        return passDevice(principal, publish, counted);
      case "api":
        return passApi(publish, counted);
      case "ingest":
        return passIngest(options, publish, counted);
    }
  }

  return {
    pass(principal, publish, answer) {
      if (principal.kind === "device" && !rate.take(principal.name)) {
        events.publishRefused("rate", principal.name);
        return answer("rate");
      }
      decide(principal, publish, answer);
    },
    passWill: decide,
    passOwn: (publish, answer) => store(publish.topic, publish, clock.nowMs(), answer),
  };
}

function passIngest(options: PublishGateOptions, publish: Publish, answer: GateAnswer): void {
  if (publish.topic !== ACK_TOPIC) return answer("topic-denied");
  options.onAck(bytesOf(publish.payload));
  answer(null);
}

/** Topics remembered for one session; a device needs a handful. */
const KNOWN_TOPICS_MAX = 16;

/**
 * `publishableAddress` with a memory: a device publishes to the same few topics all its life. Only
 * allowed topics are remembered, and they go with the session's principal.
 */
function rememberAddresses(): typeof publishableAddress {
  const knownByPrincipal = new WeakMap<Principal, Map<string, DeviceTopic>>();
  return (principal, topic) => {
    let known = knownByPrincipal.get(principal);
    const remembered = known?.get(topic);
    if (remembered) return remembered;
    const address = publishableAddress(principal, topic);
    if (!address) return null;
    if (!known) knownByPrincipal.set(principal, (known = new Map()));
    if (known.size < KNOWN_TOPICS_MAX) known.set(topic, address);
    return address;
  };
}

type Store = (
  topic: string,
  publish: Publish,
  receivedAtMs: number,
  answer: GateAnswer,
  attributes?: string | null,
) => void;

/** The way into the inbox, with its bounds: what cannot be taken is refused, not dropped. */
function createStoring({
  inbox,
  events,
  inboxBytesMax,
  openCallbacksMax,
  isDiskFull,
}: PublishGateOptions): Store {
  let open = 0;
  return (topic, publish, receivedAtMs, answer, attributes = null) => {
    if (open >= openCallbacksMax) return answer("too-many-open");
    if (isDiskFull()) return answer("disk-full");
    if (inbox.waitingBytes() >= inboxBytesMax) return answer("inbox-full");
    open++;
    const payload = bytesOf(publish.payload);
    const record: InboxRecord = { receivedAtMs, retain: publish.retain, topic, payload };
    if (attributes !== null) record.attributes = attributes;
    inbox.add(record, (error) => {
      open--;
      if (error) events.inboxFailed(error);
      answer(error ? "inbox-failed" : null);
    });
  };
}
