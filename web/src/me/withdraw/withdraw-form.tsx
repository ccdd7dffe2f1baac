import { useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { StatusLine } from "../../controls/status-line.tsx";
import { usePost } from "../../controls/use-post.ts";
import { answerOf, fields, integer } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import type { Balance } from "../edge/parse-account.ts";
import { useMyAccount } from "../my-account.tsx";
import { useMeText, type MeText } from "../text/use-me-text.ts";
import { useOnline } from "../use-online.ts";
import { useEndedSession } from "../use-mine.ts";
import {
  canWithdraw,
  withdrawalFee,
  withdrawProblem,
  type WithdrawProblem,
} from "./withdraw-check.ts";

/** What was booked, and what the bank keeps of it. */
const parsePosted = answerOf(
  fields({
    transfer: fields({ detail: fields({ amountRupiah: integer, feeRupiah: integer }) }),
  }),
);

/** The amount and the button; says why not, before and after it was asked. */
export function WithdrawForm({ balance }: { balance: Balance }) {
  const me = useMeText();
  const { reload } = useMyAccount();
  const isOnline = useOnline();
  const post = usePost(parsePosted);
  useEndedSession(post.failure);
  const [amount, setAmount] = useState<number | null>(null);
  const [problem, setProblem] = useState<WithdrawProblem | null>(null);
  const [done, setDone] = useState<string | null>(null);

  if (!canWithdraw(balance)) {
    return (
      <>
        <p class="status-line status-line-warn">{me.withdraw.notNow}</p>
        <StatusLine>{done}</StatusLine>
      </>
    );
  }
  const submit = async (): Promise<void> => {
    const found = withdrawProblem(amount, balance);
    setProblem(found);
    setDone(null);
    if (found !== null || !isOnline) return;
    const body = { product: balance.product, amountRupiah: amount };
    const answer = await post.send("/api/v1/me/withdrawals", body, { isOccurring: true });
    if (answer === null || !answer.ok) return;
    const { amountRupiah, feeRupiah } = answer.value.transfer.detail;
    const net = formatRupiah(amountRupiah - feeRupiah);
    setDone(
      feeRupiah === 0 ? me.withdraw.done : me.withdraw.doneWithFee(net, formatRupiah(feeRupiah)),
    );
    setAmount(null);
    await reload();
  };
  return (
    <form
      class="withdraw-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <AmountField
        id="amount"
        label={me.withdraw.amount}
        value={amount}
        error={problem === null ? undefined : problemText(problem, balance, me)}
        onChange={(value) => {
          setAmount(value);
          setProblem(null);
        }}
      />
      <FeeNote amount={amount} balance={balance} />
      <button
        class="link-button withdraw-all"
        type="button"
        onClick={() => setAmount(balance.withdrawableRupiah)}
      >
        {me.withdraw.all(formatRupiah(balance.withdrawableRupiah))}
      </button>
      {!isOnline && <p class="status-line status-line-warn">{me.withdraw.offline}</p>}
      <FailureLine failure={post.failure} />
      <StatusLine>{done}</StatusLine>
      <button class="button" type="submit" aria-disabled={post.isSending || !isOnline}>
        {post.isSending ? me.sending : me.withdraw.send}
      </button>
    </form>
  );
}

/** What the bank will keep of the amount, before it is asked for. */
function FeeNote({ amount, balance }: { amount: number | null; balance: Balance }) {
  const me = useMeText();
  const kept = withdrawalFee(amount, balance);
  return (
    <div class="status-slot" role="status">
      {kept !== null && (
        <p class="withdraw-fee">
          {me.withdraw.fee(formatRupiah(kept.netRupiah), formatRupiah(kept.feeRupiah))}
        </p>
      )}
    </div>
  );
}

function problemText(problem: WithdrawProblem, balance: Balance, me: MeText): string {
  switch (problem) {
    case "empty":
      return me.withdraw.empty;
    case "below-minimum":
      return me.withdraw.minimum(formatRupiah(balance.minimumRupiah));
    case "too-much":
      return me.withdraw.tooMuch(formatRupiah(balance.withdrawableRupiah));
  }
}
