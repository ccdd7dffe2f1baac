import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { DateField } from "../../controls/date-field.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { parseMonthlyReport, type MonthlyReport } from "../../edge/parse-reports.ts";
import { answerOf, fields, literal } from "../../edge/parts.ts";
import { addMonths, formatMonth, monthOf } from "../../format/month.ts";
import { formatMoment } from "../../format/time.ts";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { PageHead } from "../desk-frame/page-parts.tsx";
import { useListText } from "../list-text.ts";
import { ActiveMembersPart } from "./active-members.tsx";
import { LedgerCheck } from "./ledger-check.tsx";
import { ReportFigures } from "./report-figures.tsx";
import "./reports.css";
import { useReportsText } from "./reports-text.ts";

/** The page asks for the report again; the answer need only be one. */
const parseSubmitted = answerOf(fields({ state: literal("submitted") }));

/** The month as it goes to the agency, and the proof that the book is whole. */
export function ReportsPage() {
  const text = useReportsText();
  const { api } = useBank();
  const { language } = useLanguage();
  const thisMonth = monthOf(useNow());
  const [month, setMonth] = useState(addMonths(thisMonth, -1));
  const report = useLoaded(api(`reports/monthly?month=${month}`), parseMonthlyReport);
  return (
    <>
      <PageHead title={`${text.title} ${formatMonth(month, language)}`} lead={text.lead} />
      <div class="stack">
        <MonthChooser month={month} last={thisMonth} onChange={setMonth} />
        <LoadedView of={report}>
          {(value) => (
            <>
              <ReportState report={value} onChanged={report.refresh} />
              <ReportFigures report={value} />
            </>
          )}
        </LoadedView>
        <ActiveMembersPart month={month} />
        <LedgerCheck />
      </div>
    </>
  );
}

interface MonthChooserProps {
  month: string;
  last: string;
  onChange: (month: string) => void;
}

function MonthChooser({ month, last, onChange }: MonthChooserProps) {
  const text = useReportsText();
  return (
    <div class="month-chooser screen-only">
      <button
        class="button button-quiet"
        type="button"
        aria-label={text.earlier}
        onClick={() => onChange(addMonths(month, -1))}
      >
        ‹
      </button>
      <DateField
        id="report-month"
        type="month"
        label={text.month}
        max={last}
        value={month}
        onInput={(typed) => {
          if (/^20\d{2}-(0[1-9]|1[0-2])$/.test(typed) && typed <= last) onChange(typed);
        }}
      />
      <button
        class="button button-quiet"
        type="button"
        aria-label={text.laterMonth}
        disabled={month >= last}
        onClick={() => onChange(addMonths(month, 1))}
      >
        ›
      </button>
    </div>
  );
}

const BADGE: Record<MonthlyReport["state"], string> = {
  draft: "badge",
  submitted: "badge badge-warn",
  verified: "badge badge-good",
  returned: "badge badge-alarm",
};

/** Where the report stands with the agency, and the downloads. */
function ReportState({ report, onChanged }: { report: MonthlyReport; onChanged: () => void }) {
  const text = useReportsText();
  const words = useListText();
  const { language } = useLanguage();
  const { api, isTreasurer } = useBank();
  const [isAsking, setAsking] = useState(false);
  const isOpen = report.state === "draft" || report.state === "returned";
  // An empty book has nothing to stand for.
  const canSend = isOpen && report.head !== null;
  const fileHref = (format: "xlsx" | "csv"): string =>
    api(`reports/monthly?month=${report.month}&format=${format}`);
  const moment = (instant: string): string => formatMoment(Date.parse(instant), language);
  return (
    <section class="section panel stack-close">
      <p>
        <span class="fact-label">{text.state}</span>{" "}
        <span class={BADGE[report.state]}>{words.report[report.state]}</span>{" "}
        <span class="quiet">
          {report.submittedAt !== null && text.submitted(moment(report.submittedAt))}{" "}
          {report.decidedAt !== null && text.decided(moment(report.decidedAt))}
        </span>
      </p>
      {report.note !== null && (
        <p class="status-line status-line-warn">{text.returned(report.note)}</p>
      )}
      {!report.isComplete && <p class="quiet">{text.running}</p>}
      <div class="actions screen-only">
        {canSend && isTreasurer && report.isComplete && (
          <button class="button" type="button" onClick={() => setAsking(true)}>
            {report.state === "returned" ? text.submitAgain : text.submit}
          </button>
        )}
        <a class="button button-quiet" href={fileHref("xlsx")} download>
          {text.xlsx}
        </a>
        <a class="button button-quiet" href={fileHref("csv")} download>
          {text.csv}
        </a>
        <button class="button button-quiet" type="button" onClick={() => print()}>
          {text.print}
        </button>
      </div>
      {canSend && !report.isComplete && <p class="quiet">{text.notComplete}</p>}
      {canSend && report.isComplete && !isTreasurer && (
        <p class="quiet">{text.submitByTreasurer}</p>
      )}
      {isAsking && (
        <SubmitDialog
          month={report.month}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

interface SubmitDialogProps {
  month: string;
  onClose: () => void;
  onDone: () => void;
}

function SubmitDialog({ month, onClose, onDone }: SubmitDialogProps) {
  const text = useReportsText();
  const { language } = useLanguage();
  const { api } = useBank();
  const say = useToast();
  const post = usePost(parseSubmitted);
  const confirm = async (): Promise<void> => {
    const answer = await post.send(api(`reports/monthly/${month}/submit`), {});
    if (!answer?.ok) return;
    say(text.submitDone);
    onDone();
  };
  return (
    <ConfirmDialog
      id="submit-report"
      title={text.submitTitle(formatMonth(month, language))}
      confirmLabel={text.submit}
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{text.submitText}</p>
    </ConfirmDialog>
  );
}
