import { useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { StatusLine } from "../../controls/status-line.tsx";
import { usePost } from "../../controls/use-post.ts";
import { formatRupiah } from "../../format/number.ts";
import { Notice } from "../../shell/notice.tsx";
import type { MyAccount } from "../edge/parse-account.ts";
import { useMyAccount } from "../my-account.tsx";
import { PageHead } from "../page-head.tsx";
import { firstProduct, ProductChoice } from "../product-choice.tsx";
import { useMeText } from "../text/use-me-text.ts";
import { useOnline } from "../use-online.ts";
import { useEndedSession } from "../use-mine.ts";
import "../withdraw/withdraw.css";

/** Gives a part of the savings to a fund of the bank. */
export function DonatePage({ account }: { account: MyAccount }) {
  const me = useMeText();
  return (
    <>
      <PageHead title={me.links.donate} lead={me.donate.lead} />
      {account.funds.length === 0 || account.balances.length === 0 ? (
        <Notice icon="person" title={me.donate.noFundTitle} text={me.donate.noFundText} />
      ) : (
        <DonateForm account={account} />
      )}
    </>
  );
}

function DonateForm({ account }: { account: MyAccount }) {
  const me = useMeText();
  const isOnline = useOnline();
  const [product, setProduct] = useState(() => firstProduct(account));
  const [fund, setFund] = useState(account.funds[0]?.id ?? "");
  const [amount, setAmount] = useState<number | null>(null);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const savings = account.balances.find((entry) => entry.product === product)?.savingsRupiah ?? 0;
  const fundName = account.funds.find(({ id }) => id === fund)?.name ?? "";

  const submit = (): void => {
    setDone(null);
    const problem = amountProblem(amount, savings, me.donate);
    setError(problem);
    if (problem === undefined && isOnline) setAsking(true);
  };
  return (
    <form
      class="panel me-card withdraw"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <SelectField
        id="fund"
        label={me.donate.fund}
        value={fund}
        choices={account.funds.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setFund}
      />
      <ProductChoice account={account} value={product} onChange={setProduct} />
      <AmountField
        id="amount"
        label={me.donate.amount}
        rule={me.donate.savings(formatRupiah(savings))}
        value={amount}
        error={error}
        onChange={(value) => {
          setAmount(value);
          setError(undefined);
        }}
      />
      {!isOnline && <p class="status-line status-line-warn">{me.donate.offline}</p>}
      <StatusLine>{done}</StatusLine>
      <button class="button" type="submit" aria-disabled={!isOnline}>
        {me.donate.send}
      </button>
      {isAsking && amount !== null && (
        <DonateDialog
          gift={{ product, fund, amountRupiah: amount }}
          fundName={fundName}
          onDone={() => {
            setDone(me.donate.done(formatRupiah(amount), fundName));
            setAmount(null);
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  );
}

function amountProblem(
  amount: number | null,
  savings: number,
  words: { empty: string; tooMuch: string },
): string | undefined {
  if (amount === null || amount === 0) return words.empty;
  return amount > savings ? words.tooMuch : undefined;
}

interface DonateDialogProps {
  gift: { product: string; fund: string; amountRupiah: number };
  fundName: string;
  onDone: () => void;
  onClose: () => void;
}

/** Asked once more: a gift is not taken back by oneself. */
function DonateDialog({ gift, fundName, onDone, onClose }: DonateDialogProps) {
  const me = useMeText();
  const { reload } = useMyAccount();
  const post = usePost(() => true);
  useEndedSession(post.failure);
  const give = async (): Promise<void> => {
    const answer = await post.send("/api/v1/me/donations", gift, { isOccurring: true });
    if (answer === null || !answer.ok) return;
    await reload();
    onDone();
  };
  return (
    <ConfirmDialog
      id="donate"
      title={me.donate.confirmTitle(formatRupiah(gift.amountRupiah))}
      confirmLabel={me.donate.confirm}
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void give()}
      onClose={onClose}
    >
      <p>{me.donate.confirmText(fundName)}</p>
    </ConfirmDialog>
  );
}
