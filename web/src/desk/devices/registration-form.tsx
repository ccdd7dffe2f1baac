import { FailureLine } from "../../controls/failure-line.tsx";
import { SegmentField, SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import type { Failure } from "../../edge/request.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useControlText } from "../../controls/text/use-control-text.ts";
import { DEVICE_KINDS, type SiteChoice } from "./device-parts.ts";
import { PlaceFields } from "../parts/place-fields.tsx";
import type { RegistrationDraft, RegistrationProblem } from "./registration-draft.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

interface FieldsProps {
  draft: RegistrationDraft;
  /** Only those that somebody should see now. */
  problems: ReadonlySet<RegistrationProblem>;
  onChange: (change: Partial<RegistrationDraft>) => void;
}

interface RegistrationFormProps extends FieldsProps {
  sites: readonly SiteChoice[];
  suggestion: string | null;
  /** Why the id that was sent cannot be had; null while it can. */
  takenText: string | null;
  isSending: boolean;
  failure: Failure | null;
  /** Whether it could be sent: nothing in it is wrong. */
  onSubmit: () => boolean;
}

const NONE = "";

/** What a new device is, where it is, and how it begins. */
export function RegistrationForm(props: RegistrationFormProps) {
  const { draft, problems, takenText, onChange } = props;
  const { form } = useDevicesText();
  const controls = useControlText();
  const wrong = useFirstWrong();
  return (
    <form
      class="panel section desk-form"
      noValidate
      ref={wrong.ref}
      onSubmit={(event) => {
        event.preventDefault();
        if (!props.onSubmit()) wrong.refused();
      }}
    >
      <NameFields {...props} />
      <PlaceFields draft={draft} rule={form.placeRule} problems={problems} onChange={onChange} />
      <FirstConfigFields draft={draft} problems={problems} onChange={onChange} />
      {takenText !== null && (
        <p class="status-line status-line-warn" role="alert">
          {takenText}
        </p>
      )}
      <FailureLine failure={props.failure} />
      <div class="form-actions">
        <button class="button" type="submit" aria-disabled={props.isSending}>
          {props.isSending ? controls.sending : form.save}
        </button>
      </div>
    </form>
  );
}

function NameFields(props: RegistrationFormProps) {
  const { sites, draft, suggestion, problems, takenText, onChange } = props;
  const text = useDevicesText();
  const { text: shell } = useLanguage();
  const { form } = text;
  const errorOf = (problem: keyof typeof text.problems) =>
    problems.has(problem) ? text.problems[problem] : undefined;
  return (
    <>
      <SegmentField
        id="kind"
        label={form.kind}
        value={draft.kind}
        choices={DEVICE_KINDS.map((value) => ({ value, label: shell.lists.deviceKind[value] }))}
        onChange={(kind) => onChange({ kind })}
      />
      <SelectField
        id="site"
        label={form.site}
        value={draft.site}
        error={errorOf("site")}
        choices={[
          { value: NONE, label: form.chooseSite },
          ...sites.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(site) => onChange({ site })}
      />
      <a class="link-button" href="/dlh/tempat/baru">
        {form.addSite}
      </a>
      <TextField
        id="name"
        label={form.name}
        rule={form.nameRule}
        value={draft.name}
        error={errorOf("name")}
        maxLength={120}
        onInput={(name) => onChange({ name })}
      />
      <TextField
        id="device-id"
        label={form.id}
        rule={suggestion === null ? form.idRuleFirst : form.idRule(suggestion)}
        value={draft.id}
        capitals="none"
        maxLength={40}
        isOptional
        error={errorOf("id") ?? takenText ?? undefined}
        onInput={(id) => onChange({ id })}
      />
    </>
  );
}

function FirstConfigFields({ draft, problems, onChange }: FieldsProps) {
  const text = useDevicesText();
  const change = (config: Partial<RegistrationDraft["config"]>): void =>
    onChange({ config: { ...draft.config, ...config } });
  return (
    <div class="form-grid">
      <TextField
        id="interval"
        inputMode="decimal"
        label={text.config.interval}
        rule={text.config.intervalRules[draft.kind]}
        value={draft.config.intervalMin}
        isOptional
        error={problems.has("interval") ? text.problems.interval : undefined}
        onInput={(intervalMin) => change({ intervalMin })}
      />
      {draft.kind === "bin" && (
        <TextField
          id="depth"
          inputMode="decimal"
          label={text.config.depth}
          rule={text.config.depthRule}
          value={draft.config.depthCm}
          isOptional
          error={problems.has("depth") ? text.problems.depth : undefined}
          onInput={(depthCm) => change({ depthCm })}
        />
      )}
    </div>
  );
}
