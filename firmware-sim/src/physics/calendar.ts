export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Western Indonesian time, where the simulated district lies; it has no summer time. */
const WIB_OFFSET_MS = 7 * HOUR_MS;

/** Hour of the local day, 0 up to but not including 24, with fractions. */
export const localHour = (atMs: number): number => ((atMs + WIB_OFFSET_MS) % DAY_MS) / HOUR_MS;

/** Counts local days; only differences and remainders mean something. */
export const localDay = (atMs: number): number => Math.floor((atMs + WIB_OFFSET_MS) / DAY_MS);

/** The instant at which a local day begins. */
export const localDayStartMs = (day: number): number => day * DAY_MS - WIB_OFFSET_MS;

/** 0 is Sunday. The first of January 1970 was a Thursday. */
export const weekdayOfDay = (day: number): number => (day + 4) % 7;

export const isWeekend = (atMs: number): boolean => {
  const weekday = weekdayOfDay(localDay(atMs));
  return weekday === 0 || weekday === 6;
};

/** A bell over the hours of a day, 1 at its centre, that joins across midnight. */
export function hourBell(hour: number, centreHour: number, widthHours: number): number {
  const apart = Math.abs(hour - centreHour);
  const distance = Math.min(apart, 24 - apart) / widthHours;
  return Math.exp(-distance * distance);
}

/** A daily wave, 1 at its peak and -1 twelve hours later. */
export const dailyWave = (hour: number, peakHour: number): number =>
  Math.cos(((hour - peakHour) / 24) * 2 * Math.PI);
