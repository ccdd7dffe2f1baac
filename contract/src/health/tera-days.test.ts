import { describe, expect, it } from "vitest";
import { teraDaysLeft } from "./tera-days.ts";

describe("the days that a tera has left", () => {
  const NOON_MS = Date.parse("2026-11-02T05:00:00Z");

  it("end with its last day in WIB", () => {
    expect(teraDaysLeft("2026-11-02", NOON_MS)).toBeCloseTo(0.5);
    expect(teraDaysLeft("2026-11-01", NOON_MS)).toBeCloseTo(-0.5);
    expect(teraDaysLeft("2026-12-02", NOON_MS)).toBeCloseTo(30.5);
  });

  it.each(["", "kemarin", "2026-11", "2026-13-45", "2026-02-30", "2026-11-02T00:00:00Z"])(
    "are unknown of %j",
    (text) => {
      expect(teraDaysLeft(text, NOON_MS)).toBeNull();
    },
  );
});
