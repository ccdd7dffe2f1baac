import type { WeighingSchedule } from "@resik/contract/http/bank/profile";

/** A weighing schedule as the form holds it. */
export interface ScheduleDraft extends WeighingSchedule {
  hasSchedule: boolean;
}

export const scheduleDraftOf = (schedule: WeighingSchedule | null): ScheduleDraft => ({
  hasSchedule: schedule !== null,
  weekdays: schedule?.weekdays ?? [0],
  weeksOfMonth: schedule?.weeksOfMonth ?? [],
  opensAt: schedule?.opensAt ?? "08:00",
  closesAt: schedule?.closesAt ?? "11:00",
});

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether the draft can be saved; without a schedule there is nothing to be wrong. */
export function isSchedule(draft: ScheduleDraft): boolean {
  if (!draft.hasSchedule) return true;
  const { weekdays, opensAt, closesAt } = draft;
  return weekdays.length > 0 && CLOCK.test(opensAt) && CLOCK.test(closesAt) && opensAt < closesAt;
}

export function scheduleOf(draft: ScheduleDraft): WeighingSchedule | null {
  const { hasSchedule, ...schedule } = draft;
  return hasSchedule ? schedule : null;
}

/** The list with the number put in, or taken out if it was there; in order. */
export const toggled = (numbers: readonly number[], number: number): number[] =>
  (numbers.includes(number)
    ? numbers.filter((entry) => entry !== number)
    : [...numbers, number]
  ).sort((left, right) => left - right);
