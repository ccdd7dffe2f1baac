import type { Fund } from "@resik/contract/http/bank/books";
import { useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { answerOf, fields, list } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { fundPart } from "../edge/parse-books.ts";
import { parsePosted } from "../edge/parse-transfers.ts";
import { useSalesText } from "./sales-text.ts";

const parseFunds = answerOf(fields({ items: list(fundPart) }));
const parseFund = answerOf(fundPart);

/** What members gave, and the aid that is paid from it. */
export function Funds() {
  const text = useSalesText();
  const { api, isTreasurer } = useBank();
  const funds = useLoaded(api("funds"), parseFunds);
  const [open, setOpen] = useState<"add" | Fund | null>(null);
  const done = (): void => {
    setOpen(null);
    funds.refresh();
  };
  return (
    <Section
      title={text.funds}
      note={text.fundsText}
      isFlush
      action={
        isTreasurer && (
          <button class="button button-quiet" type="button" onClick={() => setOpen("add")}>
            {text.addFund}
          </button>
        )
      }
    >
      <LoadedView of={funds}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="section-note">{text.fundsNone}</p>
          ) : (
            <ul class="rows">
              {items.map((fund) => (
                <li class="task" key={fund.id}>
                  <div class="task-main">
                    <p class="row-name">{fund.name}</p>
                    <p class="task-amount">{formatRupiah(fund.balanceRupiah)}</p>
                  </div>
                  {isTreasurer && fund.balanceRupiah > 0 && (
                    <div class="actions">
                      <button
                        class="button button-quiet"
                        type="button"
                        onClick={() => setOpen(fund)}
                      >
                        {text.aid}
                      </button>
                    </div>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </LoadedView>
      {open === "add" && <FundDialog onClose={() => setOpen(null)} onDone={done} />}
      {open !== null && open !== "add" && (
        <AidDialog fund={open} onClose={() => setOpen(null)} onDone={done} />
      )}
    </Section>
  );
}

interface DialogProps {
  onClose: () => void;
  onDone: () => void;
}

function FundDialog({ onClose, onDone }: DialogProps) {
  const text = useSalesText();
  const { api } = useBank();
  const say = useToast();
  const [name, setName] = useState("");
  const [isTried, setTried] = useState(false);
  const post = usePost(parseFund);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === "") return;
    const answer = await post.send(api("funds"), { name: name.trim() });
    if (!answer?.ok) return;
    say(text.fundAdded);
    onDone();
  };
  return (
    <FormDialog
      id="fund"
      title={text.addFund}
      submitLabel={text.save}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        id="fund-name"
        label={text.name}
        value={name}
        error={isTried && name.trim() === "" ? text.nameMissing : undefined}
        onInput={setName}
      />
    </FormDialog>
  );
}

function AidDialog({ fund, onClose, onDone }: DialogProps & { fund: Fund }) {
  const text = useSalesText();
  const { api } = useBank();
  const say = useToast();
  const [amount, setAmount] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const post = usePost(parsePosted);
  const amountError =
    amount === null || amount === 0
      ? text.amountMissing
      : amount > fund.balanceRupiah
        ? text.amountOver
        : undefined;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (amountError !== undefined || note.trim() === "") return;
    const body = { fund: fund.id, amountRupiah: amount, note: note.trim() };
    const answer = await post.send(api("aid"), body, { isOccurring: true });
    if (!answer?.ok) return;
    say(text.aidPaid);
    onDone();
  };
  return (
    <FormDialog
      id="aid"
      title={text.aidTitle(fund.name)}
      submitLabel={text.aid}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <AmountField
        id="aid-amount"
        label={text.amount}
        rule={text.available(formatRupiah(fund.balanceRupiah))}
        value={amount}
        error={isTried ? amountError : undefined}
        onChange={setAmount}
      />
      <TextField
        id="aid-note"
        label={text.aidNote}
        value={note}
        error={isTried && note.trim() === "" ? text.aidNoteMissing : undefined}
        onInput={setNote}
      />
    </FormDialog>
  );
}
