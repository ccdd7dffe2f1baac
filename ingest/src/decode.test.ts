import { READING_BYTES_MAX } from "@resik/contract/limits";
import { describe, expect, it } from "vitest";
import { createDecoder } from "./decode.ts";
import { RECEIVED_AT_MS, recordOf } from "./record.fixture.ts";

const decode = createDecoder();

const reasonOf = (record: Parameters<typeof decode>[0]): string => {
  const step = decode(record);
  return step.ok ? "ok" : step.defect.reason;
};

describe("decode", () => {
  it("gives the address, the time of receipt and the content", () => {
    expect(decode(recordOf({ a: [1] }))).toEqual({
      ok: true,
      value: {
        site: "site-1",
        device: "dev-1",
        channel: "bin",
        receivedAtMs: RECEIVED_AT_MS,
        content: { a: [1] },
      },
    });
  });

  it.each(["bin", "air", "scale", "status", "deposit"])("knows the channel %s", (channel) =>
    expect(reasonOf(recordOf({}, { channel }))).toBe("ok"),
  );

  it.each([
    ["a channel nobody knows", "resik/v1/site-1/dev-1/noise"],
    ["a channel that is never stored", "resik/v1/site-1/dev-1/weight"],
    ["a name every object has", "resik/v1/site-1/dev-1/constructor"],
    ["another version", "resik/v2/site-1/dev-1/bin"],
    ["a level too many", "resik/v1/site-1/dev-1/bin/x"],
    ["a level too few", "resik/v1/site-1/bin"],
    ["a site that is no slug", "resik/v1/Site 1/dev-1/bin"],
    ["nothing of ours", "x"],
    ["nothing at all", ""],
  ])("puts aside as unknown-channel: %s", (_name, topic) =>
    expect(reasonOf(recordOf({}, { topic }))).toBe("unknown-channel"),
  );

  it("takes a payload at the limit and puts one a byte past it aside as too-large", () => {
    const ofBytes = (bytes: number): string => `"${"x".repeat(bytes - 2)}"`;
    expect(reasonOf(recordOf(ofBytes(READING_BYTES_MAX)))).toBe("ok");
    expect(reasonOf(recordOf(ofBytes(READING_BYTES_MAX + 1)))).toBe("too-large");
  });

  it.each([
    ["an empty payload", ""],
    ["a cut object", '{"v":1'],
    ["a number that JSON does not know", '{"v":NaN}'],
    ["a comment", "{}//"],
    ["two values", "{} {}"],
    ["a control character", '"\u0001"'],
    ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ["a surrogate in UTF-8", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ["an overlong form", Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ])("puts aside as not-json: %s", (_name, payload) =>
    expect(reasonOf(recordOf(payload))).toBe("not-json"),
  );

  it("bears the deepest nesting that fits", () => {
    const depth = READING_BYTES_MAX / 2;
    expect(reasonOf(recordOf("[".repeat(depth) + "]".repeat(depth)))).toBe("ok");
    expect(reasonOf(recordOf("[".repeat(READING_BYTES_MAX)))).toBe("not-json");
  });
});
