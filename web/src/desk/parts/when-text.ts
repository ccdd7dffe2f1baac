import { formatClock, formatDay } from "../../format/time.ts";
import { dayOf } from "../../format/month.ts";
import type { Language } from "../../text/catalogue.ts";
import { listText } from "../text/list-text.ts";

const DAY_MS = 86_400_000;

/** `hari ini 16.00`, `besok 07.30`, `24 Nov 09.00`: a moment near now, in WIB. */
export function whenText(atMs: number, nowMs: number, language: Language): string {
  const text = listText[language];
  const clock = formatClock(atMs, language);
  const day = dayOf(atMs);
  if (day === dayOf(nowMs)) return text.today(clock);
  if (day === dayOf(nowMs + DAY_MS)) return text.tomorrow(clock);
  if (day === dayOf(nowMs - DAY_MS)) return text.yesterday(clock);
  return text.onDay(formatDay(atMs, language), clock);
}
