import { SEVERITY_NAMES, valueForm } from "@resik/contract/alert-text";
import { FIGURES, figureOf, type FigureId } from "@resik/contract/figure";
import { CheckField } from "../../controls/check-field.tsx";
import { SegmentField, SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { formatNumber } from "../../format/number.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { KINDS } from "./parse-alert-rules.ts";
import { boundsOf, type DraftProblem, type RuleDraft } from "./rule-draft.ts";
import { ScheduleFields, SiteFields } from "./rule-scope-fields.tsx";
import { useRulesText } from "./text/use-rules-text.ts";

export interface RuleFieldsProps {
  draft: RuleDraft;
  /** Only those that somebody should see now. */
  problems: ReadonlySet<DraftProblem>;
  onChange: (change: Partial<RuleDraft>) => void;
}

// The keys of a constant object are exactly its ids.
const FIGURE_NAMES = Object.keys(FIGURES) as FigureId[];

/** Everything of a rule that can be changed, most important first. */
export function RuleForm({
  isNew,
  isBuiltIn,
  ...props
}: RuleFieldsProps & { isNew: boolean; isBuiltIn: boolean }) {
  const { draft, problems, onChange } = props;
  const text = useRulesText();
  const { form } = text;
  const { language } = useLanguage();
  const errorOf = (problem: DraftProblem) =>
    problems.has(problem) ? text.problems[problem] : undefined;
  return (
    <>
      <CheckField
        label={form.enabled}
        isOn={draft.enabled}
        onChange={(enabled) => onChange({ enabled })}
      />
      <TextField
        id="rule-name"
        label={form.name}
        rule={isBuiltIn ? form.builtInName : form.nameRule}
        value={draft.name}
        maxLength={80}
        error={errorOf("name")}
        onInput={(name) => onChange({ name })}
      />
      {isNew && (
        <SelectField
          id="rule-condition"
          label={form.condition}
          value={draft.condition}
          choices={(["figure", "silent"] as const).map((value) => ({
            value,
            label: form.conditions[value],
          }))}
          onChange={(condition) => onChange({ condition })}
        />
      )}
      {draft.condition === "figure" && <FigureFields {...props} isNew={isNew} />}
      {draft.condition === "site-silent" && <SiteSilentFields {...props} />}
      <KindFields {...props} />
      <TimeFields {...props} />
      <SegmentField
        id="rule-severity"
        label={form.severity}
        value={draft.severity}
        choices={(["warning", "high", "critical"] as const).map((value) => ({
          value,
          label: SEVERITY_NAMES[value][language],
        }))}
        onChange={(severity) => onChange({ severity })}
      />
      <ScheduleFields {...props} />
      <SiteFields {...props} />
    </>
  );
}

/** How long it must last, and when it goes to the next in line. */
function TimeFields({ draft, problems, onChange }: RuleFieldsProps) {
  const text = useRulesText();
  const { form } = text;
  const errorOf = (problem: DraftProblem) =>
    problems.has(problem) ? text.problems[problem] : undefined;
  return (
    <div class="rules-pair">
      <TextField
        id="rule-duration"
        label={form.duration}
        rule={form.durationRule}
        value={draft.durationMin}
        error={errorOf("duration")}
        onInput={(durationMin) => onChange({ durationMin })}
      />
      <TextField
        id="rule-escalate"
        label={form.escalate}
        rule={form.escalateRule}
        value={draft.escalateMin}
        error={errorOf("escalate")}
        onInput={(escalateMin) => onChange({ escalateMin })}
      />
    </div>
  );
}

function FigureFields({ draft, problems, onChange, isNew }: RuleFieldsProps & { isNew: boolean }) {
  const text = useRulesText();
  const { form } = text;
  const { language } = useLanguage();
  const unit = valueForm(draft.figure).unit[language];
  const bounds = boundsOf(draft.figure);
  const range = text.bounds(formatNumber(bounds.min, 2), formatNumber(bounds.max, 2));
  const isAbove = figureOf(draft.figure).bad === "above";
  return (
    <>
      {isNew && (
        <SelectField
          id="rule-figure"
          label={form.figure}
          value={draft.figure}
          choices={FIGURE_NAMES.map((value) => ({ value, label: text.figures[value] }))}
          onChange={(figure) => onChange({ figure, kinds: [...figureOf(figure).kinds] })}
        />
      )}
      <div class="rules-pair">
        <TextField
          id="rule-raise"
          label={form.raise(unit)}
          rule={`${isAbove ? form.raiseAbove : form.raiseBelow} ${range}`}
          value={draft.raise}
          error={problems.has("raise") ? text.problems.raise : undefined}
          onInput={(raise) => onChange({ raise })}
        />
        <TextField
          id="rule-clear"
          label={form.clear(unit)}
          rule={form.clearRule}
          value={draft.clear}
          error={problems.has("clear") ? text.problems.clear : undefined}
          onInput={(clear) => onChange({ clear })}
        />
      </div>
    </>
  );
}

function SiteSilentFields({ draft, problems, onChange }: RuleFieldsProps) {
  const text = useRulesText();
  const { form } = text;
  const errorOf = (problem: DraftProblem) =>
    problems.has(problem) ? text.problems[problem] : undefined;
  return (
    <div class="rules-pair">
      <TextField
        id="rule-devices"
        label={form.devicesMin}
        value={draft.devicesMin}
        error={errorOf("devices")}
        onInput={(devicesMin) => onChange({ devicesMin })}
      />
      <TextField
        id="rule-share"
        label={form.share}
        value={draft.sharePercent}
        error={errorOf("share")}
        onInput={(sharePercent) => onChange({ sharePercent })}
      />
      <TextField
        id="rule-clear-share"
        label={form.clearShare}
        value={draft.clearPercent}
        error={errorOf("clearShare")}
        onInput={(clearPercent) => onChange({ clearPercent })}
      />
    </div>
  );
}

/** Only kinds that can say what the rule asks. */
function KindFields({ draft, problems, onChange }: RuleFieldsProps) {
  const text = useRulesText();
  const able = draft.condition === "figure" ? figureOf(draft.figure).kinds : KINDS;
  if (able.length < 2) return null;
  return (
    <fieldset class="field">
      <legend class="field-label">{text.form.kinds}</legend>
      <div class="rules-checks">
        {KINDS.filter((kind) => able.includes(kind)).map((kind) => (
          <CheckField
            key={kind}
            label={text.kinds[kind]}
            isOn={draft.kinds.includes(kind)}
            onChange={(isOn) =>
              onChange({
                kinds: KINDS.filter((one) => (one === kind ? isOn : draft.kinds.includes(one))),
              })
            }
          />
        ))}
      </div>
      {problems.has("kinds") && <span class="field-error">{text.problems.kinds}</span>}
    </fieldset>
  );
}
