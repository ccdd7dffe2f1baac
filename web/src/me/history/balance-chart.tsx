import { useMemo } from "preact/hooks";
import { LineChart } from "../../chart/line-chart.tsx";
import { formatMonth } from "../../format/month.ts";
import { formatRupiah } from "../../format/number.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { HistoryMonth } from "../edge/parse-passbook.ts";
import { useMeText } from "../text/use-me-text.ts";
import { balanceOptions } from "./balance-options.ts";

const HEIGHT_PX = 240;

/** The savings at the end of each month as a line. */
export function BalanceChart({ months }: { months: readonly HistoryMonth[] }) {
  const { text, language } = useLanguage();
  const me = useMeText();
  const columns = useMemo(
    () => ({
      at: months.map((_month, index) => index),
      values: months.map(({ savingsRupiah }) => savingsRupiah),
    }),
    [months],
  );
  const first = months[0];
  const last = months[months.length - 1];
  if (!first || !last) return null;

  const read = (index: number) => {
    const shown = months[index];
    if (shown === undefined) return null;
    return (
      <>
        <strong>{formatRupiah(shown.savingsRupiah)}</strong> {formatMonth(shown.month, language)}
      </>
    );
  };
  return (
    <LineChart
      label={me.history.label(
        formatMonth(first.month, language),
        formatRupiah(first.savingsRupiah),
        formatMonth(last.month, language),
        formatRupiah(last.savingsRupiah),
      )}
      hint={text.detail.chartHint}
      columns={columns}
      options={(place) => balanceOptions({ ...place, months, language })}
      madeOf={[months]}
      heightPx={HEIGHT_PX}
      read={read}
    />
  );
}
