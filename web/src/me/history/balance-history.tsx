import { LoadedView } from "../../controls/loaded.tsx";
import { formatMonth } from "../../format/month.ts";
import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { parseHistory, type HistoryMonth } from "../edge/parse-passbook.ts";
import { useMeText } from "../text/use-me-text.ts";
import { useMine } from "../use-mine.ts";
import { BalanceChart } from "./balance-chart.tsx";
import "./history.css";

/** The savings month by month: as a picture, and as a table of the same figures. */
export function BalanceHistory() {
  const me = useMeText();
  const history = useMine("/api/v1/me/history", parseHistory);
  return (
    <LoadedView of={history}>
      {({ months }) =>
        months.length < 2 ? (
          <p class="me-note">{me.history.tooShort}</p>
        ) : (
          <>
            <BalanceChart months={months} />
            <details class="history-table">
              <summary>{me.history.table}</summary>
              <HistoryTable months={months} />
            </details>
          </>
        )
      }
    </LoadedView>
  );
}

function HistoryTable({ months }: { months: readonly HistoryMonth[] }) {
  const { language } = useLanguage();
  const me = useMeText();
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{me.history.month}</th>
          <th scope="col">{me.history.savings}</th>
          <th scope="col">{me.history.brought}</th>
        </tr>
      </thead>
      <tbody>
        {[...months].reverse().map(({ month, savingsRupiah, massG }) => (
          <tr key={month}>
            <th scope="row">{formatMonth(month, language)}</th>
            <td>{formatRupiah(savingsRupiah)}</td>
            <td>{formatQuantity(massG, "kg", language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
