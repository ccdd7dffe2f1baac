import { formatRupiah } from "../../format/number.ts";
import { formatDay } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { MyAccount } from "../edge/parse-account.ts";
import { useMeText } from "../text/use-me-text.ts";

/** Money that was asked for and not yet paid; nothing when there is none. */
export function PendingWithdrawals({ account }: { account: MyAccount }) {
  const { language } = useLanguage();
  const me = useMeText();
  if (account.pendingWithdrawals.length === 0) return null;
  return (
    <section class="panel me-card">
      <h2 class="me-card-title">{me.home.pending}</h2>
      <ul class="me-rows">
        {account.pendingWithdrawals.map(({ seq, amountRupiah, requestedAt, state }) => (
          <li class="me-row" key={seq}>
            <span class="me-row-words">
              <strong>{formatRupiah(amountRupiah)}</strong>
              <span class="me-note">
                {me.withdraw.asked(formatDay(Date.parse(requestedAt), language))}
              </span>
            </span>
            <span class={state === "approved" ? "badge badge-good" : "badge"}>
              {me.withdraw.states[state]}
            </span>
          </li>
        ))}
      </ul>
      <a class="me-card-link" href="/saya/tarik">
        {me.home.pendingMore}
      </a>
    </section>
  );
}
