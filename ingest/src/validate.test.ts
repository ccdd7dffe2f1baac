import { CLOCK_AHEAD_MS_MAX } from "@resik/contract/limits";
import { describe, expect, it } from "vitest";
import { createDecoder } from "./decode.ts";
import { binPayload, RECEIVED_AT_MS, recordOf } from "./record.fixture.ts";
import { createValidator } from "./validate.ts";

const decode = createDecoder();

const LATE_DAYS_MAX = 30;
const LATE_MS_MAX = LATE_DAYS_MAX * 86_400_000;
const validate = createValidator({ lateDaysMax: LATE_DAYS_MAX });

function judge(payload: unknown, channel = "bin") {
  const decoded = decode(recordOf(payload, { channel }));
  if (!decoded.ok) throw new Error(decoded.defect.detail);
  return validate(decoded.value);
}
const reasonOf = (payload: unknown, channel?: string): string => {
  const step = judge(payload, channel);
  return step.ok ? "ok" : step.defect.reason;
};

describe("validate", () => {
  it("gives the reading with its fields apart from its envelope", () => {
    const step = judge(binPayload(7, { sampledAt: RECEIVED_AT_MS - 5, quality: "tilted" }));
    expect(step).toEqual({
      ok: true,
      value: {
        site: "site-1",
        device: "dev-1",
        channel: "bin",
        boot: "boot",
        seq: 7,
        sampledAtMs: RECEIVED_AT_MS - 5,
        receivedAtMs: RECEIVED_AT_MS,
        atMs: RECEIVED_AT_MS - 5,
        quality: "tilted",
        fields: { fillRatio: 0.5 },
      },
    });
  });

  it.each([
    ["RFC 3339 in UTC", "2026-02-28T23:59:59Z", "2026-02-28T23:59:59.000Z"],
    ["RFC 3339 with milliseconds", "2026-02-28T23:59:59.123Z", "2026-02-28T23:59:59.123Z"],
    ["RFC 3339 with more digits", "2026-02-28T23:59:59.123456789Z", "2026-02-28T23:59:59.123Z"],
    ["epoch milliseconds", Date.parse("2026-02-28T23:59:59Z"), "2026-02-28T23:59:59.000Z"],
  ])("reads sampledAt as %s", (_name, sampledAt, right) => {
    const step = judge(binPayload(0, { sampledAt }));
    expect(step.ok && step.value.sampledAtMs).toBe(Date.parse(right));
    expect(step.ok && step.value.atMs).toBe(Date.parse(right));
  });

  it("lets the time of receipt count when the device has no clock", () => {
    const step = judge(binPayload());
    expect(step.ok && step.value.sampledAtMs).toBeNull();
    expect(step.ok && step.value.atMs).toBe(RECEIVED_AT_MS);
  });

  it.each([
    ["local time", "2026-03-01T07:00:00+07:00"],
    ["a day that does not exist", "2026-02-30T00:00:00Z"],
    ["a leap second", "2026-02-28T23:59:60Z"],
    ["a date alone", "2026-02-28"],
    ["a fraction of a millisecond", RECEIVED_AT_MS + 0.5],
    ["null", null],
    ["an empty text", ""],
  ])("puts sampledAt aside as schema when it is %s", (_name, sampledAt) =>
    expect(reasonOf(binPayload(0, { sampledAt }))).toBe("schema"),
  );

  it("takes a device clock at its bounds and puts one a millisecond past them aside", () => {
    const at = (sampledAt: number) => reasonOf(binPayload(0, { sampledAt }));
    expect(at(RECEIVED_AT_MS + CLOCK_AHEAD_MS_MAX)).toBe("ok");
    expect(at(RECEIVED_AT_MS + CLOCK_AHEAD_MS_MAX + 1)).toBe("clock-skew");
    expect(at(RECEIVED_AT_MS - LATE_MS_MAX)).toBe("ok");
    expect(at(RECEIVED_AT_MS - LATE_MS_MAX - 1)).toBe("clock-skew");
    expect(at(0)).toBe("clock-skew");
    expect(at(8_640_000_000_000_000)).toBe("clock-skew");
  });

  it.each([
    ["fillRatio", 0, -0.001],
    ["fillRatio", 1, 1.001],
    ["distanceMm", 10_000, 10_000.1],
    ["temperatureC", -40, -40.01],
    ["tiltDeg", 180, 180.1],
    ["rssiDbm", -200, -201],
    ["seq", 4_294_967_295, 4_294_967_296],
    ["seq", 0, -1],
  ])("takes %s at its bound %d and puts %d aside as out-of-bounds", (field, bound, past) => {
    expect(reasonOf(binPayload(0, { [field]: bound }))).toBe("ok");
    expect(reasonOf(binPayload(0, { [field]: past }))).toBe("out-of-bounds");
    expect(reasonOf(binPayload(0, { [field]: 1e300 }))).toBe("out-of-bounds");
  });

  it.each([
    ["an array", []],
    ["null", null],
    ["a text", '"hello"'],
    ["an empty object", {}],
    ["another schema version", binPayload(0, { v: 2 })],
    ["a boot id that is too short", binPayload(0, { boot: "abc" })],
    ["a boot id that is too long", binPayload(0, { boot: "x".repeat(41) })],
    ["a boot id with a space", binPayload(0, { boot: "a boot" })],
    ["a sequence that is no integer", binPayload(1.5)],
    ["a sequence as text", binPayload(0, { seq: "1" })],
    ["a field nobody knows", binPayload(0, { fullness: 1 })],
    ["a field of another channel", binPayload(0, { massG: 1 })],
    ["a number as text", binPayload(0, { fillRatio: "0.5" })],
    ["a field that is null", binPayload(0, { fillRatio: null })],
    ["a quality nobody knows", binPayload(0, { quality: "good" })],
    ["no echo with a level", binPayload(0, { quality: "no-echo" })],
    ["a wrong value beside one out of bounds", binPayload(0, { fillRatio: 2, tiltDeg: "x" })],
    ["a name every object has", binPayload(0, { constructor: 1, toString: 2 })],
    ["a prototype", '{"v":1,"boot":"boot","seq":0,"__proto__":{"fillRatio":1}}'],
  ])("puts aside as schema: %s", (_name, payload) => expect(reasonOf(payload)).toBe("schema"));

  it.each([
    ["air", { v: 1, boot: "boot", seq: 0 }, "ok"],
    ["air", { v: 1, boot: "boot", seq: 0, pm25UgM3: -1 }, "out-of-bounds"],
    ["scale", { v: 1, boot: "boot", seq: 0, massG: 1, stable: true }, "ok"],
    ["scale", { v: 1, boot: "boot", seq: 0, massG: 1 }, "schema"],
    ["scale", { v: 1, boot: "boot", seq: 0, massG: 1.5, stable: true }, "schema"],
    ["scale", { v: 1, boot: "boot", seq: 0, massG: 2_000_001, stable: true }, "out-of-bounds"],
    ["status", { v: 1, boot: "boot", seq: 0, state: "online" }, "ok"],
    ["status", { v: 1, boot: "boot", seq: 0, state: "asleep" }, "schema"],
    ["deposit", { v: 1, boot: "boot", seq: 0, item: "pet", massG: 1, amountIdr: 1 }, "ok"],
    [
      "deposit",
      { v: 1, boot: "boot", seq: 0, item: "x".repeat(41), massG: 1, amountIdr: 1 },
      "schema",
    ],
  ])("judges %s %j as %s", (channel, payload, reason) =>
    expect(reasonOf(payload, channel)).toBe(reason),
  );

  it.each([
    ["a year ago", RECEIVED_AT_MS - 365 * 86_400_000],
    ["ahead by another machine's clock", RECEIVED_AT_MS + CLOCK_AHEAD_MS_MAX + 1],
  ])("believes the book about a deposit that happened %s", (_name, sampledAt) => {
    const line = { v: 1, boot: "book-0", seq: 100, item: "pet", massG: 1, amountIdr: 1 };
    expect(reasonOf({ ...line, sampledAt }, "deposit")).toBe("ok");
  });

  it("takes the reversal of a deposit, and one whose mass nobody knows", () => {
    const line = { v: 1, boot: "book-0", seq: 100, item: "pet", amountIdr: -4_000 };
    expect(reasonOf({ ...line, massG: -1_000 }, "deposit")).toBe("ok");
    expect(reasonOf(line, "deposit")).toBe("ok");
    expect(reasonOf({ ...line, massG: -1_000_000_001 }, "deposit")).toBe("out-of-bounds");
  });

  it("says what is wrong in a bounded number of characters", () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`field${n}`, n]));
    const step = judge(binPayload(0, many));
    expect(step.ok ? 0 : step.defect.detail.length).toBeLessThanOrEqual(300);
    expect(step.ok ? "" : step.defect.detail).toContain("field0");
  });
});
