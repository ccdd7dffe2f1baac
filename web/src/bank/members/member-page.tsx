import type { Member, MemberView } from "@resik/contract/http/bank/members";
import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { Dialog } from "../../controls/dialog.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useControlText } from "../../controls/text/use-control-text.ts";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatDay } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { Facts, PageHead, Section } from "../desk-frame/page-parts.tsx";
import { memberPart, memberViewPart } from "../edge/parse-members.ts";
import { TransferList } from "../history/transfer-list.tsx";
import { useListText } from "../list-text.ts";
import { IssuedPage, type Issued } from "./issued-page.tsx";
import { MemberAccess } from "./member-access.tsx";
import { MemberBalances } from "./member-balances.tsx";
import { MemberForm } from "./member-form.tsx";
import { useMembersText } from "./members-text.ts";

const parseView = answerOf(memberViewPart);
const parseMember = answerOf(memberPart);

/** One member: what is known, what is saved, the card, the PIN and the latest records. */
export function MemberPage({ id }: { id: string }) {
  const { api } = useBank();
  const member = useLoaded(api(`members/${encodeURIComponent(id)}`), parseView);
  const [issued, setIssued] = useState<Issued | null>(null);
  const [version, setVersion] = useState(0);
  const refresh = (): void => {
    member.refresh();
    setVersion((before) => before + 1);
  };
  if (issued !== null) {
    const done = (): void => {
      setIssued(null);
      refresh();
    };
    return <IssuedPage issued={issued} onDone={done} />;
  }
  return (
    <LoadedView of={member} level="h1">
      {(value) => (
        <div class="stack">
          <MemberHead member={value} onChanged={refresh} />
          <MemberBalances member={value} onChanged={refresh} />
          <MemberAccess member={value} onIssued={setIssued} onChanged={refresh} />
          <LastTransfers member={value} key={version} />
        </div>
      )}
    </LoadedView>
  );
}

type Question = "edit" | "retire" | "reactivate";

function MemberHead({ member, onChanged }: { member: MemberView; onChanged: () => void }) {
  const text = useMembersText();
  const words = useListText();
  const control = useControlText();
  const say = useToast();
  const { language } = useLanguage();
  const [question, setQuestion] = useState<Question | null>(null);
  const isRetired = member.retiredAt !== null;
  const close = (): void => setQuestion(null);
  const saved = (done: string): void => {
    close();
    say(done);
    onChanged();
  };
  return (
    <div>
      <PageHead
        title={member.name}
        lead={
          <>
            {member.number} · {words.member[member.kind]}{" "}
            {isRetired && <span class="badge badge-warn">{text.retired}</span>}
          </>
        }
        back={{ href: "/bank/nasabah", label: text.back }}
      >
        <button class="button button-quiet" type="button" onClick={() => setQuestion("edit")}>
          {text.edit}
        </button>
        <button
          class="button button-quiet"
          type="button"
          onClick={() => setQuestion(isRetired ? "reactivate" : "retire")}
        >
          {isRetired ? text.reactivate : text.retire}
        </button>
      </PageHead>
      <section class="section panel">
        <Facts
          facts={[
            { label: text.phoneLabel, value: member.phone ?? text.none },
            { label: text.addressLabel, value: member.address ?? text.none },
            {
              label: text.joined,
              value: `${formatDay(Date.parse(member.joinedOn), language)} ${member.joinedOn.slice(0, 4)}`,
            },
          ]}
        />
      </section>
      {question === "edit" && (
        <Dialog id="member-edit" title={text.editTitle} onClose={close}>
          <div class="dialog-body">
            <MemberForm
              member={member}
              cancelLabel={control.cancel}
              onCancel={close}
              onSaved={() => saved(text.saved)}
            />
          </div>
        </Dialog>
      )}
      {(question === "retire" || question === "reactivate") && (
        <LifeDialog member={member} step={question} onClose={close} onDone={saved} />
      )}
    </div>
  );
}

interface LifeDialogProps {
  member: Member;
  step: "retire" | "reactivate";
  onClose: () => void;
  onDone: (said: string) => void;
}

function LifeDialog({ member, step, onClose, onDone }: LifeDialogProps) {
  const text = useMembersText();
  const { api } = useBank();
  const post = usePost(parseMember);
  const isRetiring = step === "retire";
  const confirm = async (): Promise<void> => {
    const answer = await post.send(api(`members/${member.id}/${step}`), {});
    if (answer?.ok) onDone(isRetiring ? text.retireDone : text.reactivateDone);
  };
  return (
    <ConfirmDialog
      id="member-life"
      title={isRetiring ? text.retireTitle : text.reactivateTitle}
      confirmLabel={isRetiring ? text.retire : text.reactivate}
      isAlarming={isRetiring}
      isSending={post.isSending}
      failure={post.failure}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{isRetiring ? text.retireText : text.reactivateText}</p>
    </ConfirmDialog>
  );
}

function LastTransfers({ member }: { member: Member }) {
  const text = useMembersText();
  return (
    <Section
      title={text.last}
      isFlush
      action={<a href={`/bank/riwayat?nasabah=${member.id}`}>{text.allHistory}</a>}
    >
      <TransferList member={member.id} limit={10} emptyText={text.lastNone} isShort />
    </Section>
  );
}
