import { expect, test } from "vitest";
import { roundDueMs } from "./round-due.ts";

const at = (time: string): number => Date.parse(`2026-11-21T${time}:00+07:00`);

test("a round ends in the afternoon of its day", () => {
  expect(roundDueMs("2026-11-21", at("06:10"))).toBe(at("16:00"));
  expect(roundDueMs("2026-11-22", at("23:50"))).toBe(Date.parse("2026-11-22T16:00:00+07:00"));
});

test("late on the day there are some hours left, and a retry is the same wish", () => {
  expect(roundDueMs("2026-11-21", at("15:20"))).toBe(at("18:00"));
  expect(roundDueMs("2026-11-21", at("15:20") + 15_000)).toBe(at("18:00"));
  expect(roundDueMs("2026-11-21", at("14:00"))).toBe(at("16:00"));
});
