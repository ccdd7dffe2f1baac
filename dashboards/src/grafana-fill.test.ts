import { describe, expect, it } from "vitest";
import { fill, intervalText, startMs } from "./grafana-fill.ts";
import type { DashboardQuery } from "./queries.ts";

const HOUR_MS = 3_600_000;
const query = (text: string, more: Partial<DashboardQuery> = {}): DashboardQuery => ({
  at: "here",
  of: "panel",
  text,
  resultFormat: "time_series",
  from: "now-6h",
  interval: null,
  maxDataPoints: 500,
  variables: [],
  ...more,
});
const filled = (text: string, more: Partial<DashboardQuery> = {}, hours = 6): string =>
  fill(query(text, more), { fromMs: 0, toMs: hours * HOUR_MS });

describe("filling a query as Grafana does", () => {
  it("puts both ends of the range in milliseconds, inclusive", () => {
    expect(filled("WHERE $timeFilter")).toBe("WHERE time >= 0ms and time <= 21600000ms");
  });

  it("rounds the interval to what Grafana's panels use", () => {
    expect(filled("time($__interval)")).toBe("time(30s)");
    expect(filled("time($__interval)", {}, 24 * 90)).toBe("time(3h)");
    expect(filled("$__interval_ms")).toBe("30000");
  });

  it("has no window narrower than the panel's interval, or the data source's", () => {
    expect(filled("time($__interval)", { interval: "1h" })).toBe("time(1h)");
    expect(filled("time($__interval)", {}, 0.1)).toBe("time(15s)");
  });

  it("writes an interval in its largest unit alone", () => {
    expect([90_000, 129_600_000, 1_500, 1, 0].map(intervalText)).toEqual([
      "1m",
      "1d",
      "1s",
      "1ms",
      "1ms",
    ]);
  });

  it("puts All in raw, one value escaped and several in brackets", () => {
    const text = "/^${site:regex}$/";
    const range = { fromMs: 0, toMs: 1 };
    expect(fill(query(text), range)).toBe("/^.*$/");
    expect(fill(query(text), { ...range, chosen: { site: ["a.b/c"] } })).toBe("/^a\\.b\\/c$/");
    expect(fill(query(text), { ...range, chosen: { site: ["a", "b"] } })).toBe("/^(a|b)$/");
  });

  it("begins a range where Grafana does", () => {
    const nowMs = Date.parse("2026-03-31T10:20:30Z");
    const begins = (from: string): string => new Date(startMs(from, nowMs)).toISOString();
    expect(begins("now-6h")).toBe("2026-03-31T04:20:30.000Z");
    expect(begins("now/d")).toBe("2026-03-31T00:00:00.000Z");
    expect(begins("now/M")).toBe("2026-03-01T00:00:00.000Z");
    expect(begins("now-11M/M")).toBe("2025-04-01T00:00:00.000Z");
    expect(() => startMs("yesterday", nowMs)).toThrow("not a start");
  });
});
