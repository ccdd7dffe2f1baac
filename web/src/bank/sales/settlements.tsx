import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { answerOf, pageOf } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { parsePosted, transferPart } from "../edge/parse-transfers.ts";
import { openSettlements, type Settlement } from "../history/transfer-rules.ts";
import { useSalesText } from "./sales-text.ts";

const parseTransfers = answerOf(pageOf(transferPart));
/** The newest of them; older ones wait until these are settled. */
const ROWS_MAX = 500;

/** Deposits that wait for the harvest's price, and savings that wait for the sale. */
export function Settlements({ onChanged }: { onChanged: () => void }) {
  const text = useSalesText();
  const { api } = useBank();
  const path = api(`transfers?kinds=deposit,value,release&limit=${ROWS_MAX}`);
  const transfers = useLoaded(path, parseTransfers);
  const [chosen, setChosen] = useState<Settlement | null>(null);
  return (
    <Section title={text.settleTitle} note={text.settleText} isFlush>
      <LoadedView of={transfers}>
        {({ items }) => {
          const open = openSettlements(items);
          if (open.length === 0) return <p class="section-note">{text.settleNone}</p>;
          return (
            <ul class="rows">
              {open.map((settlement) => (
                <SettlementRow
                  key={settlement.transfer.seq}
                  settlement={settlement}
                  onChoose={() => setChosen(settlement)}
                />
              ))}
            </ul>
          );
        }}
      </LoadedView>
      {chosen !== null && (
        <SettleDialog
          settlement={chosen}
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
  settlement: Settlement;
  onChoose: () => void;
}

function SettlementRow({ settlement, onChoose }: SettlementRowProps) {
  const text = useSalesText();
  const { isTreasurer } = useBank();
  const { language } = useLanguage();
  const { step, transfer } = settlement;
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
            {text[step]}
          </button>
        </div>
      )}
    </li>
  );
}

interface SettleDialogProps {
  settlement: Settlement;
  onClose: () => void;
  onDone: () => void;
}

function SettleDialog({ settlement, onClose, onDone }: SettleDialogProps) {
  const text = useSalesText();
  const { api } = useBank();
  const say = useToast();
  const post = usePost(parsePosted);
  const { step, transfer } = settlement;
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
