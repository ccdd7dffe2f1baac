export type Age = { unit: "now" } | { unit: "minutes" | "hours" | "days"; count: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long ago in the coarsest unit that still tells something; a future instant is `now`. */
export function ageOf(atMs: number, nowMs: number): Age {
  const ageMs = nowMs - atMs;
  if (ageMs < MINUTE_MS) return { unit: "now" };
  if (ageMs < HOUR_MS) return { unit: "minutes", count: Math.floor(ageMs / MINUTE_MS) };
  if (ageMs < DAY_MS) return { unit: "hours", count: Math.floor(ageMs / HOUR_MS) };
  return { unit: "days", count: Math.floor(ageMs / DAY_MS) };
}
