import { describe, expect, it } from "vitest";
import { STORED_CHANNELS } from "../channel.ts";
import { fieldsOf } from "../series.ts";
import { READING_PAYLOADS } from "./reading.ts";

const envelope = { v: 1, boot: "boot1", seq: 0 };
const base = {
  bin: { ...envelope, distanceMm: 500, fillRatio: 0.5 },
  air: { ...envelope, pm25UgM3: 12.5 },
  scale: { ...envelope, massG: 3_250, stable: true },
  status: { ...envelope, state: "online" },
  deposit: { ...envelope, item: "pet", massG: 1_000, amountIdr: 2_500 },
  place: { ...envelope, kind: "bin", name: "Bak Pasar Puri", retired: false },
  bank: { ...envelope, members: 120 },
  alert: { ...envelope, rule: "bin-full", severity: "high", state: "open", open: 1 },
  pipeline: { ...envelope, inboxRows: 0 },
} as const;

const accepts = (channel: keyof typeof base, more: object): boolean =>
  READING_PAYLOADS[channel].safeParse({ ...base[channel], ...more }).success;

describe("every channel", () => {
  it.each(STORED_CHANNELS)("%s takes its plain message", (channel) => {
    expect(accepts(channel, {})).toBe(true);
  });

  it.each(STORED_CHANNELS)("%s refuses a field it does not know", (channel) => {
    expect(accepts(channel, { colour: "red" })).toBe(false);
  });

  it.each(STORED_CHANNELS)("%s refuses a message without its envelope", (channel) => {
    for (const key of ["v", "boot", "seq"])
      expect(accepts(channel, { [key]: undefined })).toBe(false);
  });

  it.each(
    STORED_CHANNELS.flatMap((channel) =>
      Object.entries(fieldsOf(channel))
        .filter(([, spec]) => spec.kind === "number")
        .map(([field, { min = 0, max = 0 }]) => ({ channel, field, min, max })),
    ),
  )("$channel.$field holds its bounds, inclusive", ({ channel, field, min, max }) => {
    expect(accepts(channel, { [field]: min })).toBe(true);
    expect(accepts(channel, { [field]: max })).toBe(true);
    expect(accepts(channel, { [field]: min - 1 })).toBe(false);
    expect(accepts(channel, { [field]: max + 1 })).toBe(false);
    expect(accepts(channel, { [field]: String(min) })).toBe(false);
    expect(accepts(channel, { [field]: null })).toBe(false);
    expect(accepts(channel, { [field]: Number.NaN })).toBe(false);
  });
});

describe("the envelope", () => {
  it.each([0, 4_294_967_295])("takes seq %d", (seq) => {
    expect(accepts("air", { seq })).toBe(true);
  });

  it.each([-1, 4_294_967_296, 0.5, "0"])("refuses seq %j", (seq) => {
    expect(accepts("air", { seq })).toBe(false);
  });

  it.each(["2026-11-21T01:02:03Z", "2026-11-21T01:02:03.456Z", 1_795_282_021_640, 0])(
    "takes sampledAt %j",
    (sampledAt) => {
      expect(accepts("air", { sampledAt })).toBe(true);
    },
  );

  it.each(["2026-11-21T01:02:03+07:00", "yesterday", -1, 1.5, "", null])(
    "refuses sampledAt %j",
    (sampledAt) => {
      expect(accepts("air", { sampledAt })).toBe(false);
    },
  );

  it.each(["abcd", "a".repeat(40), "A-b_9"])("takes boot %j", (boot) => {
    expect(accepts("air", { boot })).toBe(true);
  });

  it.each(["abc", "a".repeat(41), "a b c d", ""])("refuses boot %j", (boot) => {
    expect(accepts("air", { boot })).toBe(false);
  });
});

describe("a bin without echo", () => {
  const noEcho = { quality: "no-echo", distanceMm: undefined, fillRatio: undefined };

  it("is a message without a level", () => {
    expect(accepts("bin", noEcho)).toBe(true);
  });

  it.each([{ distanceMm: 2_000 }, { fillRatio: 0 }, { fillRatio: 1 }])(
    "is refused when it claims %j",
    (level) => {
      expect(accepts("bin", { ...noEcho, ...level })).toBe(false);
    },
  );
});

describe("a status", () => {
  it("is online or offline and nothing else", () => {
    expect(accepts("status", { state: "offline" })).toBe(true);
    expect(accepts("status", { state: "asleep" })).toBe(false);
  });
});
