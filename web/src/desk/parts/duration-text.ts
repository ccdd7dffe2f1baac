import type { ListText } from "../text/list-text.ts";

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** `1 jam 20 menit`: a length of time in its two coarsest units that say something. */
export function durationText(seconds: number, text: ListText): string {
  if (seconds < MINUTE_S) return text.lessThanMinute;
  if (seconds < HOUR_S) return text.minutes(Math.floor(seconds / MINUTE_S));
  if (seconds < DAY_S) {
    const hours = Math.floor(seconds / HOUR_S);
    const minutes = Math.floor((seconds % HOUR_S) / MINUTE_S);
    return minutes === 0 ? text.hours(hours) : text.hoursMinutes(hours, minutes);
  }
  const days = Math.floor(seconds / DAY_S);
  const hours = Math.floor((seconds % DAY_S) / HOUR_S);
  return hours === 0 ? text.days(days) : text.daysHours(days, hours);
}
