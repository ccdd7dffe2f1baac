import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { usePost } from "../../controls/use-post.ts";
import { formatRupiah } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { MyAccount, PendingWithdrawal } from "../edge/parse-account.ts";
import { useMyAccount } from "../my-account.tsx";
import { useMeText } from "../text/use-me-text.ts";
import { useEndedSession } from "../use-mine.ts";

/** What was asked for already; each can be taken back until it is paid. */
export function PendingList({ account }: { account: MyAccount }) {
  const { language } = useLanguage();
  const me = useMeText();
  const [asked, ask] = useState<PendingWithdrawal | null>(null);
  if (account.pendingWithdrawals.length === 0) return null;
  return (
    <section class="panel me-card">
      <h2 class="me-card-title">{me.home.pending}</h2>
      <ul class="me-rows">
        {account.pendingWithdrawals.map((pending) => (
          <li class="me-row" key={pending.seq}>
            <span class="me-row-words">
              <strong>{formatRupiah(pending.amountRupiah)}</strong>
              <span class="me-note">
                {productName(account, pending.product)} ·{" "}
                {formatMoment(Date.parse(pending.requestedAt), language)}
              </span>
              <span class={pending.state === "approved" ? "badge badge-good" : "badge"}>
                {me.withdraw.states[pending.state]}
              </span>
            </span>
            <button class="button button-quiet" type="button" onClick={() => ask(pending)}>
              {me.withdraw.cancel}
            </button>
          </li>
        ))}
      </ul>
      {asked !== null && <CancelDialog pending={asked} onClose={() => ask(null)} />}
    </section>
  );
}

const productName = ({ balances }: MyAccount, product: string): string =>
  balances.find((balance) => balance.product === product)?.name ?? product;

interface CancelDialogProps {
  pending: PendingWithdrawal;
  onClose: () => void;
}

function CancelDialog({ pending, onClose }: CancelDialogProps) {
  const me = useMeText();
  const { reload } = useMyAccount();
  const post = usePost(() => true);
  useEndedSession(post.failure);
  const cancel = async (): Promise<void> => {
    const path = `/api/v1/me/withdrawals/${pending.seq}/void`;
    const answer = await post.send(path, {}, { isOccurring: true });
    if (answer === null || !answer.ok) return;
    await reload();
    onClose();
  };
  return (
    <ConfirmDialog
      id="cancel"
      title={me.withdraw.cancelTitle(formatRupiah(pending.amountRupiah))}
      confirmLabel={me.withdraw.cancelConfirm}
      cancelLabel={me.withdraw.keep}
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void cancel()}
      onClose={onClose}
    >
      <p>{me.withdraw.cancelText}</p>
    </ConfirmDialog>
  );
}
