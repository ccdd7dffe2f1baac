/**
 * The part of MQTT 3.1.1 that every message passes: splitting a byte stream into packets, and
 * writing PUBLISH. Written out here because a bench sends hundreds of thousands of messages from
 * one core; packets that are rare are made by mqtt-packet. Clause numbers are of MQTT 3.1.1.
 */

/** First byte of the packets a client may receive (section 2.2.1). */
export const PACKET_TYPE = {
  connack: 2,
  publish: 3,
  puback: 4,
  suback: 9,
  pingresp: 13,
} as const;

/** A device takes nothing larger than this from a broker; above it the connection is closed. */
export const INBOUND_BYTES_MAX = 65_536;

export const PACKET_ID_MAX = 65_535;

const LENGTH_BYTES_MAX = 4;

/** Remaining length in 7-bit groups, least significant first [section 2.2.3]. */
function lengthBytes(remaining: number): number {
  if (remaining < 128) return 1;
  if (remaining < 16_384) return 2;
  return remaining < 2_097_152 ? 3 : 4;
}

function writeLength(out: Buffer, at: number, remaining: number): number {
  let rest = remaining;
  let position = at;
  do {
    const digit = rest & 0x7f;
    rest >>>= 7;
    out[position++] = rest > 0 ? digit | 0x80 : digit;
  } while (rest > 0);
  return position;
}

/** A PUBLISH packet. `packetId` null is QoS 0, a number is QoS 1. DUP stays 0. */
export function encodePublish(
  topic: string,
  payload: Uint8Array,
  packetId: number | null,
  retain: boolean,
): Buffer {
  const topicBytes = Buffer.byteLength(topic);
  const remaining = 2 + topicBytes + (packetId === null ? 0 : 2) + payload.byteLength;
  const out = Buffer.allocUnsafe(1 + lengthBytes(remaining) + remaining);
  out[0] = 0x30 | (packetId === null ? 0 : 2) | (retain ? 1 : 0);
  let at = writeLength(out, 1, remaining);
  at = out.writeUInt16BE(topicBytes, at);
  at += out.write(topic, at);
  if (packetId !== null) at = out.writeUInt16BE(packetId, at);
  out.set(payload, at);
  return out;
}

export const encodePuback = (packetId: number): Buffer =>
  Buffer.from([0x40, 2, packetId >> 8, packetId & 0xff]);

export const PINGREQ = Buffer.from([0xc0, 0]);
export const DISCONNECT = Buffer.from([0xe0, 0]);

export interface InboundPublish {
  topic: string;
  payload: Buffer;
  qos: number;
  /** Null at QoS 0. */
  packetId: number | null;
}

/** Reads the body of a PUBLISH; null when it is cut or malformed. */
export function decodePublish(firstByte: number, body: Buffer): InboundPublish | null {
  if (body.length < 2) return null;
  const qos = (firstByte >> 1) & 3;
  const topicEnd = 2 + body.readUInt16BE(0);
  const payloadStart = topicEnd + (qos > 0 ? 2 : 0);
  if (qos > 2 || payloadStart > body.length) return null;
  return {
    topic: body.toString("utf8", 2, topicEnd),
    payload: body.subarray(payloadStart),
    qos,
    packetId: qos > 0 ? body.readUInt16BE(topicEnd) : null,
  };
}

export interface FrameReader {
  /** Takes bytes as they come; false when they cannot be MQTT or are too large. */
  push(chunk: Buffer): boolean;
}

/** Calls back with each whole packet: its first byte and the body after the remaining length. */
export function createFrameReader(
  onPacket: (firstByte: number, body: Buffer) => void,
): FrameReader {
  let rest: Buffer | null = null;
  return {
    push(chunk) {
      const bytes: Buffer = rest ? Buffer.concat([rest, chunk]) : chunk;
      rest = null;
      let at = 0;
      for (;;) {
        let remaining = 0;
        let lengthAt = at + 1;
        let digit = 0x80;
        while (digit & 0x80) {
          if (lengthAt - at > LENGTH_BYTES_MAX) return false;
          if (lengthAt >= bytes.length) {
            if (at < bytes.length) rest = bytes.subarray(at);
            return true;
          }
          digit = bytes[lengthAt] ?? 0;
          remaining += (digit & 0x7f) << (7 * (lengthAt - at - 1));
          lengthAt++;
        }
        if (remaining > INBOUND_BYTES_MAX) return false;
        const end = lengthAt + remaining;
        if (end > bytes.length) {
          rest = bytes.subarray(at);
          return true;
        }
        onPacket(bytes[at] ?? 0, bytes.subarray(lengthAt, end));
        at = end;
      }
    },
  };
}
