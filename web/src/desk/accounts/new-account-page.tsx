import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { PasswordField } from "../../access/password-field.tsx";
import { PASSWORD_LENGTH_MIN } from "../../access/password.ts";
import { PageHead } from "../../bank/desk-frame/page-parts.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LeaveGuard } from "../../controls/leave-guard.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useControlText } from "../../controls/text/use-control-text.ts";
import { useToast } from "../../controls/toast.tsx";
import { isSame } from "../../controls/use-draft.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { isRefusal } from "../../edge/request.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { parseSiteChoices } from "../rules/parse-alert-rules.ts";
import {
  NEW_ACCOUNT,
  readAccount,
  type AccountDraft,
  type AccountProblem,
} from "./account-draft.ts";
import { parseNewAccount } from "./parse-accounts.ts";
import { RolesFields, type SiteName } from "./roles-fields.tsx";
import { useAccountsText } from "./text/use-accounts-text.ts";
import "../parts/desk-form.css";
import "./accounts.css";

const LIST_PATH = "/dlh/akun";

/** Makes an account for somebody of the agency or of a place. */
export function NewAccountPage() {
  const text = useAccountsText();
  const sites = useLoaded("/api/v1/sites?limit=500", parseSiteChoices);
  return (
    <>
      <PageHead
        title={text.form.newTitle}
        lead={text.form.newLead}
        back={{ href: LIST_PATH, label: text.back }}
      />
      <LoadedView of={sites}>{({ items }) => <NewAccount sites={items} />}</LoadedView>
    </>
  );
}

function NewAccount({ sites }: { sites: readonly SiteName[] }) {
  const text = useAccountsText();
  const controls = useControlText();
  const { route } = useLocation();
  const say = useToast();
  const wrong = useFirstWrong();
  const post = usePost(parseNewAccount);
  const [draft, setDraft] = useState(NEW_ACCOUNT);
  const [isTried, setTried] = useState(false);
  const [taken, setTaken] = useState<string | null>(null);
  const { account, problems, withoutSite } = readAccount(draft);
  const change = (part: Partial<AccountDraft>): void =>
    setDraft((before) => ({ ...before, ...part }));
  const save = async (): Promise<void> => {
    setTried(true);
    if (account === null) {
      wrong.refused();
      return;
    }
    const answer = await post.send("/api/v1/users", account);
    if (answer === null) return;
    if (answer.ok) {
      say(text.form.saved);
      route(`${LIST_PATH}/${answer.value.id}`, true);
    } else if (isRefusal(answer.failure, "already-exists")) {
      setTaken(account.username);
    }
  };
  const isTaken = taken !== null && taken === draft.username.trim();
  const isOther = post.failure !== null && !isRefusal(post.failure, "already-exists");
  return (
    <>
      <form
        class="panel section desk-form"
        noValidate
        ref={wrong.ref}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <PersonFields
          draft={draft}
          problems={isTried ? problems : new Set()}
          takenText={isTaken ? text.form.taken(taken) : undefined}
          onChange={change}
        />
        <RolesFields
          draft={draft}
          sites={sites}
          withoutSite={isTried ? withoutSite : new Set()}
          error={isTried && problems.has("roles") ? text.problems.roles : undefined}
          onChange={change}
        />
        {isOther && <FailureLine failure={post.failure} />}
        <div class="form-actions">
          <button class="button" type="submit" aria-disabled={post.isSending}>
            {post.isSending ? controls.sending : text.form.save}
          </button>
        </div>
      </form>
      <LeaveGuard isOn={!post.isSending && !isSame(draft, NEW_ACCOUNT)} back={LIST_PATH} />
    </>
  );
}

interface PersonFieldsProps {
  draft: AccountDraft;
  problems: ReadonlySet<AccountProblem>;
  takenText: string | undefined;
  onChange: (part: Partial<AccountDraft>) => void;
}

function PersonFields({ draft, problems, takenText, onChange }: PersonFieldsProps) {
  const text = useAccountsText();
  const { text: shell } = useLanguage();
  const errorOf = (problem: AccountProblem) =>
    problems.has(problem) ? text.problems[problem] : undefined;
  return (
    <>
      <TextField
        id="account-name"
        label={text.form.name}
        value={draft.name}
        error={errorOf("name")}
        capitals="words"
        maxLength={120}
        onInput={(name) => onChange({ name })}
      />
      <TextField
        id="account-username"
        label={text.form.username}
        rule={text.form.usernameRule}
        value={draft.username}
        error={errorOf("username") ?? takenText}
        capitals="none"
        maxLength={30}
        onInput={(username) => onChange({ username: username.toLowerCase() })}
      />
      <PasswordField
        autocomplete="new-password"
        rule={shell.access.passwordRule(PASSWORD_LENGTH_MIN)}
        value={draft.password}
        error={errorOf("password")}
        onInput={(password) => onChange({ password })}
      />
    </>
  );
}
