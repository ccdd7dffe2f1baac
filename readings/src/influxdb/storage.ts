/**
 * A shard is the unit that a server expires and keeps an index of. Raw readings leave day by day;
 * what is kept has a few points an hour, so that four weeks are no large shard.
 */
export const RAW_SHARD_HOURS = 24;
export const KEEP_SHARD_HOURS = 28 * 24;

/** One sentence about a store that would lose what has to be kept. `days` null: for ever. */
export function tooShortSentence(what: string, days: number | null, presentDays: number): string {
  const asked = days === null ? "for ever" : `for ${days} days (RESIK_READINGS_RETENTION_DAYS)`;
  const present = Math.round(presentDays * 100) / 100;
  return (
    `${what} in InfluxDB keeps points for ${present} days and must keep them ${asked}; ` +
    `change it there.`
  );
}
