import { useLocation } from "preact-iso/router";
import { DataTable, type Column } from "../controls/data-table.tsx";
import { LoadedView } from "../controls/loaded.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { useLoaded } from "../controls/use-loaded.ts";
import { formatMonth } from "../format/month.ts";
import { formatNumber, formatRupiah } from "../format/number.ts";
import { formatQuantity } from "../format/quantity.ts";
import { Notice } from "../shell/notice.tsx";
import { useNow } from "../shell/now-context.tsx";
import { useLanguage } from "../text/language-context.tsx";
import { parseDistrictReport, type BankRow, type DistrictReport } from "../edge/parse-reports.ts";
import { Figures } from "./figures.tsx";
import { GroupBars } from "./group-bars.tsx";
import { agencyHref, monthsBack } from "./month-choice.ts";
import { SipsnFiles } from "./sipsn-files.tsx";
import { StateBadge } from "./state-badge.tsx";
import { useAgencyText } from "./text/use-agency-text.ts";

/** A month of the whole district: its sums, its groups, and each bank with its report. */
export function DistrictPage({ month }: { month: string }) {
  const { language } = useLanguage();
  const agency = useAgencyText();
  const { route } = useLocation();
  const nowMs = useNow();
  const report = useLoaded(`/api/v1/reports/district?month=${month}`, parseDistrictReport);
  const months = monthsBack(nowMs);
  const choices = months.includes(month) ? months : [...months, month];
  return (
    <>
      <div class="agency-head">
        <div>
          <h1 class="agency-title">{agency.title}</h1>
          <p class="agency-lead">{agency.lead}</p>
        </div>
        <SelectField
          id="month"
          label={agency.month}
          value={month}
          choices={choices.map((value) => ({ value, label: formatMonth(value, language) }))}
          onChange={(chosen) => route(agencyHref({ month: chosen, bank: null }))}
        />
      </div>
      <LoadedView of={report}>{(value) => <District report={value} />}</LoadedView>
      <SipsnFiles nowMs={nowMs} />
    </>
  );
}

function District({ report }: { report: DistrictReport }) {
  const { language } = useLanguage();
  const agency = useAgencyText();
  const { totals, banks } = report;
  if (banks.length === 0) {
    return <Notice icon="scale" title={agency.noBanksTitle} text={agency.noBanksText} />;
  }
  const waiting = banks.filter(({ state }) => state === "submitted").length;
  return (
    <>
      <Figures
        figures={[
          { name: agency.waiting, value: formatNumber(waiting), isAlert: waiting > 0 },
          { name: agency.deposited, value: formatQuantity(totals.depositedMassG, "kg", language) },
          { name: agency.depositedRupiah, value: formatRupiah(totals.depositedRupiah) },
          { name: agency.members, value: formatNumber(report.members) },
          { name: agency.depositors, value: formatNumber(totals.depositors) },
          { name: agency.sold, value: formatQuantity(totals.soldMassG, "kg", language) },
        ]}
      />
      <section class="panel agency-section">
        <h2 class="agency-section-title">{agency.groupsTitle}</h2>
        <GroupBars groups={report.groups} />
        {totals.linesWithoutMass > 0 && (
          <p class="agency-note">{agency.withoutMass(formatNumber(totals.linesWithoutMass))}</p>
        )}
      </section>
      <section class="panel agency-section agency-banks">
        <h2 class="agency-section-title">{agency.banksTitle}</h2>
        <BankTable report={report} />
      </section>
      <p class="agency-files">
        {(["xlsx", "csv"] as const).map((format) => (
          <a
            class="button button-quiet button-small"
            key={format}
            href={`/api/v1/reports/district?month=${report.month}&format=${format}`}
            download
          >
            {agency.monthFile(format.toUpperCase())}
          </a>
        ))}
      </p>
    </>
  );
}

/** What waits for the agency comes first, then what was returned, then the rest by name. */
const STATE_ORDER = { submitted: 0, returned: 1, draft: 2, verified: 3 } as const;

function BankTable({ report }: { report: DistrictReport }) {
  const { language } = useLanguage();
  const agency = useAgencyText();
  const rows = [...report.banks].sort(
    (left, right) =>
      STATE_ORDER[left.state] - STATE_ORDER[right.state] ||
      left.name.localeCompare(right.name, "id"),
  );
  const columns: Column<BankRow>[] = [
    {
      id: "bank",
      label: agency.bank,
      isTitle: true,
      show: ({ id, name, areaName }) => (
        <span class="agency-bank">
          <a class="agency-bank-name" href={agencyHref({ month: report.month, bank: id })}>
            {name}
          </a>
          <span class="agency-note">{areaName}</span>
        </span>
      ),
    },
    { id: "state", label: agency.state, show: ({ state }) => <StateBadge state={state} /> },
    {
      id: "members",
      label: agency.members,
      isNumeric: true,
      show: ({ members }) => formatNumber(members),
    },
    {
      id: "mass",
      label: agency.deposited,
      isNumeric: true,
      show: ({ totals }) => formatQuantity(totals.depositedMassG, "kg", language),
    },
    {
      id: "rupiah",
      label: agency.depositedRupiah,
      isNumeric: true,
      show: ({ totals }) => formatRupiah(totals.depositedRupiah),
    },
  ];
  return (
    <DataTable
      caption={agency.banksTitle}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      footer={[
        agency.district,
        "",
        formatNumber(report.members),
        formatQuantity(report.totals.depositedMassG, "kg", language),
        formatRupiah(report.totals.depositedRupiah),
      ]}
    />
  );
}
