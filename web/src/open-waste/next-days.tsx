import { LoadedView } from "../controls/loaded.tsx";
import { useLoaded } from "../controls/use-loaded.ts";
import { formatWeekday } from "../format/date.ts";
import { useLanguage } from "../text/language-context.tsx";
import { parseOpenBanks, type OpenBank } from "./parse-open-waste.ts";
import { useOpenWasteText } from "./text/use-open-waste-text.ts";

/** Each bank with its next weighing day, the soonest first. */
export function NextDays() {
  const waste = useOpenWasteText();
  const answer = useLoaded("/api/v1/open/banks", parseOpenBanks);
  return (
    <section class="panel waste-section">
      <h2 class="waste-section-title">{waste.banksTitle}</h2>
      <LoadedView of={answer} level="h3">
        {({ banks }) =>
          banks.length === 0 ? (
            <p class="waste-note">{waste.noBanks}</p>
          ) : (
            <ul>
              {[...banks].sort(bySoonest).map((bank) => (
                <BankDay bank={bank} key={bank.id} />
              ))}
            </ul>
          )
        }
      </LoadedView>
    </section>
  );
}

/** Banks without a day come last, in the order of their names. */
function bySoonest(left: OpenBank, right: OpenBank): number {
  const [first, second] = [left.nextWeighingOn ?? "~", right.nextWeighingOn ?? "~"];
  if (first !== second) return first < second ? -1 : 1;
  return left.name.localeCompare(right.name, "id");
}

function BankDay({ bank }: { bank: OpenBank }) {
  const { language } = useLanguage();
  const waste = useOpenWasteText();
  const { nextWeighingOn, weighing } = bank;
  return (
    <li class="waste-bank">
      <span class="waste-bank-words">
        <strong>{bank.name}</strong>
        <span class="waste-note">{bank.areaName}</span>
      </span>
      <span class="waste-day">
        {nextWeighingOn === null ? (
          <span class="waste-note">{waste.noDay}</span>
        ) : (
          <>
            {formatWeekday(nextWeighingOn, language)}
            {weighing !== null && (
              <span class="waste-note">{waste.hours(weighing.opensAt, weighing.closesAt)}</span>
            )}
          </>
        )}
      </span>
    </li>
  );
}
