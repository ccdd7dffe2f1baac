const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/;
const MINUTE_MS = 60_000;

/**
 * A time as devices write it, with or without a zone, in epoch milliseconds (finer digits are cut);
 * null when it is none. Without a zone it counts as `utcOffsetMin` minutes ahead of UTC.
 */
export function parseDocumentTime(text: string, utcOffsetMin: number): number | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, ...parts] = match;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(0, 6)
    .map(Number);
  const millisecond = Number((parts[6] ?? "").slice(0, 3).padEnd(3, "0"));
  if (hour > 23 || minute > 59 || second > 59) return null;
  const atMs = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const read = new Date(atMs);
  // The thirtieth of February would silently be a day of March.
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) return null;
  const offsetMin = offsetMinutes(parts[7], utcOffsetMin);
  return offsetMin === null ? null : atMs - offsetMin * MINUTE_MS;
}

/** Null for an offset of no place: hours and minutes end where a clock's do (RFC 3339, 5.6). */
function offsetMinutes(zone: string | undefined, fallback: number): number | null {
  if (zone === undefined) return fallback;
  if (zone === "Z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return hours > 23 || minutes > 59 ? null : sign * (hours * 60 + minutes);
}
