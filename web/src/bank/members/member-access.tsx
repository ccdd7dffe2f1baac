import type { MemberView } from "@resik/contract/http/bank/members";
import { useState } from "preact/hooks";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePost } from "../../controls/use-post.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { issuedCardPart, issuedPinPart, memberPart } from "../edge/parse-members.ts";
import type { Issued } from "./issued-page.tsx";
import { useMembersText } from "./members-text.ts";

const parseCard = answerOf(issuedCardPart);
const parsePin = answerOf(issuedPinPart);
const parseMember = answerOf(memberPart);

interface MemberAccessProps {
  member: MemberView;
  onIssued: (issued: Issued) => void;
  onChanged: () => void;
}

/** A member's card and PIN: neither can be looked up, only replaced. */
export function MemberAccess(props: MemberAccessProps) {
  if (props.member.retiredAt !== null) return null;
  return (
    <div class="access-pair">
      <CardPart {...props} />
      <PinPart {...props} />
    </div>
  );
}

function CardPart({ member, onIssued, onChanged }: MemberAccessProps) {
  const text = useMembersText();
  const { language } = useLanguage();
  const { api } = useBank();
  const say = useToast();
  const [question, setQuestion] = useState<"replace" | "revoke" | null>(null);
  const issue = usePost(parseCard);
  const revoke = usePost(parseMember);
  const { card } = member;
  const make = async (): Promise<void> => {
    const answer = await issue.send(api(`members/${member.id}/card`), {});
    if (answer?.ok) onIssued({ kind: "cards", cards: [answer.value] });
  };
  const revokeNow = async (): Promise<void> => {
    const answer = await revoke.send(api(`members/${member.id}/card/revoke`), {});
    if (!answer?.ok) return;
    setQuestion(null);
    say(text.cardRevoked);
    onChanged();
  };
  const since = card === null ? "" : formatMoment(Date.parse(card.issuedAt), language);
  return (
    <Section title={text.card} note={card === null ? text.cardNone : text.cardSince(since)}>
      <p class="quiet">{text.cardText}</p>
      <div class="actions access-actions">
        <button
          class="button button-quiet"
          type="button"
          onClick={() => (card === null ? void make() : setQuestion("replace"))}
        >
          {card === null ? text.cardNew : text.cardAgain}
        </button>
        {card !== null && (
          <button class="button button-quiet" type="button" onClick={() => setQuestion("revoke")}>
            {text.cardRevoke}
          </button>
        )}
      </div>
      {question !== null && (
        <ConfirmDialog
          id="card"
          title={question === "replace" ? text.cardAgainTitle : text.cardRevokeTitle}
          confirmLabel={question === "replace" ? text.cardAgain : text.cardRevoke}
          isAlarming={question === "revoke"}
          isSending={issue.isSending || revoke.isSending}
          failure={question === "replace" ? issue.failure : revoke.failure}
          onConfirm={() => void (question === "replace" ? make() : revokeNow())}
          onClose={() => setQuestion(null)}
        >
          <p>{question === "replace" ? text.cardAgainText : text.cardRevokeText}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}

function PinPart({ member, onIssued }: MemberAccessProps) {
  const text = useMembersText();
  const { api } = useBank();
  const [isAsking, setAsking] = useState(false);
  const post = usePost(parsePin);
  const draw = async (): Promise<void> => {
    const answer = await post.send(api(`members/${member.id}/pin`), {});
    if (answer?.ok) onIssued({ kind: "pin", ...answer.value });
  };
  return (
    <Section title={text.pin} note={member.hasPin ? text.pinSet : text.pinNone}>
      <div class="actions access-actions">
        <button class="button button-quiet" type="button" onClick={() => setAsking(true)}>
          {member.hasPin ? text.pinAgain : text.pinNew}
        </button>
      </div>
      {isAsking && (
        <ConfirmDialog
          id="pin"
          title={text.pinTitle}
          confirmLabel={member.hasPin ? text.pinAgain : text.pinNew}
          isSending={post.isSending}
          failure={post.failure}
          onConfirm={() => void draw()}
          onClose={() => setAsking(false)}
        >
          <p>{text.pinText}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
