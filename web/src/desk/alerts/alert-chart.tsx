import { useMemo } from "preact/hooks";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { ChartView } from "../../detail/chart-view.tsx";
import { useSeries } from "../../detail/use-series.ts";
import type { Measure } from "../../format/measure.ts";
import { Notice } from "../../shell/notice.tsx";
import { failureText } from "../../text/failure-text.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { AlertRow } from "../edge/parse-alerts.ts";
import { useDesk } from "../live/desk-context.tsx";
import { useAlertText } from "../text/alert-text.ts";
import { chartMeasure, chartSpan } from "./alert-span.ts";

/** What was measured around the time of an alert about a bin or an air station. */
export function AlertChart({ alert }: { alert: AlertRow }) {
  const { rules } = useDesk();
  const measure = chartMeasure(alert, rules.get(alert.rule));
  const { subjectKind } = alert;
  if (measure === null || (subjectKind !== "bin" && subjectKind !== "air")) return null;
  return <MeasureChart alert={alert} channel={subjectKind} measure={measure} />;
}

interface MeasureChartProps {
  alert: AlertRow;
  channel: "bin" | "air";
  measure: Measure;
}

function MeasureChart({ alert, channel, measure }: MeasureChartProps) {
  const text = useAlertText();
  const { text: shell } = useLanguage();
  const { revision } = useDesk();
  // With each change at the desk the span reaches to the new now.
  const span = useMemo(
    () => chartSpan(alert, Date.now()),
    [alert.openedAt, alert.resolvedAt, revision],
  );
  const range = useMemo(() => ({ kind: "fixed" as const, ...span }), [span]);
  const { series, retry } = useSeries({
    device: alert.subject,
    channel,
    field: measure,
    range,
    path: "/api/v1/readings/series",
  });
  return (
    <Section title={text.chart(shell.lists.measure[measure])}>
      {series.state === "loading" && <div class="skeleton chart-skeleton" aria-busy="true" />}
      {series.state === "ready" && (
        <ChartView device={alert.subject} data={series.data} measure={measure} span={span} />
      )}
      {series.state === "failed" && (
        <Notice
          icon="warning"
          level="h3"
          title={shell.detail.chartError}
          text={failureText(series.failure, shell)}
          isError
        >
          <button class="button button-quiet" type="button" onClick={retry}>
            {shell.shell.retry}
          </button>
        </Notice>
      )}
    </Section>
  );
}
