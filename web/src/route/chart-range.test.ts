import { expect, test } from "vitest";
import {
  DEFAULT_RANGE,
  MS_BY_PRESET,
  PRESETS,
  RANGE_MS_MAX,
  parseChartRange,
  spanOfRange,
  windowOfSpan,
  withChartQuery,
} from "./chart-range.ts";

const FROM = "2026-11-01T00:00:00.000Z";
const TO = "2026-11-03T00:00:00.000Z";

test("a range survives the way through the address, beside the list's filter", () => {
  const fixed = { kind: "fixed", fromMs: Date.parse(FROM), toMs: Date.parse(TO) } as const;
  const query = withChartQuery("kind=bin&range=7d", fixed, "fillRatio");
  expect(parseChartRange(query)).toEqual(fixed);
  expect(new URLSearchParams(query).get("kind")).toBe("bin");
  expect(new URLSearchParams(query).get("range")).toBeNull();
  for (const preset of PRESETS) {
    const range = { kind: "preset", preset } as const;
    expect(parseChartRange(withChartQuery(query, range, "fillRatio"))).toEqual(range);
  }
});

test("a range that cannot be asked for is the default", () => {
  expect(parseChartRange("")).toEqual(DEFAULT_RANGE);
  expect(parseChartRange("range=9y")).toEqual(DEFAULT_RANGE);
  expect(parseChartRange(`from=${TO}&to=${FROM}`)).toEqual(DEFAULT_RANGE);
  expect(parseChartRange(`from=soon&to=${TO}`)).toEqual(DEFAULT_RANGE);
  expect(parseChartRange("from=1990-01-01T00:00:00Z&to=2026-01-01T00:00:00Z")).toEqual(
    DEFAULT_RANGE,
  );
});

test("a preset slides with now, a fixed range stays", () => {
  expect(spanOfRange({ kind: "preset", preset: "1h" }, 10_000_000)).toEqual({
    fromMs: 6_400_000,
    toMs: 10_000_000,
  });
  expect(spanOfRange({ kind: "fixed", fromMs: 1, toMs: 2 }, 99).toMs).toBe(2);
});

test("no range asks for more than 400 windows", () => {
  const spansMs = [...PRESETS.map((preset) => MS_BY_PRESET[preset]), RANGE_MS_MAX];
  const windowed = spansMs.filter((spanMs) => windowOfSpan(spanMs) > 0);
  expect(windowed).toHaveLength(5);
  for (const spanMs of windowed) {
    expect(spanMs / 1_000 / windowOfSpan(spanMs)).toBeLessThanOrEqual(400);
  }
});
