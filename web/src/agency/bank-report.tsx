import { LoadedView } from "../controls/loaded.tsx";
import { useLoaded } from "../controls/use-loaded.ts";
import { formatMonth } from "../format/month.ts";
import { formatNumber, formatRupiah } from "../format/number.ts";
import { formatQuantity } from "../format/quantity.ts";
import { formatMoment } from "../format/time.ts";
import { Icon } from "../shell/icon.tsx";
import { useLanguage } from "../text/language-context.tsx";
import { parseMonthlyReport, type MonthlyReport } from "../edge/parse-reports.ts";
import { Figures } from "./figures.tsx";
import { GroupBars } from "./group-bars.tsx";
import { LedgerCheckPanel } from "./ledger-check.tsx";
import { agencyHref } from "./month-choice.ts";
import { ReportDecision } from "./report-decision.tsx";
import { ReportLines } from "./report-lines.tsx";
import { StateBadge } from "./state-badge.tsx";
import { useAgencyText } from "./text/use-agency-text.ts";

interface BankReportProps {
  bank: string;
  month: string;
}

/** A bank's month as it was counted from its book, and what the agency says to it. */
export function BankReport({ bank, month }: BankReportProps) {
  const agency = useAgencyText();
  const report = useLoaded(
    `/api/v1/banks/${bank}/reports/monthly?month=${month}`,
    parseMonthlyReport,
  );
  return (
    <>
      <a class="agency-back" href={agencyHref({ month, bank: null })}>
        <Icon name="back" />
        {agency.title}
      </a>
      <LoadedView of={report} level="h1">
        {(value) => <Report report={value} onDecided={report.refresh} />}
      </LoadedView>
    </>
  );
}

function Report({ report, onDecided }: { report: MonthlyReport; onDecided: () => void }) {
  const { language } = useLanguage();
  const agency = useAgencyText();
  const { bank, month, totals } = report;
  return (
    <>
      <div class="agency-report-head">
        <h1 class="agency-title">{bank.name}</h1>
        <p class="agency-lead">
          {formatMonth(month, language)} · {bank.areaName}
          {bank.decreeNumber !== null && ` · ${agency.decree(bank.decreeNumber)}`}
        </p>
        <ReportState report={report} />
      </div>
      <ReportDecision report={report} onDecided={onDecided} />
      <Figures
        figures={[
          { name: agency.deposited, value: formatQuantity(totals.depositedMassG, "kg", language) },
          { name: agency.depositedRupiah, value: formatRupiah(totals.depositedRupiah) },
          { name: agency.sold, value: formatQuantity(totals.soldMassG, "kg", language) },
          { name: agency.soldRupiah, value: formatRupiah(totals.soldRupiah) },
          { name: agency.members, value: formatNumber(report.members) },
          { name: agency.depositors, value: formatNumber(totals.depositors) },
          { name: agency.weighingDays, value: formatNumber(totals.weighingDays) },
          { name: agency.deposits, value: formatNumber(totals.deposits) },
          { name: agency.memberRupiah, value: formatRupiah(totals.memberRupiah) },
          { name: agency.bankShare, value: formatRupiah(totals.bankShareRupiah) },
          { name: agency.withdrawn, value: formatRupiah(totals.withdrawnRupiah) },
          { name: agency.donated, value: formatRupiah(totals.donatedRupiah) },
          { name: agency.savings, value: formatRupiah(totals.savingsRupiah) },
          { name: agency.cash, value: formatRupiah(totals.cashRupiah) },
        ]}
      />
      <section class="panel agency-section">
        <h2 class="agency-section-title">{agency.groupsTitle}</h2>
        <GroupBars groups={report.groups} />
        {totals.linesWithoutMass > 0 && (
          <p class="agency-note">{agency.withoutMass(formatNumber(totals.linesWithoutMass))}</p>
        )}
      </section>
      <ReportLines report={report} />
      <LedgerCheckPanel bank={bank.id} />
    </>
  );
}

function ReportState({ report }: { report: MonthlyReport }) {
  const { language } = useLanguage();
  const agency = useAgencyText();
  const time = (at: string): string => formatMoment(Date.parse(at), language);
  return (
    <div class="agency-state">
      <StateBadge state={report.state} />
      {report.submittedAt !== null && (
        <span class="agency-note">{agency.submittedAt(time(report.submittedAt))}</span>
      )}
      {report.decidedAt !== null && (
        <span class="agency-note">{agency.decidedAt(time(report.decidedAt))}</span>
      )}
      {report.note !== null && <p class="agency-said">{agency.noteSaid(report.note)}</p>}
    </div>
  );
}
