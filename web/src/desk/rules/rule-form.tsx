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

/** The words of a problem, if it is one that should be seen. */
function useProblem({ problems }: Pick<RuleFieldsProps, "problems">) {
  const text = useRulesText();
  return (name: DraftProblem): string | undefined =>
    problems.has(name) ? text.problems[name] : undefined;
}

// The keys of a constant object are exactly its ids.
const FIGURE_NAMES = Object.keys(FIGURES) as FigureId[];

/** Everything of a rule that can be changed, most important first. */
export function RuleForm({
  isNew,
  isBuiltIn,
  ...props
}: RuleFieldsProps & { isNew: boolean; isBuiltIn: boolean }) {
  const { draft, onChange } = props;
  const { form } = useRulesText();
  const { language } = useLanguage();
  const problem = useProblem(props);
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
        error={problem("name")}
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

/** Numbers of a rule as they are typed. */
type NumberName =
  | "durationMin"
  | "escalateMin"
  | "raise"
  | "clear"
  | "devicesMin"
  | "sharePercent"
  | "clearPercent";

interface NumberFieldProps extends RuleFieldsProps {
  of: NumberName;
  /** What is told of it; the field's id is made from it. */
  problem: DraftProblem;
  label: string;
  rule?: string;
  /** Whole numbers alone, or below zero, too; else decimals. */
  kind?: "whole" | "signed";
}

const INPUT_MODES = { whole: "numeric", signed: undefined } as const;

function NumberField({ of, problem, label, rule, kind, ...props }: NumberFieldProps) {
  return (
    <TextField
      id={`rule-${problem}`}
      label={label}
      rule={rule}
      inputMode={kind === undefined ? "decimal" : INPUT_MODES[kind]}
      value={props.draft[of]}
      error={useProblem(props)(problem)}
      onInput={(typed) => props.onChange({ [of]: typed })}
    />
  );
}

/** How long it must last, and when it goes to the next in line. */
function TimeFields(props: RuleFieldsProps) {
  const { form } = useRulesText();
  const { duration, durationRule, escalate, escalateRule } = form;
  return (
    <div class="rules-pair">
      <NumberField
        {...props}
        of="durationMin"
        problem="duration"
        label={duration}
        rule={durationRule}
      />
      <NumberField
        {...props}
        of="escalateMin"
        problem="escalate"
        kind="whole"
        label={escalate}
        rule={escalateRule}
      />
    </div>
  );
}

function FigureFields({ isNew, ...props }: RuleFieldsProps & { isNew: boolean }) {
  const { draft, onChange } = props;
  const text = useRulesText();
  const { form } = text;
  const { language } = useLanguage();
  const unit = valueForm(draft.figure).unit[language];
  const bounds = boundsOf(draft.figure);
  const range = text.bounds(formatNumber(bounds.min, 2), formatNumber(bounds.max, 2));
  const isAbove = figureOf(draft.figure).bad === "above";
  const sign = bounds.min < 0 ? ({ kind: "signed" } as const) : {};
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
        <NumberField
          {...props}
          of="raise"
          problem="raise"
          {...sign}
          label={form.raise(unit)}
          rule={`${isAbove ? form.raiseAbove : form.raiseBelow} ${range}`}
        />
        <NumberField
          {...props}
          of="clear"
          problem="clear"
          {...sign}
          label={form.clear(unit)}
          rule={form.clearRule}
        />
      </div>
    </>
  );
}

function SiteSilentFields(props: RuleFieldsProps) {
  const { form } = useRulesText();
  return (
    <div class="rules-pair">
      <NumberField
        {...props}
        of="devicesMin"
        problem="devices"
        kind="whole"
        label={form.devicesMin}
      />
      <NumberField {...props} of="sharePercent" problem="share" label={form.share} />
      <NumberField {...props} of="clearPercent" problem="clearShare" label={form.clearShare} />
    </div>
  );
}

/** Only kinds that can say what the rule asks. */
function KindFields({ draft, problems, onChange }: RuleFieldsProps) {
  const text = useRulesText();
  const able = draft.condition === "figure" ? figureOf(draft.figure).kinds : KINDS;
  if (able.length < 2) return null;
  return (
    <fieldset
      class="field"
      aria-describedby={problems.has("kinds") ? "rule-kinds-error" : undefined}
    >
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
      {problems.has("kinds") && (
        <span class="field-error" id="rule-kinds-error">
          {text.problems.kinds}
        </span>
      )}
    </fieldset>
  );
}
