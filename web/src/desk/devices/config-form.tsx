import { useState } from "preact/hooks";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { CheckField } from "../../controls/check-field.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { usePost } from "../../controls/use-post.ts";
import { useControlText } from "../../controls/text/use-control-text.ts";
import { configDraftOf, readConfig, type ConfigDraft, type ConfigProblem } from "./config-draft.ts";
import { parseChangedDevice, type DeviceView } from "./device-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

interface ConfigFormProps {
  device: Pick<DeviceView, "id" | "kind" | "config">;
  onSaved: () => void;
}

/** What the device is told, by its kind. */
export function ConfigForm({ device, onSaved }: ConfigFormProps) {
  const { config: text } = useDevicesText();
  const controls = useControlText();
  const say = useToast();
  const post = usePost(parseChangedDevice);
  const [draft, setDraft] = useState(() => configDraftOf(device.config));
  const [isTried, setTried] = useState(false);
  const { config, problems } = readConfig(device.kind, draft);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (config === null) return;
    const path = `/api/v1/devices/${device.id}/config`;
    const answer = await post.send(path, config, { method: "PUT" });
    if (answer?.ok !== true) return;
    say(text.saved);
    onSaved();
  };
  return (
    <Section title={text.title} note={text.lead}>
      <form class="device-form" noValidate onSubmit={(event) => void save(event)}>
        <p class="quiet">{text.empty}</p>
        <ConfigFields
          kind={device.kind}
          draft={draft}
          problems={isTried ? problems : new Set()}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        />
        <FailureLine failure={post.failure} />
        <div class="device-actions">
          <button class="button" type="submit" aria-disabled={post.isSending}>
            {post.isSending ? controls.sending : text.save}
          </button>
        </div>
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
        label={text.nearFullInterval}
        value={draft.nearFullMin}
        isOptional
        error={errorOf("nearFullInterval")}
        onInput={(nearFullMin) => onChange({ nearFullMin })}
      />
      <TextField
        id="near-full"
        label={text.nearFull}
        value={draft.nearFullPercent}
        isOptional
        error={errorOf("nearFull")}
        onInput={(nearFullPercent) => onChange({ nearFullPercent })}
      />
      <TextField
        id="depth"
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
