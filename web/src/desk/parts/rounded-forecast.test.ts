import * as fc from "fast-check";
import { expect, test } from "vitest";
import { roundedForecast } from "./rounded-forecast.ts";

const STEP_MS = 30 * 60_000;
const span = fc.integer({ min: 0, max: 10 * STEP_MS });

test("a forecast is told to the half hour, in an interval that holds the true one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2e12 }), span, span, (at, before, after) => {
      const told = roundedForecast({ at, early: at - before, late: at + after });
      expect(told.at % STEP_MS).toBe(0);
      expect(Math.abs(told.at - at)).toBeLessThanOrEqual(STEP_MS / 2);
      expect(told.early).toBeLessThanOrEqual(at - before);
      expect(told.late).toBeGreaterThanOrEqual(at + after);
    }),
  );
});
