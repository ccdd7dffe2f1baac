import { describe, expect, it } from "vitest";
import { alertsOptionsSchema, benchAlerts } from "./alerts.ts";
import { KIND_NAMES } from "./kinds.ts";

describe("bench alerts", () => {
  it("plays a day through the real rules and knows what it saw", async () => {
    const options = alertsOptionsSchema.parse({ days: "1", devices: "24", seed: "ci" });
    const result = await benchAlerts(options, () => {});
    expect(result).toMatchObject({ seed: "ci", simulatedDays: 1, devices: 24, quarantined: 0 });
    expect(result.otherAlerts).toBe(0);
    expect(Object.keys(result.kinds)).toEqual(KIND_NAMES);
    const sum = (of: "events" | "alerts"): number =>
      Object.values(result.kinds).reduce((total, kind) => total + kind[of], 0);
    expect(sum("events")).toBeGreaterThan(10);
    expect(sum("alerts")).toBeGreaterThan(10);
    expect(result.overall.duplicates).toBe(0);
    expect(result.overall.powerCutMessagesMax).toBeLessThanOrEqual(1);
    expect(result.overall.messages).toBeGreaterThanOrEqual(1);
  }, 60_000);
});
