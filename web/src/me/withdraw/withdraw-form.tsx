import { useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { StatusLine } from "../../controls/status-line.tsx";
import { usePost } from "../../controls/use-post.ts";
import { answerOf, fields, integer, nullable } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import type { Balance } from "../edge/parse-account.ts";
import { useMyAccount } from "../my-account.tsx";
import { useMeText, type MeText } from "../text/use-me-text.ts";
import { useOnline } from "../use-online.ts";
import { useEndedSession } from "../use-mine.ts";
import { canWithdraw, withdrawProblem, type WithdrawProblem } from "./withdraw-check.ts";

/** What the resident will get, and what the bank keeps of it. */
type Posted = NonNullable<ReturnType<typeof parsePosted>>;
const parsePosted = answerOf(
  fields({
    receipt: nullable(fields({ netRupiah: nullable(integer), shareRupiah: integer })),
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
    setDone(doneText(answer.value, me));
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

function doneText({ receipt }: Posted, { withdraw }: MeText): string {
  if (receipt === null || receipt.netRupiah === null || receipt.shareRupiah === 0) {
    return withdraw.done;
  }
  return withdraw.doneWithFee(formatRupiah(receipt.netRupiah), formatRupiah(receipt.shareRupiah));
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
