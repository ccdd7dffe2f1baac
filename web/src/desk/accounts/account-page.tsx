import { useEffect, useState } from "preact/hooks";
import { PasswordField } from "../../access/password-field.tsx";
import { PASSWORD_LENGTH_MIN, refusedFields } from "../../access/password.ts";
import { PageHead, Section } from "../../bank/desk-frame/page-parts.tsx";
import { ConfirmDialog } from "../../controls/confirm-dialog.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { LeaveGuard } from "../../controls/leave-guard.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useDraft } from "../../controls/use-draft.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { isNotThere } from "../../edge/request.ts";
import { formatMoment } from "../../format/time.ts";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useDesk } from "../live/desk-context.tsx";
import { useFresh } from "../live/use-fresh.ts";
import { DraftEnd } from "../parts/draft-end.tsx";
import { parseSiteChoices } from "../rules/parse-alert-rules.ts";
import { draftOfRoles, readRoles, type GrantInput } from "./account-draft.ts";
import { parseAccount, parseReset, type Account } from "./parse-accounts.ts";
import { RolesFields, type SiteName } from "./roles-fields.tsx";
import { useAccountsText } from "./text/use-accounts-text.ts";
import "../parts/desk-form.css";
import "./accounts.css";

const LIST_PATH = "/dlh/akun";

const pathOf = (idOrName: string): string => `/api/v1/users/${encodeURIComponent(idOrName)}`;

/** One account: what it may do, and a new password for whoever forgot theirs. */
export function AccountPage({ id }: { id: string }) {
  const { page, back } = useAccountsText();
  const account = useLoaded(pathOf(id), parseAccount);
  const sites = useLoaded("/api/v1/sites?limit=500", parseSiteChoices);
  useFresh(account.refresh);
  const { failure } = account;
  if (account.value === null && failure !== null && isNotThere(failure)) {
    return (
      <Notice icon="search" level="h1" title={page.unknownTitle} text={page.unknownText}>
        <a class="button" href={LIST_PATH}>
          {back}
        </a>
      </Notice>
    );
  }
  return (
    <LoadedView of={account} level="h1">
      {(known) => (
        <LoadedView of={sites} level="h1">
          {({ items }) => (
            <KnownAccount account={known} sites={items} onChanged={account.refresh} />
          )}
        </LoadedView>
      )}
    </LoadedView>
  );
}

interface KnownAccountProps {
  account: Account;
  sites: readonly SiteName[];
  onChanged: () => void;
}

function KnownAccount({ account, sites, onChanged }: KnownAccountProps) {
  const text = useAccountsText();
  const { language } = useLanguage();
  const { user } = useDesk();
  const [isDirty, setDirty] = useState(false);
  const isOwn = account.id === user.id;
  return (
    <>
      <PageHead
        title={account.name}
        lead={text.page.lead(account.username, formatMoment(account.createdAt, language))}
        back={{ href: LIST_PATH, label: text.back }}
      />
      <div class="accounts-panels">
        {isOwn ? (
          <Section title={text.roles.title}>
            <p>{text.roles.own}</p>
          </Section>
        ) : (
          <RolesForm account={account} sites={sites} onDirty={setDirty} onSaved={onChanged} />
        )}
        <PasswordSection account={account} />
      </div>
      <LeaveGuard isOn={isDirty} back={LIST_PATH} />
    </>
  );
}

interface RolesFormProps {
  /** Read again from time to time: what is chosen over it stays. */
  account: Account;
  sites: readonly SiteName[];
  onDirty: (isDirty: boolean) => void;
  onSaved: () => void;
}

function RolesForm({ account, sites, onDirty, onSaved }: RolesFormProps) {
  const { roles: text } = useAccountsText();
  const say = useToast();
  const wrong = useFirstWrong();
  const post = usePost(parseAccount);
  const form = useDraft(draftOfRoles(account.roles));
  const { draft, isDirty } = form;
  const [isTried, setTried] = useState(false);
  const [isEnding, setEnding] = useState(false);
  const { roles, withoutSite } = readRoles(draft);
  useEffect(() => onDirty(isDirty), [isDirty]);
  const send = async (wanted: readonly GrantInput[]): Promise<void> => {
    const path = `${pathOf(account.id)}/roles`;
    const answer = await post.send(path, { roles: wanted }, { method: "PUT" });
    if (answer?.ok !== true) return;
    form.settle(draft, draftOfRoles(answer.value.roles));
    setTried(false);
    setEnding(false);
    say(text.saved);
    onSaved();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (roles === null) wrong.refused();
    else if (roles.length === 0) setEnding(true);
    else void send(roles);
  };
  return (
    <Section title={text.title} note={text.lead}>
      <form class="desk-form" noValidate ref={wrong.ref} onSubmit={submit}>
        <RolesFields
          draft={draft}
          sites={sites}
          withoutSite={isTried ? withoutSite : new Set()}
          onChange={form.change}
        />
        <DraftEnd form={form} words={text} post={post} />
      </form>
      {isEnding && (
        <ConfirmDialog
          id="end-access"
          title={text.noneTitle(account.name)}
          confirmLabel={text.noneConfirm}
          isAlarming
          isSending={post.isSending}
          failure={post.failure}
          onConfirm={() => void send([])}
          onClose={() => setEnding(false)}
        >
          <p>{text.noneText}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}

function PasswordSection({ account }: { account: Account }) {
  const { password: text } = useAccountsText();
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={text.title} note={text.lead}>
      <div class="form-actions">
        <button class="button button-quiet" type="button" onClick={() => setOpen(true)}>
          {text.open}
        </button>
      </div>
      {isOpen && <PasswordDialog account={account} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function PasswordDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { password: text, problems } = useAccountsText();
  const { text: shell } = useLanguage();
  const say = useToast();
  const post = usePost(parseReset);
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const { username, name } = account;
  const isRefused = refusedFields({ username, name, password }).has("password");
  const save = async (): Promise<void> => {
    setTried(true);
    if (isRefused) return;
    const answer = await post.send(`${pathOf(username)}/password`, { password });
    if (answer?.ok !== true) return;
    say(text.saved);
    onClose();
  };
  return (
    <FormDialog
      id="new-password"
      title={text.dialog(name)}
      submitLabel={text.save}
      post={post}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <PasswordField
        autocomplete="new-password"
        rule={shell.access.passwordRule(PASSWORD_LENGTH_MIN)}
        value={password}
        error={isTried && isRefused ? problems.password : undefined}
        onInput={setPassword}
      />
    </FormDialog>
  );
}
