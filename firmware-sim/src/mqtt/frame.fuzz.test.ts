import * as fc from "fast-check";
import mqttPacket from "mqtt-packet";
import { describe, expect, it } from "vitest";
import { createFrameReader, decodePublish, encodePublish, INBOUND_BYTES_MAX } from "./frame.ts";

const topic = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => !/[+#\0]/.test(text));
const payload = fc.uint8Array({ maxLength: 20_000 });

describe("frames", () => {
  it("writes PUBLISH as mqtt-packet does", () => {
    fc.assert(
      fc.property(
        topic,
        payload,
        fc.integer({ min: 0, max: 65_535 }),
        fc.boolean(),
        (name, bytes, id, retain) => {
          const qos = id === 0 ? 0 : 1;
          const expected = mqttPacket.generate({
            cmd: "publish",
            topic: name,
            payload: Buffer.from(bytes),
            qos,
            retain,
            dup: false,
            ...(qos === 1 ? { messageId: id } : {}),
          });
          expect(encodePublish(name, bytes, qos === 1 ? id : null, retain)).toEqual(expected);
        },
      ),
    );
  });

  it("finds the same packets however the stream is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(topic, payload), { minLength: 1, maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 20 }),
        (messages, cuts) => {
          const stream = Buffer.concat(
            messages.map(([name, bytes], index) => encodePublish(name, bytes, index + 1, false)),
          );
          const found: unknown[] = [];
          const reader = createFrameReader((firstByte, body) => {
            const message = decodePublish(firstByte, body);
            found.push([message?.topic, message?.packetId, Buffer.from(message?.payload ?? [])]);
          });
          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const length = cuts[turn % cuts.length] ?? 1;
            expect(reader.push(stream.subarray(at, at + length))).toBe(true);
            at += length;
          }
          expect(found).toEqual(
            messages.map(([name, bytes], index) => [name, index + 1, Buffer.from(bytes)]),
          );
        },
      ),
    );
  });

  it("survives any bytes, and refuses what is no MQTT or too large", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        const reader = createFrameReader((firstByte, body) => void decodePublish(firstByte, body));
        expect(typeof reader.push(Buffer.from(bytes))).toBe("boolean");
      }),
    );
    const reader = createFrameReader(() => {});
    expect(reader.push(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]))).toBe(false);
    const tooLarge = encodePublish("t", new Uint8Array(INBOUND_BYTES_MAX), null, false);
    expect(createFrameReader(() => {}).push(tooLarge)).toBe(false);
    const largest = encodePublish("t", new Uint8Array(INBOUND_BYTES_MAX - 3), null, false);
    expect(createFrameReader(() => {}).push(largest)).toBe(true);
  });
});
