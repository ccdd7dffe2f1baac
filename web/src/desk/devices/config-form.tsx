import { useEffect, useState } from "preact/hooks";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { CheckField } from "../../controls/check-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useDraft } from "../../controls/use-draft.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { usePost } from "../../controls/use-post.ts";
import { configDraftOf, readConfig, type ConfigDraft, type ConfigProblem } from "./config-draft.ts";
import { parseChangedDevice, type DeviceView } from "./device-parts.ts";
import { DraftEnd } from "../parts/draft-end.tsx";
import { useDevicesText } from "./text/use-devices-text.ts";

interface ConfigFormProps {
  /** Read again from time to time: what is typed over it stays. */
  device: Pick<DeviceView, "id" | "kind" | "config">;
  onDirty: (isDirty: boolean) => void;
  onSaved: () => void;
}

/** What the device is told, by its kind. */
export function ConfigForm({ device, onDirty, onSaved }: ConfigFormProps) {
  const { config: text } = useDevicesText();
  const say = useToast();
  const post = usePost(parseChangedDevice);
  const form = useDraft(configDraftOf(device.config));
  const { draft, isDirty } = form;
  const wrong = useFirstWrong();
  const [isTried, setTried] = useState(false);
  const { config, problems } = readConfig(device.kind, draft);
  useEffect(() => onDirty(isDirty), [isDirty]);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (config === null) {
      wrong.refused();
      return;
    }
    const path = `/api/v1/devices/${device.id}/config`;
    const answer = await post.send(path, config, { method: "PUT" });
    if (answer?.ok !== true) return;
    form.settle(draft, configDraftOf(answer.value.config));
    setTried(false);
    say(text.saved);
    onSaved();
  };
  return (
    <Section title={text.title} note={text.lead}>
      <form class="desk-form" noValidate ref={wrong.ref} onSubmit={(event) => void save(event)}>
        <p class="quiet">{text.empty}</p>
        <ConfigFields
          kind={device.kind}
          draft={draft}
          problems={isTried ? problems : new Set()}
          onChange={form.change}
        />
        <DraftEnd form={form} words={text} post={post} />
      </form>
    </Section>
  );
}

interface ConfigFieldsProps {
  kind: DeviceView["kind"];
  draft: ConfigDraft;
  problems: ReadonlySet<ConfigProblem>;
  onChange: (change: Partial<ConfigDraft>) => void;
}

function ConfigFields({ kind, draft, problems, onChange }: ConfigFieldsProps) {
  const { config: text, problems: words } = useDevicesText();
  const errorOf = (problem: ConfigProblem) => (problems.has(problem) ? words[problem] : undefined);
  return (
    <>
      <TextField
        id="interval"
        inputMode="decimal"
        label={text.interval}
        rule={text.intervalRules[kind]}
        value={draft.intervalMin}
        isOptional
        error={errorOf("interval")}
        onInput={(intervalMin) => onChange({ intervalMin })}
      />
      {kind === "bin" && <BinFields draft={draft} errorOf={errorOf} onChange={onChange} />}
      {kind === "scale" && (
        <TextField
          id="tare"
          inputMode="numeric"
          label={text.tare}
          rule={text.tareRule}
          value={draft.tareG}
          isOptional
          error={errorOf("tare")}
          onInput={(tareG) => onChange({ tareG })}
        />
      )}
      {kind === "air" && (
        <div class="field">
          <CheckField
            label={text.reference}
            isOn={draft.isReference}
            onChange={(isReference) => onChange({ isReference })}
          />
          <span class="field-rule">{text.referenceRule}</span>
        </div>
      )}
    </>
  );
}

interface BinFieldsProps extends Pick<ConfigFieldsProps, "draft" | "onChange"> {
  errorOf: (problem: ConfigProblem) => string | undefined;
}

function BinFields({ draft, errorOf, onChange }: BinFieldsProps) {
  const { config: text } = useDevicesText();
  return (
    <>
      <TextField
        id="near-full-interval"
        inputMode="decimal"
        label={text.nearFullInterval}
        value={draft.nearFullMin}
        isOptional
        error={errorOf("nearFullInterval")}
        onInput={(nearFullMin) => onChange({ nearFullMin })}
      />
      <TextField
        id="near-full"
        inputMode="decimal"
        label={text.nearFull}
        value={draft.nearFullPercent}
        isOptional
        error={errorOf("nearFull")}
        onInput={(nearFullPercent) => onChange({ nearFullPercent })}
      />
      <TextField
        id="depth"
        inputMode="decimal"
        label={text.depth}
        rule={text.depthRule}
        value={draft.depthCm}
        isOptional
        error={errorOf("depth")}
        onInput={(depthCm) => onChange({ depthCm })}
      />
    </>
  );
}
