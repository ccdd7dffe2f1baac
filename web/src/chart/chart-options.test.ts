import { expect, test } from "vitest";
import { MS_BY_PRESET, PRESETS } from "../route/chart-range.ts";
import { formatClock } from "../format/time.ts";
import { timeSplits } from "./chart-options.ts";

const NOW_MS = Date.parse("2026-11-21T10:07:00Z");

test("the axis never has more marks than a phone has room for", () => {
  for (const preset of PRESETS) {
    const splits = timeSplits({ fromMs: NOW_MS - MS_BY_PRESET[preset], toMs: NOW_MS });
    expect(splits.length).toBeGreaterThanOrEqual(3);
    expect(splits.length).toBeLessThanOrEqual(7);
  }
});

test("days begin at midnight in WIB", () => {
  const splits = timeSplits({ fromMs: NOW_MS - MS_BY_PRESET["7d"], toMs: NOW_MS });
  for (const atS of splits) expect(formatClock(atS * 1_000, "id")).toBe("00.00");
});
