import { useEffect, useRef } from "preact/hooks";
import { LoadedView } from "../../controls/loaded.tsx";
import { formatMoment } from "../../format/time.ts";
import { Icon } from "../../shell/icon.tsx";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { parseMyReports, type MyReport } from "../edge/parse-my-reports.ts";
import { PageHead } from "../page-head.tsx";
import { useMine } from "../use-mine.ts";
import { KIND_ICONS } from "./kind-tiles.tsx";
import { useReportText } from "./text/use-report-text.ts";
import { useReports } from "./use-reports.ts";
import { WaitingList } from "./waiting-list.tsx";
import "./report.css";

/** What a resident reported: what still waits on this phone, and what became of the rest. */
export function MyReportsPage({ owner }: { owner: string }) {
  const { list } = useReportText();
  const sending = useReports(owner);
  const loaded = useMine("/api/v1/me/reports", parseMyReports);
  useRefreshWhenFewer(sending.items?.length ?? 0, loaded.refresh);
  const hasWaiting = (sending.items?.length ?? 0) > 0;
  return (
    <>
      <PageHead title={list.title} lead={list.lead}>
        <a class="button report-make" href="/saya/lapor">
          {list.make}
        </a>
      </PageHead>
      <WaitingList sending={sending} />
      {/* Without a network the waiting ones say so already. */}
      {(loaded.value !== null || !hasWaiting) && (
        <LoadedView of={loaded}>
          {({ reports }) => <ReportList reports={reports} isNone={!hasWaiting} />}
        </LoadedView>
      )}
    </>
  );
}

function ReportList({ reports, isNone }: { reports: readonly MyReport[]; isNone: boolean }) {
  const { list } = useReportText();
  if (reports.length === 0) {
    return isNone ? <Notice icon="report" title={list.noneTitle} text={list.noneText} /> : null;
  }
  return (
    <ul class="report-list">
      {reports.map((report) => (
        <Report report={report} key={report.id} />
      ))}
    </ul>
  );
}

/** What left the phone has arrived: the server knows it now. */
function useRefreshWhenFewer(count: number, refresh: () => void): void {
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current) refresh();
    before.current = count;
  }, [count]);
}

const BADGE_BY_STATE = {
  received: "badge",
  "in-work": "badge badge-warn",
  done: "badge badge-good",
  declined: "badge",
} as const satisfies Record<MyReport["state"], string>;

function Report({ report }: { report: MyReport }) {
  const { language } = useLanguage();
  const text = useReportText();
  const words = [report.place, report.note].filter((part) => part !== "").join(" · ");
  return (
    <li class="panel me-card">
      <div class="report-head">
        <h2 class="me-card-title report-title">
          <Icon name={KIND_ICONS[report.kind]} />
          {text.kinds[report.kind]}
        </h2>
        <span class={BADGE_BY_STATE[report.state]}>{text.states[report.state]}</span>
      </div>
      <p class="me-note">{text.list.seen(formatMoment(report.seenAt, language))}</p>
      {words !== "" && <p>{words}</p>}
      {report.hasPhoto && (
        <img
          class="report-photo"
          src={`/api/v1/me/reports/${report.id}/photo`}
          alt={text.list.photoAlt}
          loading="lazy"
        />
      )}
      {report.answer !== null && (
        <p class="report-answer">
          <strong>{text.list.answer}:</strong> {report.answer}
        </p>
      )}
    </li>
  );
}
