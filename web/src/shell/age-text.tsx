import { ageOf } from "../format/age.ts";
import { formatMoment } from "../format/time.ts";
import { useLanguage } from "../text/language-context.tsx";
import { useNow } from "./now-context.tsx";

/** `3 menit lalu`, with the exact moment for those who ask. */
export function AgeText({ atMs }: { atMs: number }) {
  const { text, language } = useLanguage();
  const age = ageOf(atMs, useNow());
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formatMoment(atMs, language)}>
      {text.shell.age(age)}
    </time>
  );
}
