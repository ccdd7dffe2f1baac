import { generate, type Packet } from "mqtt-packet";
import type { Random } from "@resik/kit/random";

const bytesOf = (random: Random, lengthMax: number): Buffer =>
  Buffer.from(Array.from({ length: random.int(lengthMax) }, () => random.int(256)));

/** Packets of every kind a client may send, and some that only a broker may. */
function anyPacket(random: Random, device: string): Buffer {
  const own = `resik/v1/site-1/${device}`;
  const messageId = 1 + random.int(65_535);
  const payload = bytesOf(random, 100);
  const publish = { cmd: "publish", dup: random.chance(0.5), retain: random.chance(0.5) } as const;
  const packets: [Packet, ...Packet[]] = [
    { ...publish, topic: `${own}/bin`, payload, qos: 0 },
    { ...publish, topic: `${own}/bin`, payload, qos: 1, messageId },
    { ...publish, topic: `${own}/status`, payload, qos: 2, messageId },
    { ...publish, topic: random.id(300), payload, qos: 1, messageId },
    { ...publish, topic: "/".repeat(200), payload, qos: 1, messageId },
    { cmd: "pubrel", messageId },
    { cmd: "puback", messageId },
    { cmd: "pubrec", messageId },
    { cmd: "pubcomp", messageId },
    { cmd: "pingreq" },
    { cmd: "pingresp" },
    { cmd: "suback", messageId, granted: [0] },
    { cmd: "unsubscribe", messageId, unsubscriptions: [`${own}/config`, "#", "$SYS/#"] },
    {
      cmd: "subscribe",
      messageId,
      subscriptions: ["#", `${own}/config`, `${"a/".repeat(150)}#`, "+/+/+"].map((topic) => ({
        topic,
        qos: 1 as const,
      })),
    },
    connectPacket(random.id(8), "wrong"),
    { cmd: "disconnect" },
  ];
  return generate(random.pick(packets));
}

const connectPacket = (username: string, password: string): Packet => ({
  cmd: "connect",
  protocolId: "MQTT",
  protocolVersion: 4,
  clean: true,
  clientId: `${username}-${password.length}`,
  keepalive: 60,
  username,
  password: Buffer.from(password),
});

/** Changes a few bytes, cuts the end off, or lies about the length. */
function spoil(random: Random, bytes: Buffer): Buffer {
  const spoilt = Buffer.from(bytes);
  switch (random.int(4)) {
    case 0:
      return spoilt.subarray(0, random.int(spoilt.length + 1));
    case 1:
      for (let n = 0; n <= random.int(4); n++) spoilt[random.int(spoilt.length)] = random.int(256);
      return spoilt;
    case 2:
      if (spoilt.length > 1) spoilt[1] = random.int(256);
      return spoilt;
    default:
      return Buffer.concat([spoilt.subarray(0, 1), Buffer.from([0xff, 0xff, 0xff, 0x7f]), spoilt]);
  }
}

/** The bytes of one hostile connection, and how many packets or attempts at one they hold. */
export function hostileConnection(
  random: Random,
  device: string,
  password: string,
): { bytes: Buffer; packets: number } {
  const count = 1 + random.int(8);
  const parts: Buffer[] = [];
  // Three in four get past CONNECT, so that what follows meets a session.
  if (random.chance(0.75)) parts.push(generate(connectPacket(device, password)));
  for (let n = 0; n < count; n++) {
    const packet = anyPacket(random, device);
    const kind = random.int(3);
    if (kind === 0) parts.push(bytesOf(random, 60));
    else parts.push(kind === 1 ? spoil(random, packet) : packet);
  }
  return { bytes: Buffer.concat(parts), packets: parts.length };
}
