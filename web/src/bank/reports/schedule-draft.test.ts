import { weighingScheduleSchema } from "@resik/contract/http/bank/profile";
import { expect, test } from "vitest";
import { isSchedule, scheduleDraftOf, scheduleOf, toggled } from "./schedule-draft.ts";

test("a bank without a schedule has none, and begins with a sensible one", () => {
  const draft = scheduleDraftOf(null);
  expect(scheduleOf(draft)).toBeNull();
  expect(isSchedule(draft)).toBe(true);
  const begun = scheduleOf({ ...draft, hasSchedule: true });
  expect(weighingScheduleSchema.safeParse(begun).success).toBe(true);
});

test("a schedule without a day, or that closes before it opens, is not saved", () => {
  const draft = { ...scheduleDraftOf(null), hasSchedule: true };
  expect(isSchedule({ ...draft, weekdays: [] })).toBe(false);
  expect(isSchedule({ ...draft, opensAt: "11:00", closesAt: "08:00" })).toBe(false);
  expect(isSchedule({ ...draft, opensAt: "" })).toBe(false);
});

test("days are switched on and off in order", () => {
  expect(toggled([0, 6], 3)).toEqual([0, 3, 6]);
  expect(toggled([0, 3, 6], 3)).toEqual([0, 6]);
});
