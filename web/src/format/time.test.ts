import { expect, test } from "vitest";
import { formatClock, formatDay, formatMoment, fromInputText, toInputText } from "./time.ts";

const AT_MS = Date.parse("2026-11-21T18:05:09Z");

test("times are WIB, whatever the zone of the phone", () => {
  expect(formatClock(AT_MS, "id")).toBe("01.05");
  expect(formatClock(AT_MS, "en")).toBe("01:05");
  expect(formatDay(AT_MS, "id")).toBe("22 Nov");
  expect(formatMoment(AT_MS, "id")).toBe("22 Nov 2026, 01.05 WIB");
  expect(formatMoment(AT_MS, "en")).toBe("22 Nov 2026, 01:05 WIB");
});

test("what is typed into a time field is WIB, there and back", () => {
  expect(toInputText(AT_MS)).toBe("2026-11-22T01:05");
  expect(fromInputText("2026-11-22T01:05")).toBe(Date.parse("2026-11-21T18:05:00Z"));
  expect(fromInputText("")).toBeNaN();
});
