import { useState } from "preact/hooks";
import { DateField } from "../../controls/date-field.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { dayOf } from "../../format/month.ts";
import { useNow } from "../../shell/now-context.tsx";
import type { MyAccount } from "../edge/parse-account.ts";
import { parseStatement } from "../edge/parse-passbook.ts";
import { PageHead } from "../page-head.tsx";
import { firstProduct, ProductChoice } from "../product-choice.tsx";
import { useMeText } from "../text/use-me-text.ts";
import { useMine } from "../use-mine.ts";
import { daysOf, isOrdered, PERIODS, type Days, type Period } from "./period.ts";
import { StatementSheet } from "./statement-sheet.tsx";
import "./statement.css";

/** Every line between two days with both balances, to read, to print or to keep as PDF. */
export function StatementPage({ account }: { account: MyAccount }) {
  const me = useMeText();
  const nowMs = useNow();
  const [product, setProduct] = useState(() => firstProduct(account));
  const [period, setPeriod] = useState<Period>("this-month");
  const [own, setOwn] = useState<Days>(() => daysOf("this-month", nowMs));
  const days = period === "own" ? own : daysOf(period, nowMs);
  const query = new URLSearchParams({ product, ...days });
  const statement = useMine(
    isOrdered(days) ? `/api/v1/me/statement?${query}` : null,
    parseStatement,
  );
  return (
    <>
      <div class="no-print">
        <PageHead title={me.links.statement} lead={me.statement.lead} />
        <div class="statement-choices">
          <ProductChoice account={account} value={product} onChange={setProduct} />
          <SelectField<Period>
            id="period"
            label={me.statement.period}
            value={period}
            choices={PERIODS.map((value) => ({ value, label: me.statement.periods[value] }))}
            onChange={setPeriod}
          />
          {period === "own" && <OwnDays days={own} today={dayOf(nowMs)} onChange={setOwn} />}
        </div>
      </div>
      {isOrdered(days) && (
        <LoadedView of={statement}>
          {(value) => (
            <StatementSheet
              account={account}
              product={product}
              days={days}
              statement={value}
              madeAtMs={nowMs}
            />
          )}
        </LoadedView>
      )}
    </>
  );
}

interface OwnDaysProps {
  days: Days;
  today: string;
  onChange: (days: Days) => void;
}

function OwnDays({ days, today, onChange }: OwnDaysProps) {
  const me = useMeText();
  return (
    <div class="statement-days">
      <DateField
        id="from"
        type="date"
        label={me.statement.from}
        value={days.from}
        max={today}
        onInput={(from) => onChange({ ...days, from })}
      />
      <DateField
        id="to"
        type="date"
        label={me.statement.to}
        value={days.to}
        max={today}
        error={isOrdered(days) ? undefined : me.statement.badDays}
        onInput={(to) => onChange({ ...days, to })}
      />
    </div>
  );
}
