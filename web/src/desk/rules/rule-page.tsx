import { ruleName } from "@resik/contract/alert-text";
import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LeaveGuard } from "../../controls/leave-guard.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useToast } from "../../controls/toast.tsx";
import { isSame } from "../../controls/use-draft.ts";
import { useFirstWrong, type FirstWrong } from "../../controls/use-first-wrong.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { isRefusal } from "../../edge/request.ts";
import { Icon } from "../../shell/icon.tsx";
import { Notice } from "../../shell/notice.tsx";
import { usePageTitle } from "../../shell/page-title.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useDesk } from "../live/desk-context.tsx";
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
const LIST_PATH = "/dlh/aturan";

/** One rule: its limits, a try on the past, and how to silence it or put it back. */
export function RulePage({ id }: { id: string }) {
  const text = useRulesText();
  const rules = useLoaded("/api/v1/alert-rules", parseRuleList);
  usePageTitle(id === NEW_ID ? text.newRule : text.title);
  return (
    <div class="rules">
      <a class="back" href={LIST_PATH}>
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
  const [stored, setStored] = useState<RuleDraft>(() => (rule ? draftOf(rule) : NEW_DRAFT));
  const [draft, setDraft] = useState(stored);
  const [isTried, setTried] = useState(false);
  const wrong = useFirstWrong();
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
        isTried={isTried}
        wrong={wrong}
        newId={() => ruleIdOf(draft.name, new Set([...taken, NEW_ID]))}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        onTried={setTried}
        onStored={setStored}
        onSaved={onSaved}
      />
      <RulePreview
        id={rule?.id ?? null}
        rule={read.rule}
        onRefused={() => {
          setTried(true);
          wrong.refused();
        }}
      />
      {rule !== null && <RuleEnds rule={rule} onChanged={onSaved} />}
      <LeaveGuard isOn={!isSame(draft, stored)} back={LIST_PATH} />
    </>
  );
}

interface SaveFormProps {
  rule: RuleView | null;
  draft: RuleDraft;
  read: ReturnType<typeof readDraft>;
  /** Whether what is wrong should be seen. */
  isTried: boolean;
  wrong: FirstWrong<HTMLFormElement>;
  newId: () => string;
  onChange: (change: Partial<RuleDraft>) => void;
  onTried: (isTried: boolean) => void;
  /** Told what of the draft the server has now. */
  onStored: (draft: RuleDraft) => void;
  onSaved: () => void;
}

function SaveForm(props: SaveFormProps) {
  const { rule, draft, read, isTried, wrong, newId, onChange, onTried, onSaved } = props;
  const text = useRulesText();
  const say = useToast();
  const { route } = useLocation();
  const desk = useDesk();
  const post = usePost(parseRule);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    onTried(true);
    if (read.rule === null) {
      wrong.refused();
      return;
    }
    const id = rule?.id ?? newId();
    const body = { version: rule?.version ?? 0, rule: read.rule };
    const answer = await post.send(`/api/v1/alert-rules/${id}`, body, { method: "PUT" });
    if (answer?.ok !== true) return;
    say(text.form.saved);
    onTried(false);
    props.onStored(draft);
    desk.refresh();
    if (rule === null) route(`${LIST_PATH}/${id}`, true);
    else onSaved();
  };
  const isStale = post.failure !== null && isRefusal(post.failure, "already-settled");
  return (
    <form
      class="panel rules-section"
      noValidate
      ref={wrong.ref}
      onSubmit={(event) => void save(event)}
    >
      <RuleForm
        draft={draft}
        problems={isTried ? read.problems : new Set()}
        isNew={rule === null}
        isBuiltIn={rule?.isBuiltIn === true}
        onChange={onChange}
      />
      {isStale ? (
        <div class="status-line status-line-warn" role="alert">
          <p>{text.form.stale}</p>
          <button class="link-button" type="button" onClick={onSaved}>
            {text.form.reload}
          </button>
        </div>
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
