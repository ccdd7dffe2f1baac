import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { refusalText } from "../../text/refusal/refusal-text.ts";
import type { DeskAccess } from "../desk/use-desk.ts";
import { MemberPicker } from "../weigh/member-picker.tsx";
import { useWeighText, type WeighText } from "../weigh/text/use-weigh-text.ts";
import { forMember } from "./change-body.ts";
import { changeItem } from "./phone-queue.ts";
import type { QueueItem } from "./queue-item.ts";
import { discard } from "./queue-machine.ts";
import { ResolveLines } from "./resolve-lines.tsx";
import { PRICE_CODES, useResolve, type Resolving } from "./use-resolve.ts";

/** What a person can do about a deposit that the server refused; nothing happens by itself. */
export function ResolvePanel({ item, desk }: { item: QueueItem; desk: DeskAccess }) {
  const text = useWeighText();
  const { language } = useLanguage();
  const resolving = useResolve(item, desk);
  const { changes, said, failure, isWorking, reprice } = resolving;
  const [isChoosing, setChoosing] = useState(false);
  const kept = desk.kept;
  const code = item.trouble?.code ?? "";
  return (
    <div class="resolve">
      <h4>{text.resolve.title}</h4>
      <p>{whyText(code, text)}</p>
      <p class="queue-card-note">{text.resolve.code(code)}</p>
      <ResolveLines
        item={item}
        changes={changes}
        isPricing={PRICE_CODES.has(code)}
        onChange={(body) => void reprice(body)}
      />
      {failure !== null && (
        <p class="field-error" role="alert">
          {refusalText(failure, language)}
        </p>
      )}
      <p role="status">{isWorking ? text.resolve.working : said}</p>
      <ResolveActions item={item} resolving={resolving} onChoose={() => setChoosing(!isChoosing)} />
      {isChoosing && kept !== null && (
        <MemberPicker
          desk={kept.desk}
          allowsNobody={false}
          onPick={(member) => {
            setChoosing(false);
            if (member !== null) void reprice(forMember(changes.body, kept.desk, member));
          }}
        />
      )}
    </div>
  );
}

interface ResolveActionsProps {
  item: QueueItem;
  resolving: Resolving;
  onChoose: () => void;
}

function ResolveActions({ item, resolving, onChoose }: ResolveActionsProps) {
  const text = useWeighText();
  const [isDiscarding, setDiscarding] = useState(false);
  const { changes, isWorking } = resolving;
  const code = item.trouble?.code ?? "";
  const isConflict = code === "idempotency-conflict";
  return (
    <div class="queue-card-actions">
      {isConflict && (
        <button class="button" type="button" onClick={() => void resolving.lookInBook()}>
          {text.resolve.checkBook}
        </button>
      )}
      <button
        class={isConflict ? "button button-quiet" : "button"}
        type="button"
        aria-disabled={isWorking}
        onClick={() => !isWorking && resolving.send()}
      >
        {sendLabel(code, changes.body !== item.body, text)}
      </button>
      {PRICE_CODES.has(code) && (
        <button
          class="button button-quiet"
          type="button"
          onClick={() => void resolving.reprice(changes.body)}
        >
          {text.resolve.checkPrices}
        </button>
      )}
      {item.body.payee.member !== null && (
        <button class="button button-quiet" type="button" onClick={onChoose}>
          {text.resolve.chooseMember}
        </button>
      )}
      <button class="button button-quiet" type="button" onClick={() => setDiscarding(true)}>
        {text.resolve.discard}
      </button>
      {isDiscarding && (
        <ConfirmDialog
          id={`discard-${item.id}`}
          title={text.resolve.discardTitle}
          confirmLabel={text.resolve.discardButton}
          isAlarming
          needsReason
          isSending={false}
          failure={null}
          onClose={() => setDiscarding(false)}
          onConfirm={(reason) => {
            void changeItem(item.id, (now) => discard(now, reason, Date.now()));
          }}
        >
          <p>{text.resolve.discardText}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

function sendLabel(code: string, isChanged: boolean, text: WeighText): string {
  if (code === "idempotency-conflict") return text.resolve.resendAsNew;
  return isChanged && PRICE_CODES.has(code) ? text.resolve.useNewPrices : text.resolve.resend;
}

function whyText(code: string, text: WeighText): string {
  const { resolve } = text;
  switch (code) {
    case "price-changed":
      return resolve.priceChanged;
    case "no-price":
      return resolve.noPrice;
    case "member-retired":
      return resolve.memberRetired;
    case "reading-unknown":
      return resolve.readingUnknown;
    case "reading-used":
      return resolve.readingUsed;
    case "idempotency-conflict":
      return resolve.conflict;
    case "not-open":
      return resolve.notOpen;
    case "not-allowed":
      return resolve.notAllowed;
    case "not-found":
      return resolve.notFound;
    case "invalid-input":
      return resolve.invalid;
    default:
      return resolve.other;
  }
}
