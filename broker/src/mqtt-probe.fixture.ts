import { connect, type Socket } from "node:net";
import { generate, parser, type IConnectPacket, type Packet } from "mqtt-packet";

export interface ProbeOptions {
  port: number;
  /** With a user name a CONNECT is sent at once. */
  username: string;
  password: string;
  clientId: string;
  will: { topic: string; payload: string; qos?: 0 | 1 | 2; retain?: boolean };
  protocolVersion: 3 | 4;
  keepaliveS: number;
  socket: Socket;
}

/** A client of which a test decides each packet, and sees each answer. */
export interface MqttProbe {
  socket: Socket;
  send(packet: Packet): void;
  sendBytes(bytes: Uint8Array): void;
  publish(topic: string, payload: string | Buffer, options?: PublishOptions): void;
  /** The next packet; null when the broker ended the connection first. */
  next(): Promise<Packet | null>;
  /** Resolves when the connection has ended. */
  ended: Promise<void>;
  destroy(): void;
}

export interface PublishOptions {
  qos?: 0 | 1 | 2;
  messageId?: number;
  retain?: boolean;
}

const connectPacket = (options: Partial<ProbeOptions>): IConnectPacket => ({
  cmd: "connect",
  protocolId: options.protocolVersion === 3 ? "MQIsdp" : "MQTT",
  protocolVersion: options.protocolVersion ?? 4,
  clean: true,
  clientId: options.clientId ?? "probe",
  keepalive: options.keepaliveS ?? 60,
  ...(options.username === undefined ? {} : { username: options.username }),
  ...(options.password === undefined ? {} : { password: Buffer.from(options.password) }),
  ...(options.will === undefined
    ? {}
    : {
        will: {
          topic: options.will.topic,
          payload: Buffer.from(options.will.payload),
          qos: options.will.qos ?? 0,
          retain: options.will.retain ?? false,
        },
      }),
});

export async function openProbe(
  options: Partial<ProbeOptions> & { port: number },
): Promise<MqttProbe> {
  const socket = options.socket ?? connect(options.port, "127.0.0.1");
  const received: Packet[] = [];
  const takers: ((packet: Packet | null) => void)[] = [];
  let over = false;
  const packets = parser({ protocolVersion: 4 });
  packets.on("packet", (packet) => {
    const taker = takers.shift();
    if (taker) taker(packet);
    else received.push(packet);
  });
  const ended = new Promise<void>((resolve) => {
    socket.once("close", () => {
      over = true;
      for (const taker of takers.splice(0)) taker(null);
      resolve();
    });
  });
  // A reset is one way for the broker to end it; `ended` tells.
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => packets.parse(chunk));
  if (socket.connecting) await new Promise<void>((resolve) => socket.once("connect", resolve));

  const send = (packet: Packet): void => void socket.write(generate(packet));
  if (options.username !== undefined) send(connectPacket(options));

  return {
    socket,
    send,
    sendBytes: (bytes) => void socket.write(bytes),
    publish(topic, payload, { qos = 0, messageId = 1, retain = false } = {}) {
      const id = qos > 0 ? { messageId } : {};
      send({ cmd: "publish", topic, payload, qos, retain, dup: false, ...id });
    },
    next() {
      const packet = received.shift();
      if (packet) return Promise.resolve(packet);
      if (over) return Promise.resolve(null);
      return new Promise((resolve) => takers.push(resolve));
    },
    ended,
    destroy: () => void socket.destroy(),
  };
}

/** A CONNECT as bytes, for tests that put more behind it in the same write. */
export const connectBytes = (options: Partial<ProbeOptions>): Buffer =>
  generate(connectPacket(options));
