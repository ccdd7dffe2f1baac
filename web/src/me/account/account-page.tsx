import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { StatusLine } from "../../controls/status-line.tsx";
import { usePost } from "../../controls/use-post.ts";
import { answerOf, fields, integer } from "../../edge/parts.ts";
import { formatDate } from "../../format/date.ts";
import { dayOf } from "../../format/month.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { MyAccount } from "../edge/parse-account.ts";
import { useMyAccount } from "../my-account.tsx";
import { PageHead } from "../page-head.tsx";
import { useMeText } from "../text/use-me-text.ts";
import { useEndedSession } from "../use-mine.ts";
import { PinForm } from "./pin-form.tsx";
import { UnsentDialog } from "./unsent-dialog.tsx";
import { useSignOut } from "./use-sign-out.ts";
import "./account.css";

/** What the bank holds about the resident, and the resident's ways in. */
export function AccountPage({ account }: { account: MyAccount }) {
  const me = useMeText();
  return (
    <>
      <PageHead title={me.links.account} />
      <MyData account={account} />
      <PinForm />
      <Sessions owner={account.member.id} />
    </>
  );
}

function MyData({ account }: { account: MyAccount }) {
  const { language } = useLanguage();
  const me = useMeText();
  const { isFresh } = useMyAccount();
  const { member, bank } = account;
  // Phone and address are not kept on the phone, so an account seen earlier lacks them.
  const personal = (value: string | null): string =>
    isFresh ? (value ?? me.data.none) : me.data.needsNetwork;
  return (
    <section class="panel me-card">
      <h2 class="me-card-title">{me.data.title}</h2>
      <dl class="my-data">
        <Datum name={me.data.name}>{member.name}</Datum>
        <Datum name={me.data.number}>{member.number}</Datum>
        <Datum name={me.data.bank}>{bank.name}</Datum>
        <Datum name={me.data.phone}>{personal(member.phone)}</Datum>
        <Datum name={me.data.address}>{personal(member.address)}</Datum>
        <Datum name={me.data.joined}>{formatDate(member.joinedOn, language)}</Datum>
        <Datum name={me.data.card}>
          {member.card === null
            ? me.data.noCard
            : me.data.cardSince(formatDate(dayOf(Date.parse(member.card.issuedAt)), language))}
        </Datum>
      </dl>
      <p>{me.data.more}</p>
      <p>{me.data.correct(bank.name, bank.phone)}</p>
    </section>
  );
}

function Datum({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="my-datum">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const parseEnded = answerOf(fields({ ended: integer }));

/** Signing out here, or everywhere else. */
function Sessions({ owner }: { owner: string }) {
  const me = useMeText();
  const out = useSignOut(owner);
  const post = usePost(parseEnded);
  useEndedSession(post.failure);
  const [done, setDone] = useState<string | null>(null);
  const endOthers = async (): Promise<void> => {
    setDone(null);
    const answer = await post.send("/api/v1/me/sessions/end", {});
    if (answer?.ok) setDone(me.sessions.ended(answer.value.ended));
  };
  return (
    <section class="panel me-card">
      <h2 class="me-card-title">{me.sessions.title}</h2>
      <p>{me.sessions.text}</p>
      <FailureLine failure={post.failure} />
      <StatusLine>{done}</StatusLine>
      {out.isStuck && (
        <p class="status-line status-line-alarm" role="alert">
          {me.sessions.stuck}
        </p>
      )}
      <div class="my-actions">
        <button
          class="button button-quiet"
          type="button"
          aria-disabled={post.isSending}
          onClick={() => void endOthers()}
        >
          {post.isSending ? me.sending : me.sessions.endOthers}
        </button>
        <button
          class="button"
          type="button"
          aria-disabled={out.isLeaving}
          onClick={() => {
            setDone(null);
            void out.ask();
          }}
        >
          {me.sessions.signOut}
        </button>
      </div>
      {out.unsent > 0 && (
        <UnsentDialog
          count={out.unsent}
          isLeaving={out.isLeaving}
          onDiscard={() => void out.discardAndLeave()}
          onClose={out.stay}
        />
      )}
    </section>
  );
}
