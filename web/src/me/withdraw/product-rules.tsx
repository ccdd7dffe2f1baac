import { formatRupiah } from "../../format/number.ts";
import { formatDate } from "../../format/date.ts";
import { dayOf } from "../../format/month.ts";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import type { Balance } from "../edge/parse-account.ts";
import { useMeText } from "../text/use-me-text.ts";

/** What may be withdrawn, and the rules it follows from, in words. */
export function ProductRules({ balance }: { balance: Balance }) {
  const { language } = useLanguage();
  const me = useMeText();
  const nowMs = useNow();
  const termUntilMs = balance.termUntil === null ? null : Date.parse(balance.termUntil);
  const isTermRunning = termUntilMs !== null && termUntilMs > nowMs;
  return (
    <>
      <dl class="withdraw-facts">
        <div class="withdraw-fact withdraw-fact-main">
          <dt>{me.withdraw.withdrawable}</dt>
          <dd>{formatRupiah(balance.withdrawableRupiah)}</dd>
        </div>
        <div class="withdraw-fact">
          <dt>{me.withdraw.savings}</dt>
          <dd>{formatRupiah(balance.savingsRupiah)}</dd>
        </div>
      </dl>
      <ul class="withdraw-rules">
        {isTermRunning && <li>{me.withdraw.term(formatDate(dayOf(termUntilMs), language))}</li>}
        {balance.minimumRupiah > 0 && (
          <li>{me.withdraw.minimum(formatRupiah(balance.minimumRupiah))}</li>
        )}
        {balance.remainingRupiah > 0 && (
          <li>{me.withdraw.remaining(formatRupiah(balance.remainingRupiah))}</li>
        )}
        {balance.heldRupiah > 0 && <li>{me.withdraw.held(formatRupiah(balance.heldRupiah))}</li>}
      </ul>
    </>
  );
}
