import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { createPacketMeter, guardStream } from "./socket-guard.ts";

const HUGE = 300 * 1_024 * 1_024;

describe("packet meter", () => {
  it.each([
    ["one digit", [0x30, 0x7f], 127],
    ["two digits", [0x30, 0xff, 0x7f], 16_383],
    ["three digits", [0x30, 0xff, 0xff, 0x7f], 2_097_151],
    ["four digits", [0x30, 0xff, 0xff, 0xff, 0x7f], 268_435_455],
  ])("accepts a length of %s at the limit and refuses it one past", (_name, header, length) => {
    expect(createPacketMeter(length).accept(Buffer.from(header))).toBe(true);
    expect(createPacketMeter(length - 1).accept(Buffer.from(header))).toBe(false);
  });

  it("refuses a fifth length digit, also when it comes alone", () => {
    const header = Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]);
    expect(createPacketMeter(HUGE).accept(header)).toBe(false);
    const meter = createPacketMeter(HUGE);
    expect([...header].map((byte) => meter.accept(Buffer.from([byte])))).toContain(false);
  });

  it("finds the next header after a body", () => {
    const meter = createPacketMeter(4);
    expect(meter.accept(Buffer.from([0x30, 4, 0xff, 0xff, 0xff]))).toBe(true);
    expect(meter.accept(Buffer.from([0xff, 0x30, 0, 0x30, 4, 1, 2, 3, 4]))).toBe(true);
    expect(meter.accept(Buffer.from([0x30, 5]))).toBe(false);
  });
});

describe("guarded stream", () => {
  it("hands on what is allowed, byte for byte", () => {
    const stream = new PassThrough();
    guardStream(stream, 100, () => expect.unreachable());
    stream.write(Buffer.from([0x30, 2, 7, 8]));
    expect(stream.read()).toEqual(Buffer.from([0x30, 2, 7, 8]));
  });

  it("ends the stream at a packet past the limit and hands on none of that chunk", () => {
    const stream = new PassThrough();
    let refused = 0;
    guardStream(stream, 100, () => refused++);
    stream.write(Buffer.from([0x30, 101, 1, 2]));
    expect(stream.read()).toBeNull();
    expect(refused).toBe(1);
    expect(stream.destroyed).toBe(true);
  });
});
