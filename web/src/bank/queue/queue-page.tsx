import { useEffect, useState } from "preact/hooks";
import { deskUserOf, useSession } from "../../access/session-context.tsx";
import { Notice } from "../../shell/notice.tsx";
import { usePageTitle } from "../../shell/page-title.ts";
import { useDesk } from "../desk/use-desk.ts";
import { useWeighText } from "../weigh/text/use-weigh-text.ts";
import { countUnsentOnPhone } from "./phone-queue.ts";
import { QueueCard } from "./queue-card.tsx";
import { isUnsent, type QueueItem } from "./queue-item.ts";
import { countUnsent, needsSignIn, useQueue } from "./use-queue.ts";
import "./queue.css";

/** Deposits that were saved on this phone: what waits, why, and what became of the others. */
export function QueuePage({ bank }: { bank: string }) {
  const text = useWeighText();
  const { session, check } = useSession();
  const user = deskUserOf(session);
  usePageTitle(text.queue.title);
  const { items, isBroken, hurry } = useQueue(bank);
  const desk = useDesk(bank, user?.username ?? "");
  const elsewhere = useElsewhere(items);
  if (isBroken) {
    return (
      <Notice
        icon="warning"
        level="h1"
        title={text.desk.storageTitle}
        text={text.desk.storageText}
        isError
      />
    );
  }
  if (items === null) return <div class="skeleton skeleton-part" aria-busy="true" />;
  const unsent = items.filter(isUnsent);
  const done = items.filter((item) => !isUnsent(item)).reverse();
  const card = (item: QueueItem) => <QueueCard key={item.id} item={item} desk={desk} />;
  return (
    <div class="queue-page">
      <h1>{text.queue.title}</h1>
      <p class="queue-lead">{text.queue.lead}</p>
      {needsSignIn(unsent) && (
        <div class="queue-note" role="alert">
          <p>{text.queue.signIn}</p>
          <button class="button" type="button" onClick={() => void check().then(hurry)}>
            {text.queue.signInButton}
          </button>
        </div>
      )}
      {elsewhere > 0 && <p class="queue-note">{text.queue.elsewhere(elsewhere)}</p>}
      {countUnsent(items).waiting > 0 && (
        <button class="button" type="button" onClick={hurry}>
          {text.queue.sendNow}
        </button>
      )}
      {items.length === 0 && (
        <Notice icon="scale" title={text.queue.emptyTitle} text={text.queue.emptyText} />
      )}
      {unsent.length > 0 && (
        <section aria-labelledby="queue-unsent">
          <h2 id="queue-unsent">{text.queue.section.unsent}</h2>
          <ul class="queue-list">{unsent.map(card)}</ul>
        </section>
      )}
      {done.length > 0 && (
        <section aria-labelledby="queue-done">
          <h2 id="queue-done">{text.queue.section.done}</h2>
          <ul class="queue-list">{done.map(card)}</ul>
        </section>
      )}
    </div>
  );
}

/** Deposits of other banks that wait on this phone: how many, and nothing else of them. */
function useElsewhere(items: readonly QueueItem[] | null): number {
  const [onPhone, setOnPhone] = useState(0);
  useEffect(() => {
    // The page's own list tells when the store cannot be read.
    void countUnsentOnPhone().then(setOnPhone, () => undefined);
  }, [items]);
  return Math.max(0, onPhone - (items ?? []).filter(isUnsent).length);
}
