import { useLocation } from "preact-iso/router";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { PagedList } from "../../controls/paged-list.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { usePages } from "../../controls/use-pages.ts";
import { isOneOf } from "../../edge/shape.ts";
import { AgeText } from "../../shell/age-text.tsx";
import { Notice } from "../../shell/notice.tsx";
import { residentReportPart, type ReportRow } from "../edge/parse-resident-reports.ts";
import { DeskIcon } from "../frame/desk-icon.tsx";
import { FIRST_PAGE_ROWS } from "../live/first-page.ts";
import { useFreshPages } from "../live/use-fresh-pages.ts";
import { ReportStateBadge } from "../parts/badges.tsx";
import { ListChanged } from "../parts/list-changed.tsx";
import { useListText } from "../text/list-text.ts";
import { useReportText } from "../text/report-text.ts";
import "../parts/desk-rows.css";

const STATES = ["active", "done", "declined"] as const;

/** What residents reported, newest first. */
export function ResidentReportsPage() {
  const text = useReportText();
  const { url, route } = useLocation();
  const asked = new URLSearchParams(url.split("?")[1] ?? "").get("keadaan");
  const state = isOneOf(STATES, asked) ? asked : "active";
  const pages = usePages(
    `/api/v1/resident-reports?state=${state}&limit=${FIRST_PAGE_ROWS}`,
    residentReportPart,
  );
  const hasChanged = useFreshPages(pages);
  const none = state === "active" ? text.noneText : text.noneEndedText;
  return (
    <>
      <PageHead title={text.title} lead={text.lead} />
      <div class="segments-wide">
        <SegmentField
          id="state"
          label={text.which}
          value={state}
          choices={STATES.map((value) => ({ value, label: text[value] }))}
          onChange={(value) => route(`/dlh/laporan?keadaan=${value}`, true)}
        />
      </div>
      <ListChanged hasChanged={hasChanged} onReload={pages.refresh} />
      <PagedList of={pages} empty={<Notice icon="check" title={text.noneTitle} text={none} />}>
        {(rows) => (
          <ul class="rows panel" aria-label={text.listName}>
            {rows.map((report) => (
              <ReportItem key={report.id} report={report} />
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

function ReportItem({ report }: { report: ReportRow }) {
  const text = useReportText();
  const list = useListText();
  const place = [report.place, report.deviceName, report.areaName].filter(Boolean).join(" · ");
  return (
    <li>
      <a class="row-link desk-row" href={`/dlh/laporan/${report.id}`}>
        <span class="row-main">
          <span class="row-name">{list.reportKind[report.kind]}</span>
          <span class="desk-row-place">{place === "" ? text.noPlace : place}</span>
          <span class="desk-row-note">
            <ReportStateBadge state={report.state} />
            <AgeText atMs={report.receivedAt} />
            {report.hasPhoto && <span>{text.withPhoto}</span>}
          </span>
        </span>
        <DeskIcon name="forward" />
      </a>
    </li>
  );
}
