import { ruleName } from "@resik/contract/alert-text";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePageTitle } from "../../shell/page-title.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { SeverityBadge } from "../parts/badges.tsx";
import { MuteList } from "./mute-list.tsx";
import { KINDS, parseRuleList, type RuleView } from "./parse-alert-rules.ts";
import { conditionWords } from "./rule-words.ts";
import { useRulesText } from "./text/use-rules-text.ts";
import "./rules.css";

/** Every rule in words, and what is silenced now. */
export function RulesPage() {
  const text = useRulesText();
  const rules = useLoaded("/api/v1/alert-rules", parseRuleList);
  usePageTitle(text.title);
  return (
    <div class="rules">
      <div class="rules-head">
        <h1 class="rules-title">{text.title}</h1>
        <a class="button" href="/dlh/aturan/baru">
          {text.newRule}
        </a>
      </div>
      <p class="rules-lead">{text.lead}</p>
      <LoadedView of={rules} level="h2">
        {(answer) => (
          <>
            {groupsOf(answer.rules).map(({ kind, rules: own }) => (
              <RuleGroup key={kind} title={titleOf(kind, text)} rules={own} />
            ))}
            <MuteList rules={answer.rules} />
          </>
        )}
      </LoadedView>
    </div>
  );
}

type GroupKind = (typeof KINDS)[number] | "site";

const titleOf = (kind: GroupKind, text: ReturnType<typeof useRulesText>): string =>
  kind === "site" ? text.siteRules : text.kinds[kind];

/** By the kind of device; a rule of several kinds stands with the first of them. */
function groupsOf(rules: readonly RuleView[]): { kind: GroupKind; rules: RuleView[] }[] {
  const groupOf = (rule: RuleView): GroupKind =>
    rule.condition.kind === "site-silent" ? "site" : (rule.kinds[0] ?? "bin");
  return ([...KINDS, "site"] as const)
    .map((kind) => ({ kind, rules: rules.filter((rule) => groupOf(rule) === kind) }))
    .filter((group) => group.rules.length > 0);
}

function RuleGroup({ title, rules }: { title: string; rules: readonly RuleView[] }) {
  return (
    <section class="panel rules-section">
      <h2 class="rules-section-title">{title}</h2>
      <ul class="rules-list">
        {rules.map((rule) => (
          <RuleRow rule={rule} key={rule.id} />
        ))}
      </ul>
    </section>
  );
}

function RuleRow({ rule }: { rule: RuleView }) {
  const text = useRulesText();
  const { language } = useLanguage();
  const notes = [
    !rule.enabled && text.off,
    !rule.isBuiltIn && text.own,
    rule.isBuiltIn && rule.isChanged && text.changed,
    rule.sites.length > 0 && text.places(rule.sites.length),
    rule.openAlerts > 0 && text.open(rule.openAlerts),
  ].filter((note) => note !== false);
  return (
    <li class={`rules-row${rule.enabled ? "" : " rules-row-off"}`}>
      <a class="rules-link" href={`/dlh/aturan/${rule.id}`}>
        <span class="rules-row-head">
          <strong>{ruleName(rule.id, rule.name, language)}</strong>
          <SeverityBadge severity={rule.severity} />
        </span>
        <span>{conditionWords(rule, text, language)}</span>
        {notes.length > 0 && <span class="rules-note">{notes.join(" · ")}</span>}
      </a>
    </li>
  );
}
