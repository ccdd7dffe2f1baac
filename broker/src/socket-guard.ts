import type { Duplex } from "node:stream";

/**
 * Watches the fixed headers of the MQTT packets in a byte stream without copying it: the parser
 * behind would collect a packet of up to 256 MiB in memory before anybody could object
 * [MQTT-2.2.3].
 */
export interface PacketMeter {
  /** False when a packet is announced that is larger than allowed, or its length is malformed. */
  accept(chunk: Uint8Array): boolean;
}

export function createPacketMeter(packetBytesMax: number): PacketMeter {
  let bodyLeft = 0;
  // Remaining length under way: its value, the next digit's weight; weight 0 outside a header.
  let length = 0;
  let weight = 0;

  return {
    accept(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (bodyLeft > 0) {
          const step = Math.min(bodyLeft, chunk.length - at);
          bodyLeft -= step;
          at += step;
          continue;
        }
        const byte = chunk[at] ?? 0;
        at++;
        if (weight === 0) {
          weight = 1;
          length = 0;
          continue;
        }
        length += (byte & 0x7f) * weight;
        if (byte & 0x80) {
          weight *= 128;
          // Four digits at most [MQTT-2.2.3].
          if (weight > 128 ** 3) return false;
          continue;
        }
        weight = 0;
        if (length > packetBytesMax) return false;
        bodyLeft = length;
      }
      return true;
    },
  };
}

/**
 * Lets a stream be read only through the meter. Aedes reads with `read(null)`; a refused chunk
 * never reaches its parser.
 */
export function guardStream(stream: Duplex, packetBytesMax: number, onRefused: () => void): void {
  const meter = createPacketMeter(packetBytesMax);
  const read = stream.read.bind(stream);
  stream.read = (size?: number): unknown => {
    const chunk: unknown = read(size);
    if (!(chunk instanceof Uint8Array) || meter.accept(chunk)) return chunk;
    onRefused();
    stream.destroy();
    return null;
  };
}
