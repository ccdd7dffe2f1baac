import { useState } from "preact/hooks";
import { ConfirmDialog } from "../controls/confirm-dialog.tsx";
import { usePost } from "../controls/use-post.ts";
import { formatMonth } from "../format/month.ts";
import { useLanguage } from "../text/language-context.tsx";
import type { MonthlyReport } from "../edge/parse-reports.ts";
import { ReturnDialog } from "./return-dialog.tsx";
import { useAgencyText } from "./text/use-agency-text.ts";

interface ReportDecisionProps {
  report: MonthlyReport;
  onDecided: () => void;
}

/** Verifying a report, or giving it back with what is to be mended; only one that was sent. */
export function ReportDecision({ report, onDecided }: ReportDecisionProps) {
  const agency = useAgencyText();
  const [asked, ask] = useState<"verify" | "return" | null>(null);
  if (!report.isComplete) return <p class="agency-hint">{agency.notOver}</p>;
  if (report.state !== "submitted") {
    if (report.state === "verified") return null;
    const isReturned = report.state === "returned";
    return <p class="agency-hint">{isReturned ? agency.waitsForBank : agency.notSent}</p>;
  }
  const path = `/api/v1/banks/${report.bank.id}/reports/monthly/${report.month}`;
  const decided = (): void => {
    ask(null);
    onDecided();
  };
  return (
    <div class="agency-decision">
      <button class="button" type="button" onClick={() => ask("verify")}>
        {agency.verify}
      </button>
      <button class="button button-quiet" type="button" onClick={() => ask("return")}>
        {agency.giveBack}
      </button>
      {asked === "verify" && (
        <VerifyDialog
          report={report}
          path={`${path}/verify`}
          onDecided={decided}
          onClose={() => ask(null)}
        />
      )}
      {asked === "return" && (
        <ReturnDialog path={`${path}/return`} onDecided={decided} onClose={() => ask(null)} />
      )}
    </div>
  );
}

interface VerifyDialogProps {
  report: MonthlyReport;
  path: string;
  onDecided: () => void;
  onClose: () => void;
}

function VerifyDialog({ report, path, onDecided, onClose }: VerifyDialogProps) {
  const { language } = useLanguage();
  const agency = useAgencyText();
  const post = usePost(() => true);
  const verify = async (): Promise<void> => {
    const answer = await post.send(path, {});
    if (answer?.ok) onDecided();
  };
  return (
    <ConfirmDialog
      id="verify"
      title={agency.verifyTitle(formatMonth(report.month, language))}
      confirmLabel={agency.verify}
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void verify()}
      onClose={onClose}
    >
      <p>{agency.verifyText(report.bank.name)}</p>
    </ConfirmDialog>
  );
}
