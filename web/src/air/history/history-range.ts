export const HISTORY_RANGES = ["day", "week", "month", "year"] as const;
export type HistoryRange = (typeof HISTORY_RANGES)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS: Readonly<Record<HistoryRange, number>> = { day: 1, week: 7, month: 30, year: 365 };

/**
 * The range up to the last full hour, at which the newest index stands: it moves on once an hour,
 * so that nothing is asked in between.
 */
export function spanOf(range: HistoryRange, nowMs: number): { fromMs: number; toMs: number } {
  const toMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  return { fromMs: toMs - DAYS[range] * DAY_MS, toMs };
}

export function historyPath(
  device: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): string {
  const query = new URLSearchParams({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  });
  return `/api/v1/open/ispu/${device}?${query.toString()}`;
}
