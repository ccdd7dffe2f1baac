import { expect, it } from "vitest";
import { residentReportRequestSchema } from "./resident-reports.ts";

it("a report says a whole place or none", () => {
  const at = (lat: number | null, lon: number | null) =>
    residentReportRequestSchema.safeParse({
      kind: "other",
      note: "",
      seenAt: "2026-11-22T00:00:00Z",
      lat,
      lon,
      place: "",
      device: null,
      photo: null,
    }).success;
  expect(at(-6.75, 111.04)).toBe(true);
  expect(at(0, 0)).toBe(true);
  expect(at(null, null)).toBe(true);
  expect(at(-6.75, null)).toBe(false);
  expect(at(null, 111.04)).toBe(false);
});
