import { useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePost } from "../../controls/use-post.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { formatRupiah } from "../../format/number.ts";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { parsePosted } from "../edge/parse-transfers.ts";
import "./cash.css";
import { useCashText } from "./cash-text.ts";
import { DENOMINATIONS, readPieces, worthOf, type PieceCount } from "./denominations.ts";

interface CashCountProps {
  step: "open" | "close";
  bookRupiah: number;
  onDone: () => void;
}

/** Counts the box, states the difference to the book, and opens or closes the day with it. */
export function CashCount({ step, bookRupiah, onDone }: CashCountProps) {
  const text = useCashText();
  const [pieces, setPieces] = useState<PieceCount>({});
  const [counted, setCounted] = useState<number | null>(null);
  const [isTried, setTried] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const wrong = useFirstWrong();
  const isOpening = step === "open";
  const change = (value: number, count: number): void => {
    const next = { ...pieces, [value]: count };
    setPieces(next);
    setCounted(worthOf(next));
  };
  return (
    <Section title={text.countTitle} note={text.countText}>
      <form
        class="stack-close cash-count"
        noValidate
        ref={wrong.ref}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (counted === null) wrong.refused();
          else setAsking(true);
        }}
      >
        <PieceFields pieces={pieces} onChange={change} />
        <AmountField
          id="counted"
          label={text.total}
          value={counted}
          error={isTried && counted === null ? text.totalMissing : undefined}
          onChange={(amount) => {
            setCounted(amount);
            setPieces({});
          }}
        />
        {counted !== null && <Difference amount={counted - bookRupiah} />}
        <button class="button" type="submit">
          {isOpening ? text.open : text.close}
        </button>
      </form>
      {isAsking && counted !== null && (
        <CountDialog
          step={step}
          counted={counted}
          bookRupiah={bookRupiah}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onDone();
          }}
        />
      )}
    </Section>
  );
}

interface CountDialogProps extends CashCountProps {
  counted: number;
  onClose: () => void;
}

function CountDialog({ step, counted, bookRupiah, onClose, onDone }: CountDialogProps) {
  const text = useCashText();
  const { api } = useBank();
  const say = useToast();
  const post = usePost(parsePosted);
  const isOpening = step === "open";
  const confirm = async (): Promise<void> => {
    const body = { countedRupiah: counted };
    const answer = await post.send(api(`cash-days/${step}`), body, { isOccurring: true });
    if (!answer?.ok) return;
    say(isOpening ? text.opened : text.closed);
    onDone();
  };
  return (
    <ConfirmDialog
      id="cash-count"
      title={isOpening ? text.openTitle : text.closeTitle}
      confirmLabel={isOpening ? text.open : text.close}
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{text.confirmOpen(formatRupiah(counted))}</p>
      <Difference amount={counted - bookRupiah} />
      {!isOpening && <p>{text.closeText}</p>}
    </ConfirmDialog>
  );
}

interface PieceFieldsProps {
  pieces: PieceCount;
  onChange: (value: number, count: number) => void;
}

function PieceFields({ pieces, onChange }: PieceFieldsProps) {
  const text = useCashText();
  return (
    <ul class="pieces">
      {DENOMINATIONS.map((value) => {
        const count = pieces[value] ?? 0;
        return (
          <li class="piece" key={value}>
            <label class="piece-label" for={`piece-${value}`}>
              {formatRupiah(value)}
              <span class="visually-hidden">{text.pieces(formatRupiah(value))}</span>
            </label>
            <span aria-hidden="true">×</span>
            <input
              class="input input-number piece-input"
              id={`piece-${value}`}
              type="text"
              inputMode="numeric"
              autocomplete="off"
              placeholder="0"
              value={count === 0 ? "" : String(count)}
              onInput={(event) => onChange(value, readPieces(event.currentTarget.value) ?? 0)}
            />
            <span class="piece-worth">{count === 0 ? "" : formatRupiah(value * count)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** What the box has more or less than the book, said before it is confirmed. */
function Difference({ amount }: { amount: number }) {
  const text = useCashText();
  const isSame = amount === 0;
  const words = isSame
    ? text.same
    : amount > 0
      ? text.over(formatRupiah(amount))
      : text.under(formatRupiah(-amount));
  return (
    <p class={isSame ? "status-line" : "status-line status-line-warn"} role="status">
      {words}
    </p>
  );
}
