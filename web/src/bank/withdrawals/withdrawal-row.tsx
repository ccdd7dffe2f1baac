import type { WithdrawalView } from "@resik/contract/http/bank/transfers";
import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePost } from "../../controls/use-post.ts";
import { formatRupiah } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { parsePosted } from "../edge/parse-transfers.ts";
import { useListText } from "../list-text.ts";
import { useWithdrawalsText } from "./withdrawals-text.ts";

type Step = "approve" | "pay" | "void";

interface WithdrawalRowProps {
  withdrawal: WithdrawalView;
  productName: string;
  /** Whether the day is open, so that money may leave the box. */
  isOpen: boolean;
  onChanged: () => void;
}

/** One withdrawal with what may be done next, and why not. */
export function WithdrawalRow({ withdrawal, productName, isOpen, onChanged }: WithdrawalRowProps) {
  const text = useWithdrawalsText();
  const { isTreasurer } = useBank();
  const [step, setStep] = useState<Step | null>(null);
  const { state, isApprovedByMe } = withdrawal;
  const isPending = state === "requested" || state === "approved";
  const canApprove = state === "requested" && isTreasurer && !isApprovedByMe;
  return (
    <li class="task">
      <WithdrawalWords withdrawal={withdrawal} productName={productName} />
      {isPending && (
        <div class="actions">
          {canApprove && (
            <button class="button" type="button" onClick={() => setStep("approve")}>
              {text.approve}
            </button>
          )}
          {state === "requested" && !canApprove && (
            <span class="quiet">{isApprovedByMe ? text.mine : text.treasurerApproves}</span>
          )}
          {state === "approved" && isOpen && (
            <button class="button" type="button" onClick={() => setStep("pay")}>
              {text.pay}
            </button>
          )}
          <button class="button button-quiet" type="button" onClick={() => setStep("void")}>
            {text.void}
          </button>
        </div>
      )}
      {step !== null && (
        <StepDialog
          step={step}
          withdrawal={withdrawal}
          onClose={() => setStep(null)}
          onDone={() => {
            setStep(null);
            onChanged();
          }}
        />
      )}
    </li>
  );
}

const BADGE: Record<WithdrawalView["state"], string> = {
  requested: "badge badge-warn",
  approved: "badge badge-good",
  paid: "badge",
  void: "badge",
  reversed: "badge badge-alarm",
};

function WithdrawalWords({
  withdrawal,
  productName,
}: Pick<WithdrawalRowProps, "withdrawal" | "productName">) {
  const text = useWithdrawalsText();
  const words = useListText();
  const { language } = useLanguage();
  const { member, amountRupiah, feeRupiah, approvals, approvalsNeeded, state, paymentSeq } =
    withdrawal;
  const names = approvals.map(({ actorName }) => actorName ?? text.someone).join(", ");
  const notes = [
    member?.number,
    productName,
    formatMoment(Date.parse(withdrawal.requestedAt), language),
    withdrawal.requestedBy === "member" ? text.byMember : text.byDesk,
    feeRupiah > 0 && text.fee(formatRupiah(feeRupiah)),
  ].filter(Boolean);
  return (
    <div class="task-main">
      <p class="task-amount">{formatRupiah(amountRupiah)}</p>
      <p class="row-name">
        {member?.name ?? text.someone} <span class={BADGE[state]}>{words.withdrawal[state]}</span>
      </p>
      <p class="row-note">{notes.join(" · ")}</p>
      {state === "requested" && approvalsNeeded > 1 && (
        <p class="row-note">{text.approvals(approvals.length, approvalsNeeded)}</p>
      )}
      {approvals.length > 0 && <p class="row-note">{text.approvedBy(names)}</p>}
      {paymentSeq !== null && <a href={`/bank/struk/${paymentSeq}`}>{text.receipt}</a>}
    </div>
  );
}

interface StepDialogProps {
  step: Step;
  withdrawal: WithdrawalView;
  onClose: () => void;
  onDone: () => void;
}

function StepDialog({ step, withdrawal, onClose, onDone }: StepDialogProps) {
  const text = useWithdrawalsText();
  const { api } = useBank();
  const say = useToast();
  const post = usePost(parsePosted);
  const name = withdrawal.member?.name ?? text.someone;
  const amount = formatRupiah(withdrawal.amountRupiah - withdrawal.feeRupiah);
  const WORDS = {
    approve: {
      title: text.approveTitle(name, amount),
      body: text.approveText,
      done: text.approved,
    },
    pay: { title: text.payTitle(name, amount), body: text.payText, done: text.paid(amount) },
    void: { title: text.voidTitle(name), body: text.voidText, done: text.voided },
  } as const;
  const confirm = async (reason: string): Promise<void> => {
    const answer = await post.send(
      api(`withdrawals/${withdrawal.seq}/${step}`),
      step === "void" ? { reason } : {},
      { isOccurring: true },
    );
    if (!answer?.ok) return;
    say(WORDS[step].done);
    onDone();
  };
  return (
    <ConfirmDialog
      id="withdrawal-step"
      title={WORDS[step].title}
      confirmLabel={text[step]}
      isAlarming={step === "void"}
      needsReason={step === "void"}
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={(reason) => void confirm(reason)}
      onClose={onClose}
    >
      <p>{WORDS[step].body}</p>
    </ConfirmDialog>
  );
}
