import { useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { answerOf, fields, list } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { useBank } from "../bank-context.ts";
import { buyerPart } from "../edge/parse-books.ts";
import { parsePosted } from "../edge/parse-transfers.ts";
import { useCashText } from "./cash-text.ts";

const parseBuyers = answerOf(fields({ items: list(buyerPart) }));

interface PaymentDialogProps {
  onClose: () => void;
  onDone: () => void;
}

/** A buyer pays what was sold to be paid later. */
export function PaymentDialog({ onClose, onDone }: PaymentDialogProps) {
  const text = useCashText();
  const { api } = useBank();
  const say = useToast();
  const buyers = useLoaded(api("buyers"), parseBuyers);
  const [chosen, setChosen] = useState("");
  const [typed, setAmount] = useState<number | null>(null);
  const [isTried, setTried] = useState(false);
  const post = usePost(parsePosted);
  const owing = (buyers.value?.items ?? []).filter((buyer) => buyer.receivableRupiah > 0);
  const buyer = owing.find(({ id }) => id === chosen) ?? owing[0];
  const amount = typed ?? buyer?.receivableRupiah ?? null;
  const submit = async (): Promise<void> => {
    setTried(true);
    if (buyer === undefined || amount === null || amount === 0) return;
    const body = { buyer: buyer.id, amountRupiah: amount };
    const answer = await post.send(api("payments"), body, { isOccurring: true });
    if (!answer?.ok) return;
    say(text.received);
    onDone();
  };
  return (
    <FormDialog
      id="payment"
      title={text.payment}
      submitLabel={text.save}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <SelectField
        id="payment-buyer"
        label={text.buyer}
        value={buyer?.id ?? ""}
        {...(buyers.value !== null && owing.length === 0 ? { error: text.noBuyers } : {})}
        choices={owing.map(({ id, name, receivableRupiah }) => ({
          value: id as string,
          label: text.owes(name, formatRupiah(receivableRupiah)),
        }))}
        onChange={(id) => {
          setChosen(id);
          setAmount(null);
        }}
      />
      <AmountField
        id="payment-amount"
        label={text.amount}
        value={amount}
        error={isTried && (amount === null || amount === 0) ? text.amountMissing : undefined}
        onChange={setAmount}
      />
    </FormDialog>
  );
}
