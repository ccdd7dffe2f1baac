import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { PagedList } from "../../controls/paged-list.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePages } from "../../controls/use-pages.ts";
import { usePost } from "../../controls/use-post.ts";
import { useFresh } from "../live/use-fresh.ts";
import { When } from "../parts/when.tsx";
import { failureWords } from "./failure-words.ts";
import { deliveryPart, parseDelivery, type DeliveryRow } from "./parse-targets.ts";
import { useTargetsText } from "./text/use-targets-text.ts";

const BADGES = {
  waiting: "badge badge-warn",
  delivered: "badge badge-good",
  failed: "badge badge-alarm",
} as const;

/** Of the first page; more come by asking. */
const FIRST_ROWS = 20;

interface DeliveryLogProps {
  /** Of one target; null for all. */
  target: string | null;
  mayChange: boolean;
}

/** What was sent and what became of it, newest first. */
export function DeliveryLog({ target, mayChange }: DeliveryLogProps) {
  const { log } = useTargetsText();
  const only = target === null ? "" : `&target=${target}`;
  const pages = usePages(`/api/v1/notifications?limit=${FIRST_ROWS}${only}`, deliveryPart);
  useFresh(() => {
    // A list that somebody has paged through is not taken from under them.
    if (!pages.isLoading && (pages.rows?.length ?? 0) <= FIRST_ROWS) pages.refresh();
  });
  return (
    <Section title={log.title}>
      <PagedList of={pages} empty={<p class="section-note">{log.none}</p>}>
        {(rows) => (
          <ul class="targets-list">
            {rows.map((row) => (
              <LogRow
                row={row}
                isNamed={target === null}
                mayChange={mayChange}
                onRetried={pages.refresh}
                key={row.id}
              />
            ))}
          </ul>
        )}
      </PagedList>
    </Section>
  );
}

interface LogRowProps {
  row: DeliveryRow;
  isNamed: boolean;
  mayChange: boolean;
  onRetried: () => void;
}

function LogRow({ row, isNamed, mayChange, onRetried }: LogRowProps) {
  const text = useTargetsText();
  const { log } = text;
  return (
    <li class="targets-row">
      <span class="targets-row-head">
        <strong>{row.title}</strong>
        <span class={BADGES[row.state]}>{log.states[row.state]}</span>
      </span>
      <span class="targets-note">
        {isNamed && <span>{row.targetName}</span>}
        <When atMs={row.deliveredAt ?? row.createdAt} />
        {row.alerts > 1 && <span>{log.alerts(row.alerts)}</span>}
        {row.tries > 1 && <span>{log.tries(row.tries)}</span>}
        {row.lastFailure !== null && <span>{failureWords(row.lastFailure, text)}</span>}
        {row.nextTryAt !== null && row.tries > 0 && (
          <span>
            {log.nextTry}: <When atMs={row.nextTryAt} />
          </span>
        )}
      </span>
      <details>
        <summary>{log.more}</summary>
        <p class="targets-message">{row.text}</p>
      </details>
      {mayChange && row.state !== "delivered" && <Retry row={row} onRetried={onRetried} />}
    </li>
  );
}

function Retry({ row, onRetried }: Pick<LogRowProps, "row" | "onRetried">) {
  const { log } = useTargetsText();
  const say = useToast();
  const retrying = usePost(parseDelivery);
  const retry = async (): Promise<void> => {
    const answer = await retrying.send(`/api/v1/notifications/${row.id}/retry`, {});
    if (!answer?.ok) return;
    say(log.retried);
    onRetried();
  };
  return (
    <>
      <button
        class="link-button"
        type="button"
        aria-disabled={retrying.isSending}
        onClick={() => void retry()}
      >
        {log.retry}
      </button>
      <FailureLine failure={retrying.failure} />
    </>
  );
}
