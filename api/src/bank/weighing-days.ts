import type { WeighingSchedule } from "@resik/contract/http/bank/profile";

/** The district's zone, Western Indonesian Time: no summer time. */
const ZONE_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const DAYS_OF_WEEK = 7;
/**
 * A fifth weekday of a month is at most 14 weeks away, so a schedule that has no day in twice that
 * time has none at all.
 */
const DAYS_AHEAD_MAX = 200;

/** The day of an instant in WIB, such as 2026-11-22. */
export const wibDateOf = (atMs: number): string => wibText(atMs).slice(0, 10);

const wibText = (atMs: number): string => new Date(atMs + ZONE_OFFSET_MS).toISOString();

function isWeighingDay(schedule: WeighingSchedule, atMs: number): boolean {
  const day = new Date(atMs + ZONE_OFFSET_MS);
  if (!schedule.weekdays.includes(day.getUTCDay())) return false;
  const weekOfMonth = Math.ceil(day.getUTCDate() / DAYS_OF_WEEK);
  return schedule.weeksOfMonth.length === 0 || schedule.weeksOfMonth.includes(weekOfMonth);
}

/**
 * The next day on which a bank weighs, in WIB. Today counts until the bank closes. Null when there
 * is no schedule.
 */
export function nextWeighingOn(schedule: WeighingSchedule | null, nowMs: number): string | null {
  if (schedule === null) return null;
  const isOverToday = wibText(nowMs).slice(11, 16) >= schedule.closesAt;
  for (let days = isOverToday ? 1 : 0; days <= DAYS_AHEAD_MAX; days++) {
    const atMs = nowMs + days * DAY_MS;
    if (isWeighingDay(schedule, atMs)) return wibDateOf(atMs);
  }
  return null;
}
