import { useLocation } from "preact-iso/router";
import { monthsBack } from "../../agency/month-choice.ts";
import { Facts, PageHead, Section } from "../../bank/desk-frame/page-parts.tsx";
import { DataTable, type Column } from "../../controls/data-table.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import { addMonths, formatMonth, monthOf } from "../../format/month.ts";
import { formatNumber } from "../../format/number.ts";
import { Notice } from "../../shell/notice.tsx";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import {
  taskFiguresPart,
  type AreaFigures,
  type Durations,
  type TaskFigures,
} from "../edge/parse-tasks.ts";
import { durationText } from "../parts/duration-text.ts";
import { useFiguresText } from "../text/figures-text.ts";
import { useListText } from "../text/list-text.ts";
import "./figures.css";

const parseFigures = answerOf(taskFiguresPart);
const monthStart = (month: string): string => new Date(`${month}-01T00:00:00+07:00`).toISOString();

/** How fast problems were seen and ended in a month. */
export function FiguresPage() {
  const text = useFiguresText();
  const { language } = useLanguage();
  const { url, route } = useLocation();
  const nowMs = useNow();
  const months = monthsBack(nowMs);
  const asked = new URLSearchParams(url.split("?")[1] ?? "").get("bulan");
  const month = months.find((one) => one === asked) ?? monthOf(nowMs);
  const query = new URLSearchParams({
    from: monthStart(month),
    to: monthStart(addMonths(month, 1)),
  });
  const figures = useLoaded(`/api/v1/tasks/figures?${query}`, parseFigures);
  return (
    <>
      <PageHead title={text.title} lead={text.lead}>
        <SelectField
          id="month"
          label={text.month}
          value={month}
          choices={months.map((value) => ({ value, label: formatMonth(value, language) }))}
          onChange={(chosen) => route(`/dlh/angka?bulan=${chosen}`, true)}
        />
      </PageHead>
      <LoadedView of={figures}>{(value) => <Figures figures={value} />}</LoadedView>
    </>
  );
}

function Figures({ figures }: { figures: TaskFigures }) {
  const text = useFiguresText();
  const list = useListText();
  const { all, areas } = figures;
  if (all.alerts + all.reports + all.tasksDone === 0) {
    return <Notice icon="report" title={text.noneTitle} text={text.noneText} />;
  }
  const told = (seconds: number | null) => (seconds === null ? null : durationText(seconds, list));
  const seen = told(all.toAcknowledge.medianS);
  const ended = told(all.toResolve.medianS);
  const fact = (label: string, durations: Durations) => ({
    label,
    value: told(durations.medianS) ?? text.none,
    ...(durations.p90S === null ? {} : { note: text.slow(durationText(durations.p90S, list)) }),
  });
  return (
    <div class="stack">
      <Section title={text.district}>
        {seen !== null && ended !== null && (
          <p class="section-note">{text.sentence(formatNumber(all.alerts), seen, ended)}</p>
        )}
        <Facts
          facts={[
            { label: text.alerts, value: formatNumber(all.alerts) },
            { label: text.reports, value: formatNumber(all.reports) },
            { label: text.tasksDone, value: formatNumber(all.tasksDone) },
            fact(text.toAcknowledge, all.toAcknowledge),
            fact(text.toResolve, all.toResolve),
            fact(text.reportToEnd, all.reportToEnd),
          ]}
        />
      </Section>
      {areas.length > 0 && (
        <Section title={text.areas} note={text.explain} isFlush>
          <AreaTable areas={areas} />
        </Section>
      )}
    </div>
  );
}

function AreaTable({ areas }: { areas: readonly AreaFigures[] }) {
  const text = useFiguresText();
  const list = useListText();
  const median = ({ medianS }: Durations): string =>
    medianS === null ? "–" : durationText(medianS, list);
  const columns: Column<AreaFigures>[] = [
    { id: "area", label: text.area, isTitle: true, show: ({ areaName }) => areaName },
    {
      id: "alerts",
      label: text.alerts,
      isNumeric: true,
      show: ({ alerts }) => formatNumber(alerts),
    },
    {
      id: "seen",
      label: text.toAcknowledge,
      isNumeric: true,
      show: ({ toAcknowledge }) => median(toAcknowledge),
    },
    {
      id: "ended",
      label: text.toResolve,
      isNumeric: true,
      show: ({ toResolve }) => median(toResolve),
    },
    {
      id: "reports",
      label: text.reports,
      isNumeric: true,
      show: ({ reports }) => formatNumber(reports),
    },
    {
      id: "report-end",
      label: text.reportToEnd,
      isNumeric: true,
      show: ({ reportToEnd }) => median(reportToEnd),
    },
    {
      id: "tasks",
      label: text.tasksDone,
      isNumeric: true,
      show: ({ tasksDone }) => formatNumber(tasksDone),
    },
  ];
  return (
    <div class="figures-table">
      <DataTable
        caption={text.areas}
        columns={columns}
        rows={areas}
        keyOf={({ areaCode }) => areaCode}
      />
    </div>
  );
}
