import { ruleName } from "@resik/contract/alert-text";
import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { isRefusal } from "../../edge/request.ts";
import { Icon } from "../../shell/icon.tsx";
import { Notice } from "../../shell/notice.tsx";
import { usePageTitle } from "../../shell/page-title.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { parseRule, parseRuleList, type RuleView } from "./parse-alert-rules.ts";
import { draftOf, NEW_DRAFT, readDraft, ruleIdOf, type RuleDraft } from "./rule-draft.ts";
import { RuleEnds } from "./rule-ends.tsx";
import { RuleForm } from "./rule-form.tsx";
import { RulePreview } from "./rule-preview.tsx";
import { conditionWords } from "./rule-words.ts";
import { useRulesText } from "./text/use-rules-text.ts";
import "./rules.css";

/** Where a rule that is not there yet is made. */
const NEW_ID = "baru";

/** One rule: its limits, a try on the past, and how to silence it or put it back. */
export function RulePage({ id }: { id: string }) {
  const text = useRulesText();
  const rules = useLoaded("/api/v1/alert-rules", parseRuleList);
  usePageTitle(id === NEW_ID ? text.newRule : text.title);
  return (
    <div class="rules">
      <a class="back" href="/dlh/aturan">
        <Icon name="back" />
        {text.back}
      </a>
      <LoadedView of={rules} level="h1">
        {(answer) => {
          const rule = answer.rules.find((one) => one.id === id) ?? null;
          if (rule === null && id !== NEW_ID) {
            const { unknownTitle, unknownText } = text.form;
            return <Notice icon="search" level="h1" title={unknownTitle} text={unknownText} />;
          }
          return (
            <RuleEditor
              // Another version is another form.
              key={rule?.version ?? NEW_ID}
              rule={rule}
              taken={new Set(answer.rules.map((one) => one.id))}
              onSaved={rules.refresh}
            />
          );
        }}
      </LoadedView>
    </div>
  );
}

interface RuleEditorProps {
  rule: RuleView | null;
  taken: ReadonlySet<string>;
  onSaved: () => void;
}

function RuleEditor({ rule, taken, onSaved }: RuleEditorProps) {
  const text = useRulesText();
  const { language } = useLanguage();
  const [draft, setDraft] = useState<RuleDraft>(() => (rule === null ? NEW_DRAFT : draftOf(rule)));
  const isBuiltIn = rule?.isBuiltIn === true;
  const read = readDraft(draft, !isBuiltIn);
  const title = rule === null ? text.newRule : ruleName(rule.id, rule.name, language);
  return (
    <>
      <h1 class="rules-title">{title}</h1>
      {rule !== null && <p class="rules-lead">{conditionWords(rule, text, language)}</p>}
      <SaveForm
        rule={rule}
        draft={draft}
        read={read}
        newId={() => ruleIdOf(draft.name, new Set([...taken, NEW_ID]))}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        onSaved={onSaved}
      />
      <RulePreview rule={read.rule} />
      {rule !== null && <RuleEnds rule={rule} onChanged={onSaved} />}
    </>
  );
}

interface SaveFormProps {
  rule: RuleView | null;
  draft: RuleDraft;
  read: ReturnType<typeof readDraft>;
  newId: () => string;
  onChange: (change: Partial<RuleDraft>) => void;
  onSaved: () => void;
}

function SaveForm({ rule, draft, read, newId, onChange, onSaved }: SaveFormProps) {
  const text = useRulesText();
  const say = useToast();
  const { route } = useLocation();
  const post = usePost(parseRule);
  const [isTried, setTried] = useState(false);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (read.rule === null) return;
    const id = rule?.id ?? newId();
    const body = { version: rule?.version ?? 0, rule: read.rule };
    const answer = await post.send(`/api/v1/alert-rules/${id}`, body, { method: "PUT" });
    if (answer?.ok !== true) return;
    say(text.form.saved);
    setTried(false);
    if (rule === null) route(`/dlh/aturan/${id}`, true);
    else onSaved();
  };
  const isStale = post.failure !== null && isRefusal(post.failure, "already-settled");
  return (
    <form class="panel rules-section" noValidate onSubmit={(event) => void save(event)}>
      <RuleForm
        draft={draft}
        problems={isTried ? read.problems : new Set()}
        isNew={rule === null}
        isBuiltIn={rule?.isBuiltIn === true}
        onChange={onChange}
      />
      {isStale ? (
        <p class="status-line status-line-warn" role="alert">
          {text.form.stale}
        </p>
      ) : (
        <FailureLine failure={post.failure} />
      )}
      <div class="rules-actions">
        <button class="button" type="submit" aria-disabled={post.isSending}>
          {text.form.save}
        </button>
      </div>
    </form>
  );
}
