const DAY_MS = 86_400_000;
/** WIB: a day of the calendar begins 7 hours before that of UTC. */
const WIB_AHEAD_MS = 7 * 3_600_000;

/**
 * Days until the last day of a scale's verification is over; 0 and below once it is.
 *
 * @param until `YYYY-MM-DD`, WIB.
 * @returns null for a text that is no day.
 */
export function teraDaysLeft(until: string, nowMs: number): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until)) return null;
  const startMs = Date.parse(`${until}T00:00:00Z`);
  // The thirtieth of February would silently be a day of March.
  if (Number.isNaN(startMs) || !new Date(startMs).toISOString().startsWith(until)) return null;
  return (startMs + DAY_MS - WIB_AHEAD_MS - nowMs) / DAY_MS;
}
