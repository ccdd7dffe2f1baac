import { describe, expect, it } from "vitest";
import {
  FORMAT_BYTES_MAX,
  parseForeignFormat,
  payloadFormatSchema,
  type MappingEntry,
} from "./format.ts";

const temperature: MappingEntry = {
  from: "DS18B20.Temperature",
  channel: "bin",
  field: "temperatureC",
};
const distance: MappingEntry = {
  from: "SR04.Distance",
  channel: "bin",
  field: "distanceMm",
  scale: 10,
};
const tasmota = (mapping: readonly unknown[], more: object = {}): unknown => ({
  format: "tasmota",
  mapping,
  ...more,
});
const isTaken = (format: unknown): boolean => payloadFormatSchema.safeParse(format).success;
const complaint = (format: unknown): string => {
  const parsed = payloadFormatSchema.safeParse(format);
  return parsed.success ? "none" : JSON.stringify(parsed.error.issues);
};
const entries = (count: number): MappingEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    from: `a${index}`,
    channel: "air",
    field: "pm25UgM3",
  }));

describe("a payload format", () => {
  it("is ours without a mapping, or a foreign one with its mapping", () => {
    expect(isTaken({ format: "native" })).toBe(true);
    expect(isTaken(tasmota([temperature]))).toBe(true);
    expect(isTaken(tasmota([distance], { binDepthMm: 1_100, blindZoneMm: 200 }))).toBe(true);
    const quality = { from: "s", channel: "bin", quality: { "1": "ok", "2": "sensor-fault" } };
    expect(isTaken({ format: "senml", mapping: [temperature, quality] })).toBe(true);
  });

  it.each([
    ["an unknown format", { format: "cayenne", mapping: [temperature] }],
    ["ours with a mapping", { format: "native", mapping: [temperature] }],
    ["no mapping", { format: "tasmota" }],
    ["an empty mapping", tasmota([])],
    ["a field that is not there", tasmota([{ ...temperature, field: "colour" }])],
    ["a field every object has", tasmota([{ ...temperature, field: "constructor" }])],
    ["a field that is text", tasmota([{ from: "a", channel: "status", field: "state" }])],
    ["the depth, which is a setting", tasmota([{ from: "a", channel: "bin", field: "depthMm" }])],
    ["a scale's weight", tasmota([{ from: "a", channel: "scale", field: "massG" }])],
    ["money", tasmota([{ from: "a", channel: "deposit", field: "amountIdr" }])],
    ["one target twice", tasmota([temperature, { ...temperature, from: "b" }])],
    ["a distance without a depth", tasmota([distance])],
    ["a depth without a distance", tasmota([temperature], { binDepthMm: 900 })],
    ["a blind zone as deep as the bin", tasmota([distance], { binDepthMm: 200, blindZoneMm: 200 })],
    ["an echo of something else", tasmota([{ ...temperature, noEcho: [0] }])],
    ["a factor of nothing", tasmota([{ ...temperature, scale: 0 }])],
    ["an infinite factor", tasmota([{ ...temperature, scale: Number.POSITIVE_INFINITY }])],
    [
      "a quality that is none of ours",
      tasmota([{ from: "a", channel: "bin", quality: { "1": "fine" } }]),
    ],
    ["no quality at all", tasmota([{ from: "a", channel: "bin", quality: {} }])],
    ["a zone of no place", tasmota([temperature], { utcOffsetMin: 900 })],
    ["a key that is not ours", tasmota([temperature], { script: "return 1" })],
  ])("is refused with %s", (_what, format) => {
    expect(isTaken(format)).toBe(false);
  });

  it("has at most 32 entries", () => {
    // Targets repeat, which is refused too; only the length of the list is looked at here.
    expect(complaint(tasmota(entries(32)))).not.toContain("too_big");
    expect(complaint(tasmota(entries(33)))).toContain("too_big");
  });

  it("fits beside every message: at most 2 KiB as JSON", () => {
    const quality = (characters: number) =>
      ["bin", "air", "status"].map((channel) => ({
        from: "s",
        channel,
        quality: Object.fromEntries(
          Array.from({ length: 16 }, (_, key) => [`${key}`.padEnd(characters, "x"), "ok"]),
        ),
      }));
    const bytes = (format: unknown): number => JSON.stringify(format).length;
    expect(bytes(tasmota(quality(30)))).toBeLessThanOrEqual(FORMAT_BYTES_MAX);
    expect(isTaken(tasmota(quality(30)))).toBe(true);
    expect(bytes(tasmota(quality(40)))).toBeGreaterThan(FORMAT_BYTES_MAX);
    expect(isTaken(tasmota(quality(40)))).toBe(false);
  });

  it("is read from text, and nothing else is", () => {
    expect(parseForeignFormat(JSON.stringify(tasmota([temperature])))).toMatchObject({
      format: "tasmota",
    });
    for (const text of ["", "{", "null", '{"format":"native"}', "[]"]) {
      expect(parseForeignFormat(text)).toBeNull();
    }
  });
});
