import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { MyAccount } from "../edge/parse-account.ts";
import { useMeText } from "../text/use-me-text.ts";

/** What this year has come to so far. */
export function YearSum({ year }: { year: MyAccount["year"] }) {
  const { language } = useLanguage();
  const me = useMeText();
  return (
    <section class="panel me-card">
      <h2 class="me-card-title">{me.home.year}</h2>
      <p class="me-card-figure">{formatQuantity(year.massG, "kg", language)}</p>
      <p class="me-note">
        {me.home.deposits(year.deposits)} · {formatRupiah(year.netRupiah)}
      </p>
    </section>
  );
}
