import { useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { SegmentField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePost } from "../../controls/use-post.ts";
import { useBank } from "../bank-context.ts";
import { parsePosted } from "../edge/parse-transfers.ts";
import { useCashText } from "./cash-text.ts";

interface MoneyDialogProps {
  onClose: () => void;
  onDone: () => void;
}

/** Capital and daily expenses that go into or out of the box. */
export function MoveDialog({ onClose, onDone }: MoneyDialogProps) {
  const text = useCashText();
  const { api } = useBank();
  const say = useToast();
  const [direction, setDirection] = useState<"in" | "out">("out");
  const [purpose, setPurpose] = useState<"capital" | "operations">("operations");
  const [amount, setAmount] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const post = usePost(parsePosted);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (amount === null || amount === 0 || note.trim() === "") return;
    const fields = { direction, purpose, amountRupiah: amount, note: note.trim() };
    const answer = await post.send(api("cash-moves"), fields, { isOccurring: true });
    if (!answer?.ok) return;
    say(text.moved);
    onDone();
  };
  return (
    <FormDialog
      id="move"
      title={text.move}
      submitLabel={text.save}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <SegmentField
        id="move-direction"
        label={text.direction}
        value={direction}
        choices={[
          { value: "in", label: text.in },
          { value: "out", label: text.out },
        ]}
        onChange={setDirection}
      />
      <SegmentField
        id="move-purpose"
        label={text.purpose}
        value={purpose}
        choices={[
          { value: "operations", label: text.operations },
          { value: "capital", label: text.capital },
        ]}
        onChange={setPurpose}
      />
      <AmountField
        id="move-amount"
        label={text.amount}
        value={amount}
        error={isTried && (amount === null || amount === 0) ? text.amountMissing : undefined}
        onChange={setAmount}
      />
      <TextField
        id="move-note"
        label={text.note}
        rule={text.noteRule}
        value={note}
        error={isTried && note.trim() === "" ? text.noteMissing : undefined}
        onInput={setNote}
      />
    </FormDialog>
  );
}
