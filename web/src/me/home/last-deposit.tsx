import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { MyAccount } from "../edge/parse-account.ts";
import { useMeText } from "../text/use-me-text.ts";

/** What was brought last, and what it was worth. */
export function LastDeposit({ account }: { account: MyAccount }) {
  const { language } = useLanguage();
  const me = useMeText();
  const { lastDeposit } = account;
  return (
    <section class="panel me-card">
      <h2 class="me-card-title">{me.home.lastDeposit}</h2>
      {lastDeposit === null ? (
        <p class="me-note">{me.home.noDeposit}</p>
      ) : (
        <>
          <p class="me-card-figure">
            {lastDeposit.netRupiah === null
              ? me.home.notValued
              : formatRupiah(lastDeposit.netRupiah)}
          </p>
          <p class="me-note">
            {lastDeposit.massG > 0 && `${formatQuantity(lastDeposit.massG, "kg", language)} · `}
            {me.home.lines(lastDeposit.lines)} ·{" "}
            {formatMoment(Date.parse(lastDeposit.at), language)}
          </p>
          <a class="me-card-link" href={`/saya/struk/${lastDeposit.seq}`}>
            {me.home.toReceipt}
          </a>
        </>
      )}
    </section>
  );
}
