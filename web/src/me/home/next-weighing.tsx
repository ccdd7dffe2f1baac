import { daysBetween, formatWeekday } from "../../format/date.ts";
import { dayOf } from "../../format/month.ts";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import type { MyAccount } from "../edge/parse-account.ts";
import { useMeText } from "../text/use-me-text.ts";

/** When and where the bank weighs next. */
export function NextWeighing({ bank }: { bank: MyAccount["bank"] }) {
  const { language } = useLanguage();
  const me = useMeText();
  const today = dayOf(useNow());
  const { nextWeighingOn, weighing } = bank;
  // An account seen on an earlier day may name a day that has gone.
  const isToCome = nextWeighingOn !== null && nextWeighingOn >= today;
  return (
    <section class="panel me-card">
      <h2 class="me-card-title">{me.home.nextWeighing}</h2>
      {isToCome ? (
        <>
          <p class="me-card-figure">{formatWeekday(nextWeighingOn, language)}</p>
          <p class="me-note">
            {me.home.inDays(daysBetween(today, nextWeighingOn))}
            {weighing !== null && `, ${me.home.hours(weighing.opensAt, weighing.closesAt)}`}
          </p>
        </>
      ) : (
        <p class="me-note">{me.home.noWeighing}</p>
      )}
      {bank.address !== null && <p class="me-note">{bank.address}</p>}
    </section>
  );
}
