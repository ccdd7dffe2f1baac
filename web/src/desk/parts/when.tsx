import { formatMoment } from "../../format/time.ts";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { whenText } from "./when-text.ts";

/** A moment near now in words, with the exact one for those who ask. */
export function When({ atMs }: { atMs: number }) {
  const { language } = useLanguage();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formatMoment(atMs, language)}>
      {whenText(atMs, useNow(), language)}
    </time>
  );
}
