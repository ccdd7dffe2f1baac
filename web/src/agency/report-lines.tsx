import { DataTable, type Column } from "../controls/data-table.tsx";
import { formatRupiah } from "../format/number.ts";
import { formatQuantity } from "../format/quantity.ts";
import type { Language } from "../text/catalogue.ts";
import { useLanguage } from "../text/language-context.tsx";
import type { MonthlyReport, ReportLine } from "../edge/parse-reports.ts";
import { useAgencyText, type AgencyText } from "./text/use-agency-text.ts";

/** Item by item, with the files for those who go on in a spreadsheet. */
export function ReportLines({ report }: { report: MonthlyReport }) {
  const { language } = useLanguage();
  const agency = useAgencyText();
  const columns = columnsOf(agency, language);
  const path = `/api/v1/banks/${report.bank.id}/reports/monthly?month=${report.month}`;
  return (
    <section class="panel agency-section agency-banks">
      <h2 class="agency-section-title">{agency.linesTitle}</h2>
      {report.lines.length === 0 ? (
        <p class="agency-empty">{agency.noLines}</p>
      ) : (
        <DataTable
          caption={agency.linesTitle}
          columns={columns}
          rows={report.lines}
          keyOf={({ item, grade }) => `${item}.${grade}`}
        />
      )}
      <div class="agency-files agency-files-inside">
        {(["xlsx", "csv"] as const).map((format) => (
          <a
            class="button button-quiet button-small"
            key={format}
            href={`${path}&format=${format}`}
            download
          >
            {agency.download(format.toUpperCase())}
          </a>
        ))}
      </div>
    </section>
  );
}

function columnsOf(agency: AgencyText, language: Language): Column<ReportLine>[] {
  return [
    {
      id: "item",
      label: agency.item,
      isTitle: true,
      show: ({ name, grade, reportGroup }) => (
        <span class="agency-bank">
          {name}
          <span class="agency-note">
            {grade} · {agency.groups[reportGroup]}
          </span>
        </span>
      ),
    },
    {
      id: "deposited",
      label: agency.deposited,
      isNumeric: true,
      show: ({ depositedQuantity, unit }) => formatQuantity(depositedQuantity, unit, language),
    },
    {
      id: "deposited-rupiah",
      label: agency.depositedRupiah,
      isNumeric: true,
      show: ({ depositedRupiah }) => formatRupiah(depositedRupiah),
    },
    {
      id: "sold",
      label: agency.sold,
      isNumeric: true,
      show: ({ soldQuantity, unit }) => formatQuantity(soldQuantity, unit, language),
    },
    {
      id: "sold-rupiah",
      label: agency.soldRupiah,
      isNumeric: true,
      show: ({ soldRupiah }) => formatRupiah(soldRupiah),
    },
  ];
}
