import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { PagedList } from "../../controls/paged-list.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePages } from "../../controls/use-pages.ts";
import { usePost } from "../../controls/use-post.ts";
import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { parsePosted, transferPart, type TransferRow } from "../edge/parse-transfers.ts";
import { settlingStep } from "../history/transfer-rules.ts";
import { useSalesText } from "./sales-text.ts";

const ROWS_A_PAGE = 50;

/** Deposits that wait for the harvest's price, and savings that wait for the sale. */
export function Settlements({ onChanged }: { onChanged: () => void }) {
  const text = useSalesText();
  const { api } = useBank();
  const waiting = usePages(`${api("settlements")}?limit=${ROWS_A_PAGE}`, transferPart);
  const [chosen, setChosen] = useState<TransferRow | null>(null);
  return (
    <Section title={text.settleTitle} note={text.settleText} isFlush>
      <PagedList of={waiting} empty={<p class="section-note">{text.settleNone}</p>}>
        {(rows) => (
          <ul class="rows">
            {rows.map((transfer) => (
              <SettlementRow
                key={transfer.seq}
                transfer={transfer}
                onChoose={() => setChosen(transfer)}
              />
            ))}
          </ul>
        )}
      </PagedList>
      {chosen !== null && (
        <SettleDialog
          transfer={chosen}
          onClose={() => setChosen(null)}
          onDone={() => {
            setChosen(null);
            onChanged();
          }}
        />
      )}
    </Section>
  );
}

interface SettlementRowProps {
  transfer: TransferRow;
  onChoose: () => void;
}

function SettlementRow({ transfer, onChoose }: SettlementRowProps) {
  const text = useSalesText();
  const { isTreasurer } = useBank();
  const { language } = useLanguage();
  const { amountRupiah, massG } = transfer.detail;
  const figures = [
    formatMoment(Date.parse(transfer.occurredAt), language),
    massG > 0 && formatQuantity(massG, "kg", language),
    amountRupiah !== null && formatRupiah(amountRupiah),
  ].filter(Boolean);
  return (
    <li class="task">
      <div class="task-main">
        <p class="row-name">{transfer.member?.name ?? text.someone}</p>
        <p class="row-note">{figures.join(" · ")}</p>
      </div>
      {isTreasurer && (
        <div class="actions">
          <button class="button button-quiet" type="button" onClick={onChoose}>
            {text[settlingStep(transfer)]}
          </button>
        </div>
      )}
    </li>
  );
}

interface SettleDialogProps {
  transfer: TransferRow;
  onClose: () => void;
  onDone: () => void;
}

function SettleDialog({ transfer, onClose, onDone }: SettleDialogProps) {
  const text = useSalesText();
  const { api } = useBank();
  const say = useToast();
  const post = usePost(parsePosted);
  const step = settlingStep(transfer);
  const isValue = step === "value";
  const name = transfer.member?.name ?? text.someone;
  const confirm = async (): Promise<void> => {
    const path = api(`transfers/${transfer.seq}/${step}`);
    const answer = await post.send(path, {}, { isOccurring: true });
    if (!answer?.ok) return;
    say(isValue ? text.valued : text.released);
    onDone();
  };
  return (
    <ConfirmDialog
      id="settle"
      title={isValue ? text.valueTitle(name) : text.releaseTitle(name)}
      confirmLabel={text[step]}
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{isValue ? text.valueText : text.releaseText}</p>
    </ConfirmDialog>
  );
}
