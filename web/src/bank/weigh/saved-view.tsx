import { useEffect, useRef } from "preact/hooks";
import { ReceiptActions } from "../../receipt/receipt-actions.tsx";
import { ReceiptView } from "../../receipt/receipt-view.tsx";
import type { ItemState, QueueItem } from "../queue/queue-item.ts";
import { useWeighText, type WeighText } from "./text/use-weigh-text.ts";

/** What became of the deposit that was just saved, with its receipt. */
export function SavedView({ item, onNext }: { item: QueueItem; onNext: () => void }) {
  const text = useWeighText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const receipt = item.receipt ?? item.paper;
  return (
    <section class="saved" data-state={item.state} aria-labelledby="saved-title">
      <h1 id="saved-title" ref={heading} tabIndex={-1}>
        {titleOf(item.state, text)}
      </h1>
      <div role="status">
        {item.state === "waiting" && <p>{text.saved.waitingText}</p>}
        {item.state === "needs-person" && (
          <p>
            <a href="/bank/antrean">{text.saved.open}</a>
          </p>
        )}
      </div>
      <button class="button" type="button" onClick={onNext}>
        {text.saved.next}
      </button>
      <ReceiptView receipt={receipt} />
      <ReceiptActions receipt={receipt} />
    </section>
  );
}

function titleOf(state: ItemState, text: WeighText): string {
  switch (state) {
    case "sent":
      return text.saved.sentTitle;
    case "waiting":
      return text.saved.waitingTitle;
    case "needs-person":
      return text.saved.personTitle;
    case "discarded":
      return text.saved.discardedTitle;
  }
}
