import type { Language } from "../text/catalogue.ts";
import { addMonths } from "./month.ts";

const LOCALE: Record<Language, string> = { id: "id-ID", en: "en-GB" };
const DAY_MS = 86_400_000;

/** A day has no zone: it is written as it stands, whatever zone the phone is in. */
const written = (date: string, language: Language, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(LOCALE[language], { timeZone: "UTC", ...options }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** `28 Nov 2026` from `2026-11-28`. */
export const formatDate = (date: string, language: Language): string =>
  written(date, language, { day: "numeric", month: "short", year: "numeric" });

/** `Sabtu, 28 November`: a day that somebody plans for. */
export const formatWeekday = (date: string, language: Language): string =>
  written(date, language, { weekday: "long", day: "numeric", month: "long" });

/** `Nov 26` from `2026-11`, for an axis. */
export const formatShortMonth = (month: string, language: Language): string =>
  written(`${month}-01`, language, { month: "short", year: "2-digit" });

/** The last day of a month, such as `2026-11-30`. */
export const lastDayOf = (month: string): string =>
  new Date(Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);

/** Days from one day to another; 0 for the same, negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
