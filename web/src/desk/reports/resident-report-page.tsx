import { useState } from "preact/hooks";
import { Facts, PageHead, Section, type Fact } from "../../bank/desk-frame/page-parts.tsx";
import { answerOf } from "../../edge/parts.ts";
import { residentReportPart, type ReportRow } from "../edge/parse-resident-reports.ts";
import { useDesk } from "../live/desk-context.tsx";
import { ReportStateBadge } from "../parts/badges.tsx";
import { DetailPage } from "../parts/detail-page.tsx";
import { PlaceLine } from "../parts/place-line.tsx";
import { When } from "../parts/when.tsx";
import { useListText } from "../text/list-text.ts";
import { useReportText } from "../text/report-text.ts";
import { ReportActions } from "./report-actions.tsx";
import "../parts/desk-rows.css";
import "./resident-report.css";

const parseReport = answerOf(residentReportPart);
const pathOf = (id: string): string => `/api/v1/resident-reports/${encodeURIComponent(id)}`;

/** One report: what a resident saw, where, and what becomes of it. */
export function ResidentReportPage({ id }: { id: string }) {
  const text = useReportText();
  const back = { href: "/dlh/laporan", label: text.title };
  return (
    <DetailPage path={pathOf(id)} parse={parseReport} back={back} unknownTitle={text.unknownTitle}>
      {(report) => <ReportView report={report} back={back} />}
    </DetailPage>
  );
}

interface ReportViewProps {
  report: ReportRow;
  back: { href: string; label: string };
}

function ReportView({ report, back }: ReportViewProps) {
  const text = useReportText();
  const list = useListText();
  const { refresh } = useDesk();
  return (
    <>
      <PageHead title={list.reportKind[report.kind]} lead={report.place} back={back} />
      <p class="desk-state">
        <ReportStateBadge state={report.state} />
      </p>
      <ReportActions report={report} path={pathOf(report.id)} onChanged={refresh} />
      <div class="desk-columns">
        <div class="stack">
          <Section title={text.what}>
            {report.note !== "" && <p class="story-note">{report.note}</p>}
            <ReportFacts report={report} />
          </Section>
          {report.answer !== null && (
            <Section title={text.answer}>
              <p class="story-note">{report.answer}</p>
            </Section>
          )}
          <PlaceLine title={text.mapTitle} lat={report.lat} lon={report.lon} />
        </div>
        <Photo report={report} />
      </div>
    </>
  );
}

function Photo({ report }: { report: ReportRow }) {
  const text = useReportText();
  const list = useListText();
  const [isBroken, setBroken] = useState(false);
  return (
    <Section title={report.hasPhoto ? text.photo : text.noPhoto}>
      {!report.hasPhoto && <p class="quiet">{text.noPhotoText}</p>}
      {report.hasPhoto && !isBroken && (
        <img
          class="report-photo"
          src={`${pathOf(report.id)}/photo`}
          alt={text.photoOf(list.reportKind[report.kind], report.place || text.noPlace)}
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      )}
      {isBroken && (
        <p class="status-line status-line-warn" role="alert">
          {text.photoFailed}
        </p>
      )}
    </Section>
  );
}

function ReportFacts({ report }: { report: ReportRow }) {
  const text = useReportText();
  const facts: Fact[] = [
    { label: text.place, value: report.place === "" ? text.noPlace : report.place },
    ...(report.areaName === null ? [] : [{ label: text.area, value: report.areaName }]),
    ...(report.deviceName === null ? [] : [{ label: text.device, value: report.deviceName }]),
    { label: text.seen, value: <When atMs={report.seenAt} /> },
    { label: text.received, value: <When atMs={report.receivedAt} /> },
    ...(report.endedAt === null
      ? []
      : [{ label: text.ended, value: <When atMs={report.endedAt} /> }]),
  ];
  return <Facts facts={facts} />;
}
