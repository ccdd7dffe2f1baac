import { useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { parseLedgerCheck } from "../../edge/parse-reports.ts";
import { formatNumber } from "../../format/number.ts";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { useReportsText } from "./reports-text.ts";

/** Proves the book on demand, in one plain sentence. */
export function LedgerCheck() {
  const text = useReportsText();
  const { api } = useBank();
  const [isAsked, setAsked] = useState(false);
  const { value, failure, isLoading, refresh } = useLoaded(
    isAsked ? api("ledger/verify") : null,
    parseLedgerCheck,
  );
  const check = (): void => {
    if (isAsked) refresh();
    else setAsked(true);
  };
  return (
    <div class="screen-only">
      <Section title={text.verify} note={text.verifyText}>
        <div class="stack-close access-actions">
          <FailureLine failure={failure} />
          {value !== null && !isLoading && (
            <p
              class={value.isIntact ? "status-line" : "status-line status-line-alarm"}
              role="status"
            >
              {value.isIntact
                ? text.intact(formatNumber(value.transfers), formatNumber(value.postings))
                : text.broken(value.broken.length)}
            </p>
          )}
          <div class="actions">
            <button
              class="button button-quiet"
              type="button"
              aria-disabled={isLoading}
              onClick={check}
            >
              {isLoading ? text.verifying : text.verifyNow}
            </button>
          </div>
        </div>
      </Section>
    </div>
  );
}
