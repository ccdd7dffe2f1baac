import { SEVERITY_NAMES } from "@resik/contract/alert-text";
import { useEffect, useState } from "preact/hooks";
import { CheckField } from "../../controls/check-field.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LeaveGuard } from "../../controls/leave-guard.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { StatusLine } from "../../controls/status-line.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useControlText } from "../../controls/text/use-control-text.ts";
import { isSame } from "../../controls/use-draft.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { usePost } from "../../controls/use-post.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { SEVERITIES } from "../edge/parse-alerts.ts";
import { KindFields, useProblem, type KindFieldsProps } from "./kind-fields.tsx";
import { KINDS, LANGUAGES, parseTarget, type Target } from "./parse-targets.ts";
import { SiteChoice } from "./site-choice.tsx";
import { draftOf, inputOf, problemsOf } from "./target-draft.ts";
import { useTargetsText } from "./text/use-targets-text.ts";

interface TargetFormProps {
  /** Null for a new one. */
  target: Target | null;
  /** The id it has or gets. */
  id: string;
  /** Where those who leave it are led. */
  back: string;
  onDirty?: (isDirty: boolean) => void;
  onSaved: () => void;
}

/** Everything about one target; the secrets that are stored stay where they are. */
export function TargetForm({ target, id, back, onDirty, onSaved }: TargetFormProps) {
  const text = useTargetsText();
  const controls = useControlText();
  const [draft, setDraft] = useState(() => draftOf(target));
  /** As it is stored: this page's own answer is newer than the list that it came with. */
  const [stored, setStored] = useState(target);
  const [isTried, setTried] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const saving = usePost(parseTarget);
  const found = problemsOf(draft, stored);
  const isDirty = !isSame(draft, draftOf(stored));
  useEffect(() => onDirty?.(isDirty), [isDirty]);
  const wrong = useFirstWrong();
  const problems = isTried ? found : new Set<never>();
  const submit = async (): Promise<void> => {
    setTried(true);
    setSaved(false);
    if (found.size > 0) {
      wrong.refused();
      return;
    }
    const path = `/api/v1/notification-targets/${id}`;
    const answer = await saving.send(path, inputOf(draft), { method: "PUT" });
    if (!answer?.ok) return;
    // What was typed meanwhile is not thrown away.
    setDraft((now) => (now === draft ? draftOf(answer.value) : now));
    setStored(answer.value);
    setTried(false);
    setSaved(true);
    onSaved();
  };
  const props: KindFieldsProps = {
    draft,
    problems,
    onChange: (part) => {
      setSaved(false);
      setDraft((before) => ({ ...before, ...part }));
    },
  };
  return (
    <>
      <form
        class="targets-form"
        noValidate
        ref={wrong.ref}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <NameFields {...props} isNew={target === null} />
        <KindFields {...props} />
        <RuleFields {...props} />
        <FailureLine failure={saving.failure} />
        <button class="button" type="submit" aria-disabled={saving.isSending}>
          {saving.isSending ? controls.sending : text.form.save}
        </button>
        <StatusLine>{isSaved && text.form.saved}</StatusLine>
      </form>
      <LeaveGuard isOn={isDirty} back={back} />
    </>
  );
}

function NameFields({ draft, problems, onChange, isNew }: KindFieldsProps & { isNew: boolean }) {
  const text = useTargetsText();
  const problem = useProblem({ problems });
  return (
    <>
      <TextField
        id="target-name"
        label={text.form.name}
        rule={text.form.nameRule}
        maxLength={80}
        value={draft.name}
        error={problem("name")}
        onInput={(name) => onChange({ name })}
      />
      {isNew && (
        <SelectField
          id="target-kind"
          label={text.form.kind}
          value={draft.kind}
          choices={KINDS.map((value) => ({ value, label: text.kinds[value] }))}
          onChange={(kind) => onChange({ kind })}
        />
      )}
    </>
  );
}

/** What the target is told of. */
function RuleFields({ draft, onChange }: KindFieldsProps) {
  const { form } = useTargetsText();
  const { language } = useLanguage();
  return (
    <>
      <div class="form-grid">
        <SelectField
          id="severity-min"
          label={form.severity}
          value={draft.severityMin}
          choices={SEVERITIES.map((value) => ({ value, label: SEVERITY_NAMES[value][language] }))}
          onChange={(severityMin) => onChange({ severityMin })}
        />
        <SelectField
          id="message-language"
          label={form.language}
          value={draft.language}
          choices={LANGUAGES.map((value) => ({ value, label: form.languages[value] }))}
          onChange={(chosen) => onChange({ language: chosen })}
        />
      </div>
      <SiteChoice chosen={draft.sites} onChange={(sites) => onChange({ sites })} />
      <div>
        <CheckField
          label={form.tellsResolved}
          isOn={draft.tellsResolved}
          onChange={(tellsResolved) => onChange({ tellsResolved })}
        />
        <CheckField
          label={form.onlyEscalated}
          isOn={draft.onlyEscalated}
          onChange={(onlyEscalated) => onChange({ onlyEscalated })}
        />
        <CheckField
          label={form.enabled}
          isOn={draft.enabled}
          onChange={(enabled) => onChange({ enabled })}
        />
      </div>
    </>
  );
}
