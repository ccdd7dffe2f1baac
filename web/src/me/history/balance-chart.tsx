import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { chartColors } from "../../chart/chart-options.ts";
import { stepIndex } from "../../chart/step-index.ts";
import "../../chart/series-chart.css";
import { formatMonth } from "../../format/month.ts";
import { formatRupiah } from "../../format/number.ts";
import { useTheme } from "../../shell/theme.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { HistoryMonth } from "../edge/parse-passbook.ts";
import { useMeText } from "../text/use-me-text.ts";
import { balanceOptions } from "./balance-options.ts";

/** The savings at the end of each month as a line; read by mouse, thumb or arrow keys. */
export function BalanceChart({ months }: { months: readonly HistoryMonth[] }) {
  const { text, language } = useLanguage();
  const me = useMeText();
  const [index, setIndex] = useState<number | null>(null);
  const { holder, chart } = useChart(months, setIndex);
  const shown = index === null ? undefined : months[index];
  const first = months[0];
  const last = months[months.length - 1];
  if (!first || !last) return null;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const values = months.map(({ savingsRupiah }) => savingsRupiah);
    const next = stepIndex(values, index, event.key === "ArrowLeft" ? -1 : 1);
    if (next === null) return;
    chart.current?.setCursor({ left: chart.current.valToPos(next, "x"), top: 1 });
  };
  const label = me.history.label(
    formatMonth(first.month, language),
    formatRupiah(first.savingsRupiah),
    formatMonth(last.month, language),
    formatRupiah(last.savingsRupiah),
  );
  return (
    <div class="chart">
      <p class="chart-readout" aria-live="polite">
        {shown === undefined ? (
          <span class="chart-hint">{text.detail.chartHint}</span>
        ) : (
          <>
            <strong>{formatRupiah(shown.savingsRupiah)}</strong>{" "}
            {formatMonth(shown.month, language)}
          </>
        )}
      </p>
      <div
        class="chart-canvas"
        ref={holder}
        role="img"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

/** Holds a uPlot for as long as the months, the theme and the language stay. */
function useChart(months: readonly HistoryMonth[], onCursor: (index: number | null) => void) {
  const { language } = useLanguage();
  const theme = useTheme();
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const options = balanceOptions({
      months,
      language,
      widthPx: element.clientWidth,
      colors: chartColors(element),
      onCursor,
    });
    const columns: uPlot.AlignedData = [
      months.map((_month, index) => index),
      months.map(({ savingsRupiah }) => savingsRupiah),
    ];
    const drawn = new uPlot(options, columns, element);
    chart.current = drawn;
    const onPointer = (event: PointerEvent): void => {
      // uPlot follows the mouse by itself, and a thumb not at all.
      if (event.pointerType === "mouse") return;
      const box = drawn.over.getBoundingClientRect();
      drawn.setCursor({ left: event.clientX - box.left, top: event.clientY - box.top });
    };
    drawn.over.addEventListener("pointerdown", onPointer);
    drawn.over.addEventListener("pointermove", onPointer);
    const observer = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: options.height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
      chart.current = null;
      onCursor(null);
    };
  }, [months, language, theme]);
  return { holder, chart };
}
