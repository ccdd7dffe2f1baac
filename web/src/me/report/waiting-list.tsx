import { useState } from "preact/hooks";
import type { Sending } from "../../bank/queue/use-sending.ts";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { formatMoment } from "../../format/time.ts";
import { Icon } from "../../shell/icon.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { KIND_ICONS } from "./kind-tiles.tsx";
import { PhotoView } from "./photo-field.tsx";
import { isWaiting, type ReportItem } from "./report-item.ts";
import { changeReport } from "./report-queue.ts";
import { useReportText } from "./text/use-report-text.ts";

/** Reports that are on this phone alone, why they still are, and how to let one go. */
export function WaitingList({ sending }: { sending: Sending<ReportItem> }) {
  const { list } = useReportText();
  const [leaving, setLeaving] = useState<ReportItem | null>(null);
  const { items, isBroken, hurry } = sending;
  const discard = async ({ id }: ReportItem): Promise<void> => {
    // One that cannot be taken off stays in the list, which says so.
    await changeReport(id, () => null).catch(console.error);
    setLeaving(null);
  };
  if (isBroken) return <p class="status-line status-line-alarm">{list.broken}</p>;
  if (items === null || items.length === 0) return null;
  const waiting = items.filter(isWaiting).length;
  return (
    <section class="report-waiting" aria-label={list.unsent}>
      {waiting > 0 && (
        <p class="status-line status-line-warn" role="status">
          {list.waitingCount(waiting)}. {list.waitingText}{" "}
          <button class="link-button" type="button" onClick={hurry}>
            {list.sendNow}
          </button>
        </p>
      )}
      <ul class="report-list">
        {items.map((item) => (
          <WaitingReport item={item} onDiscard={() => setLeaving(item)} key={item.id} />
        ))}
      </ul>
      {leaving && (
        <ConfirmDialog
          id="discard"
          title={list.discardTitle}
          confirmLabel={list.discardConfirm}
          cancelLabel={list.keep}
          isAlarming
          isSending={false}
          failure={null}
          onConfirm={() => void discard(leaving)}
          onClose={() => setLeaving(null)}
        >
          <p>{list.discardText}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function WaitingReport({ item, onDiscard }: { item: ReportItem; onDiscard: () => void }) {
  const { language } = useLanguage();
  const text = useReportText();
  const { words, photo, state, trouble, savedAtMs } = item;
  const said = [words.place, words.note].filter((part) => part !== "").join(" · ");
  return (
    <li class="panel me-card">
      <div class="report-head">
        <h2 class="me-card-title report-title">
          <Icon name={KIND_ICONS[words.kind]} />
          {text.kinds[words.kind]}
        </h2>
        <span class={state === "refused" ? "badge badge-alarm" : "badge badge-warn"}>
          {state === "refused" ? text.list.refused : text.list.waiting}
        </span>
      </div>
      <p class="me-note">{text.list.seen(formatMoment(savedAtMs, language))}</p>
      {said !== "" && <p>{said}</p>}
      {photo && <PhotoView photo={photo} alt={text.list.photoAlt} />}
      {trouble && <p class="me-note">{text.list.troubles[trouble.kind]}</p>}
      <button class="link-button report-discard" type="button" onClick={onDiscard}>
        {text.list.discard}
      </button>
    </li>
  );
}
