/** All times are shown in the district's zone, Western Indonesian Time (UTC+7, no summer time). */
export const ZONE_NAME = "WIB";
const ZONE = "Asia/Jakarta";
const ZONE_OFFSET_MS = 7 * 3_600_000;

type Language = "id" | "en";
const LOCALE: Record<Language, string> = { id: "id-ID", en: "en-GB" };

const cached = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, name: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language}:${name}`;
  let found = cached.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(LOCALE[language], { timeZone: ZONE, ...options });
    cached.set(key, found);
  }
  return found;
}

/** `14.05`: hours and minutes, with a point as Indonesian writes them (a colon in English). */
export function formatClock(atMs: number, language: Language): string {
  const wib = new Date(atMs + ZONE_OFFSET_MS).toISOString();
  return wib.slice(11, 16).replace(":", language === "id" ? "." : ":");
}

/** `21 Nov`. */
export const formatDay = (atMs: number, language: Language): string =>
  format(language, "day", { day: "numeric", month: "short" }).format(atMs);

/** `21 Nov 2026, 14.05 WIB`. */
export function formatMoment(atMs: number, language: Language): string {
  const day = format(language, "date", { day: "numeric", month: "short", year: "numeric" });
  return `${day.format(atMs)}, ${formatClock(atMs, language)} ${ZONE_NAME}`;
}

/** `2026-11-21T14:05` in WIB, for a date and time input. */
export const toInputText = (atMs: number): string =>
  new Date(atMs + ZONE_OFFSET_MS).toISOString().slice(0, 16);

/** The reverse of {@link toInputText}: epoch milliseconds, NaN when it is not a time. */
export const fromInputText = (text: string): number => Date.parse(`${text}:00+07:00`);
