import { useState } from "preact/hooks";
import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { formatClock, formatMoment } from "../../format/time.ts";
import { ReceiptActions } from "../../receipt/receipt-actions.tsx";
import { ReceiptView } from "../../receipt/receipt-view.tsx";
import type { Language } from "../../text/catalogue.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { DeskAccess } from "../desk/use-desk.ts";
import { massOf } from "../weigh/deposit-value.ts";
import { useWeighText, type WeighText } from "../weigh/text/use-weigh-text.ts";
import type { ItemState, QueueItem } from "./queue-item.ts";
import { ResolvePanel } from "./resolve-panel.tsx";

const BADGE: Record<ItemState, string> = {
  waiting: "badge badge-warn",
  "needs-person": "badge badge-alarm",
  sent: "badge badge-good",
  discarded: "badge",
};

/** One saved deposit: of whom, how much, where it stands, and what one can do about it. */
export function QueueCard({ item, desk }: { item: QueueItem; desk: DeskAccess }) {
  const text = useWeighText();
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const paper = item.receipt ?? item.paper;
  return (
    <li class="queue-card panel" data-state={item.state}>
      <div class="queue-card-head">
        <h3>{paper.member?.name ?? text.queue.nobody}</h3>
        <span class={BADGE[item.state]}>{text.queue.state[item.state]}</span>
      </div>
      <p class="queue-card-sum">
        <span>{sumText(item, text, language)}</span>
        <strong>
          {paper.netRupiah === null ? text.save.unpriced : formatRupiah(paper.netRupiah)}
        </strong>
      </p>
      <p class="queue-card-note">{formatMoment(item.savedAtMs, language)}</p>
      {item.state === "waiting" && item.trouble !== null && (
        <p class="queue-card-note">
          {[
            text.queue.trouble[item.trouble.kind],
            text.queue.tries(item.tries),
            item.nextTryAtMs > 0 && text.queue.nextTry(formatClock(item.nextTryAtMs, language)),
          ]
            .filter((part) => part !== false)
            .join(" · ")}
        </p>
      )}
      {item.state === "needs-person" && <ResolvePanel key={item.key} item={item} desk={desk} />}
      <div class="queue-card-actions">
        {item.state === "sent" && item.seq !== null && (
          <a class="button button-quiet" href={`/bank/struk/${item.seq}`}>
            {text.queue.toReceipt}
          </a>
        )}
        {item.state !== "discarded" && (
          <button
            class="button button-quiet"
            type="button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? text.queue.hideReceipt : text.queue.showReceipt}
          </button>
        )}
      </div>
      {isOpen && (
        <>
          <ReceiptView receipt={paper} />
          <ReceiptActions receipt={paper} />
        </>
      )}
      <History item={item} />
    </li>
  );
}

function sumText({ paper }: QueueItem, text: WeighText, language: Language): string {
  const massG = massOf(paper.lines);
  const lines = text.queue.lines(paper.lines.length);
  return massG > 0 ? `${lines} · ${formatQuantity(massG, "kg", language)}` : lines;
}

function History({ item }: { item: QueueItem }) {
  const text = useWeighText();
  const { language } = useLanguage();
  return (
    <details class="queue-history">
      <summary>{text.queue.history}</summary>
      <ol>
        {item.history.map((entry, index) => (
          <li key={index}>
            {formatMoment(entry.atMs, language)}: {text.queue.historyWhat[entry.what]}
            {entry.code !== null && ` (${entry.code})`}
            {entry.reason !== null && `. ${text.queue.reason(entry.reason)}`}
          </li>
        ))}
      </ol>
    </details>
  );
}
