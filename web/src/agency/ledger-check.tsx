import { useState } from "preact/hooks";
import { FailureLine } from "../controls/failure-line.tsx";
import { requestJson, type Failure } from "../edge/request.ts";
import { formatNumber } from "../format/number.ts";
import { parseLedgerCheck, type LedgerCheck } from "../edge/parse-reports.ts";
import { useAgencyText } from "./text/use-agency-text.ts";

/** Findings shown; a broken book may have thousands that say the same. */
const BROKEN_ROWS_MAX = 20;

/** Recounts a bank's whole book: its chain, its sums and its balances. */
export function LedgerCheckPanel({ bank }: { bank: string }) {
  const agency = useAgencyText();
  const [found, setFound] = useState<LedgerCheck | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isChecking, setChecking] = useState(false);
  const check = async (): Promise<void> => {
    if (isChecking) return;
    setChecking(true);
    setFailure(null);
    const answer = await requestJson(`/api/v1/banks/${bank}/ledger/verify`, parseLedgerCheck);
    if (answer.ok) setFound(answer.value);
    else setFailure(answer.failure);
    setChecking(false);
  };
  return (
    <section class="panel agency-section">
      <h2 class="agency-section-title">{agency.ledgerTitle}</h2>
      <p class="agency-note">{agency.ledgerText}</p>
      <FailureLine failure={failure} />
      <div role="status">{found !== null && <Finding found={found} />}</div>
      <button
        class="button button-quiet"
        type="button"
        aria-disabled={isChecking}
        onClick={() => void check()}
      >
        {isChecking ? agency.checking : agency.checkLedger}
      </button>
    </section>
  );
}

function Finding({ found }: { found: LedgerCheck }) {
  const agency = useAgencyText();
  const counts = agency.counted(formatNumber(found.transfers), formatNumber(found.postings));
  if (found.isIntact) {
    return (
      <p class="status-line">
        {agency.intact} {counts}
      </p>
    );
  }
  return (
    <>
      <p class="status-line status-line-alarm">
        {agency.broken} {counts}
      </p>
      <ul class="ledger-broken">
        {found.broken.slice(0, BROKEN_ROWS_MAX).map(({ kind, seq, detail }) => (
          <li key={`${kind}/${seq}/${detail}`}>
            {kind}
            {seq !== null && ` #${seq}`}: {detail}
          </li>
        ))}
      </ul>
    </>
  );
}
