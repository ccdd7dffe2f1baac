import { expect, test } from "vitest";
import { chartMeasure, chartSpan } from "./alert-span.ts";

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse("2026-11-21T05:00:00Z");

test("a chart shows the hours before, and ends with now or with some hours after the end", () => {
  const openedAt = NOW_MS - 2 * HOUR_MS;
  expect(chartSpan({ openedAt, resolvedAt: null }, NOW_MS)).toEqual({
    fromMs: NOW_MS - 14 * HOUR_MS,
    toMs: NOW_MS,
  });
  const longAgo = NOW_MS - 100 * HOUR_MS;
  expect(chartSpan({ openedAt: longAgo, resolvedAt: longAgo + HOUR_MS }, NOW_MS)).toEqual({
    fromMs: longAgo - 12 * HOUR_MS,
    toMs: longAgo + 7 * HOUR_MS,
  });
});

test("an alert that goes on for years, or a clock that is wrong, still gives a range", () => {
  const old = chartSpan({ openedAt: 0, resolvedAt: null }, NOW_MS);
  expect(old.toMs - old.fromMs).toBe(30 * 24 * HOUR_MS);
  const ahead = chartSpan({ openedAt: NOW_MS + 90 * HOUR_MS, resolvedAt: null }, NOW_MS);
  expect(ahead).toEqual({ fromMs: NOW_MS - 12 * HOUR_MS, toMs: NOW_MS });
});

test("each figure is looked at in what it is worked out from", () => {
  const rule = (figure: "hoursToFull" | "batteryV" | "pm25PlumeUgM3") => ({
    id: "rule",
    name: null,
    severity: "warning" as const,
    condition: { kind: "figure" as const, figure, raise: 1, clear: 2 },
  });
  expect(chartMeasure({ subjectKind: "bin" }, rule("hoursToFull"))).toBe("fillRatio");
  expect(chartMeasure({ subjectKind: "bin" }, rule("batteryV"))).toBe("batteryV");
  expect(chartMeasure({ subjectKind: "air" }, rule("batteryV"))).toBeNull();
  expect(chartMeasure({ subjectKind: "air" }, rule("pm25PlumeUgM3"))).toBe("pm25UgM3");
  expect(chartMeasure({ subjectKind: "air" }, undefined)).toBe("pm25UgM3");
  expect(chartMeasure({ subjectKind: "scale" }, undefined)).toBeNull();
  expect(chartMeasure({ subjectKind: "site" }, undefined)).toBeNull();
});
