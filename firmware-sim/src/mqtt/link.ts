import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Clock, Timer } from "@resik/kit/clock";
import mqttPacket from "mqtt-packet";
import {
  createFrameReader,
  decodePublish,
  DISCONNECT,
  encodePuback,
  encodePublish,
  PACKET_TYPE,
  PINGREQ,
} from "./frame.ts";

const CONNECT_TIMEOUT_MS = 15_000;
const MQTT_PORT = 1883;
const MQTTS_PORT = 8883;

export interface LinkOptions {
  clock: Clock;
  /** `mqtt://host:port` or `mqtts://host:port`. */
  url: string;
  clientId: string;
  username: string;
  password: string;
  keepaliveS: number;
  /** PEM of the authority that signed the broker's certificate; absent: those of the system. */
  caPem?: string;
  will?: { topic: string; payload: Buffer };
  /** Filters asked for at QoS 1 as soon as the broker has accepted the connection. */
  subscribe?: readonly string[];
}

export interface LinkEvents {
  connected(): void;
  /** Packet ids in the order the broker acknowledged them. */
  acked(packetId: number): void;
  message(topic: string, payload: Buffer): void;
  /** Called once, whatever ended the connection; the reason is for a person. */
  closed(reason: string): void;
}

/** One connection, used once: a new one is opened for each attempt. */
export interface Link {
  publish(topic: string, payload: Uint8Array, packetId: number | null, retain: boolean): void;
  /** Bytes that wait in this process because the socket takes no more. */
  waitingBytes(): number;
  /** Becomes half-open: nothing more is read or written, yet the socket stays. */
  stall(): void;
  /** Says goodbye, so that the broker forgets the will. */
  end(): void;
  /** Cuts the connection without a word, as a power cut does. */
  destroy(): void;
}

/** Packets of one turn leave in one write: a system call costs more than a message. */
function createWriter(socket: Socket) {
  let outgoing: Buffer[] = [];
  let isShut = false;
  const flush = (): void => {
    const packets = outgoing;
    outgoing = [];
    if (isShut) return;
    socket.write(packets.length === 1 && packets[0] ? packets[0] : Buffer.concat(packets));
  };
  return {
    send(packet: Buffer): void {
      if (!isShut && outgoing.push(packet) === 1) process.nextTick(flush);
    },
    shut: () => {
      isShut = true;
    },
    /** Writes what waits and the last packet, then ends the socket. */
    finish(last: Buffer): void {
      if (!isShut) socket.write(Buffer.concat([...outgoing.splice(0), last]));
      isShut = true;
      // The broker's own close is not waited for.
      socket.destroySoon();
    },
  };
}

/** Asks the broker for a sign of life each period; one that stays away for a period is gone. */
function createKeepalive(clock: Clock, periodMs: number, ping: () => void, gone: () => void) {
  let timer: Timer | null = null;
  let isAwaiting = false;
  return {
    start() {
      timer = clock.every(periodMs, () => {
        if (isAwaiting) return gone();
        isAwaiting = true;
        ping();
      });
    },
    heard: () => {
      isAwaiting = false;
    },
    stop: () => timer?.cancel(),
  };
}

interface PacketActions {
  events: LinkEvents;
  send(packet: Buffer): void;
  connack(code: number): void;
  pong(): void;
  close(reason: string): void;
}

function takePacket(actions: PacketActions, firstByte: number, body: Buffer): void {
  switch (firstByte >> 4) {
    case PACKET_TYPE.puback:
      if (body.length >= 2) actions.events.acked(body.readUInt16BE(0));
      return;
    case PACKET_TYPE.publish: {
      const message = decodePublish(firstByte, body);
      if (!message) return actions.close("malformed PUBLISH");
      if (message.packetId !== null) actions.send(encodePuback(message.packetId));
      return actions.events.message(message.topic, message.payload);
    }
    case PACKET_TYPE.connack:
      return actions.connack(body[1] ?? 255);
    case PACKET_TYPE.pingresp:
      return actions.pong();
    case PACKET_TYPE.suback:
      return;
    default:
      return actions.close("a packet that no broker sends");
  }
}

/** Opens an MQTT 3.1.1 connection with a clean session. Errors come as `closed`, never thrown. */
export function openLink(options: LinkOptions, events: LinkEvents): Link {
  const { clock, subscribe } = options;
  const socket = openSocket(options);
  socket.setNoDelay(true);
  const writer = createWriter(socket);
  let isOpen = true;

  /** Ends this side's work; false when that had been done before. */
  const settle = (): boolean => {
    if (!isOpen) return false;
    isOpen = false;
    patience.cancel();
    keepalive.stop();
    return true;
  };
  const close = (reason: string): void => {
    if (!settle()) return;
    writer.shut();
    socket.destroy();
    events.closed(reason);
  };
  const patience = clock.after(CONNECT_TIMEOUT_MS, () => close("no answer to CONNECT"));
  const keepalive = createKeepalive(
    clock,
    options.keepaliveS * 1_000,
    () => writer.send(PINGREQ),
    () => close("no answer to PINGREQ"),
  );
  const actions: PacketActions = {
    events,
    send: writer.send,
    connack(code) {
      if (code !== 0) return close(`refused with return code ${code}`);
      patience.cancel();
      keepalive.start();
      if (subscribe && subscribe.length > 0) writer.send(encodeSubscribe(subscribe));
      events.connected();
    },
    pong: keepalive.heard,
    close,
  };
  const reader = createFrameReader((firstByte, body) => {
    if (isOpen) takePacket(actions, firstByte, body);
  });
  socket.on("data", (chunk: Buffer) => {
    if (!reader.push(chunk)) close("bytes that are not MQTT");
  });
  const established = isTls(options.url) ? "secureConnect" : "connect";
  socket.once(established, () => writer.send(encodeConnect(options)));
  socket.on("error", (error: Error) => close(error.message));
  socket.once("close", () => close("connection closed"));

  return {
    publish: (topic, payload, packetId, retain) =>
      writer.send(encodePublish(topic, payload, packetId, retain)),
    waitingBytes: () => socket.writableLength,
    stall() {
      writer.shut();
      socket.pause();
    },
    end() {
      if (!settle()) return;
      writer.finish(DISCONNECT);
      events.closed("ended");
    },
    destroy: () => close("cut"),
  };
}

const isTls = (url: string): boolean => url.startsWith("mqtts:");

function openSocket(options: LinkOptions): Socket {
  const url = new URL(options.url);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!isTls(options.url)) {
    return connectTcp({ host, port: url.port === "" ? MQTT_PORT : Number(url.port) });
  }
  return connectTls({
    host,
    port: url.port === "" ? MQTTS_PORT : Number(url.port),
    servername: host,
    ...(options.caPem === undefined ? {} : { ca: options.caPem }),
  });
}

const encodeConnect = (options: LinkOptions): Buffer =>
  mqttPacket.generate({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clean: true,
    clientId: options.clientId,
    keepalive: options.keepaliveS,
    username: options.username,
    password: Buffer.from(options.password),
    ...(options.will
      ? { will: { topic: options.will.topic, payload: options.will.payload, qos: 1, retain: true } }
      : {}),
  });

const encodeSubscribe = (filters: readonly string[]): Buffer =>
  mqttPacket.generate({
    cmd: "subscribe",
    messageId: 1,
    subscriptions: filters.map((topic) => ({ topic, qos: 1 })),
  });
