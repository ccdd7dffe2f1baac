import type { Fund } from "@resik/contract/http/bank/books";
import type { MemberView } from "@resik/contract/http/bank/members";
import { useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { answerOf, fields, list } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { useBank } from "../bank-context.ts";
import { fundPart } from "../edge/parse-books.ts";
import { parsePosted } from "../edge/parse-transfers.ts";
import { useWithdrawalsText } from "./withdrawals-text.ts";

const parseFunds = answerOf(fields({ items: list(fundPart) }));

interface SavingsDialogProps {
  act: "withdraw" | "donate";
  member: MemberView;
  product: string;
  onClose: () => void;
  onDone: (said: string) => void;
}

/** Asks for a withdrawal, or gives to a fund, for a member who stands at the desk. */
export function SavingsDialog({ act, member, product, onClose, onDone }: SavingsDialogProps) {
  const text = useWithdrawalsText();
  const { api } = useBank();
  const isGift = act === "donate";
  const funds = useLoaded(isGift ? api("funds") : null, parseFunds);
  const [chosen, setChosen] = useState(product);
  const [fund, setFund] = useState("");
  const [amount, setAmount] = useState<number | null>(null);
  const [isTried, setTried] = useState(false);
  const post = usePost(parsePosted);
  const balance = member.balances.find((entry) => entry.product === chosen);
  const available = balance?.savingsRupiah ?? 0;
  const fundChosen = fund || (funds.value?.items[0]?.id ?? "");
  const error = amountError(text, amount, available);

  const submit = async (): Promise<void> => {
    setTried(true);
    if (error !== undefined || (isGift && fundChosen === "")) return;
    const fields = { member: member.id, product: chosen, amountRupiah: amount };
    const answer = await (isGift
      ? post.send(api("donations"), { ...fields, fund: fundChosen }, { isOccurring: true })
      : post.send(api("withdrawals"), fields, { isOccurring: true }));
    if (answer?.ok) onDone(isGift ? text.donated : text.requested);
  };
  return (
    <FormDialog
      id="savings"
      title={isGift ? text.donateTitle(member.name) : text.withdrawTitle(member.name)}
      submitLabel={isGift ? text.donateSend : text.send}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <SelectField
        id="savings-product"
        label={text.product}
        value={chosen}
        choices={member.balances.map((entry) => ({
          value: entry.product,
          label: `${entry.name} · ${formatRupiah(entry.savingsRupiah)}`,
        }))}
        onChange={setChosen}
      />
      <AmountField
        id="savings-amount"
        label={text.amount}
        rule={text.available(formatRupiah(available))}
        value={amount}
        error={isTried ? error : undefined}
        onChange={setAmount}
      />
      <button
        class="button button-quiet button-small"
        type="button"
        onClick={() => setAmount(available)}
      >
        {text.all}
      </button>
      {isGift && (
        <FundField funds={funds.value?.items ?? null} value={fundChosen} onChange={setFund} />
      )}
    </FormDialog>
  );
}

interface FundFieldProps {
  funds: readonly Fund[] | null;
  value: string;
  onChange: (fund: string) => void;
}

function FundField({ funds, value, onChange }: FundFieldProps) {
  const text = useWithdrawalsText();
  return (
    <SelectField
      id="savings-fund"
      label={text.fund}
      value={value}
      error={funds?.length === 0 ? text.fundNone : undefined}
      choices={(funds ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
      onChange={onChange}
    />
  );
}

function amountError(
  text: ReturnType<typeof useWithdrawalsText>,
  amount: number | null,
  available: number,
): string | undefined {
  if (amount === null || amount === 0) return text.amountMissing;
  return amount > available ? text.amountOver : undefined;
}
