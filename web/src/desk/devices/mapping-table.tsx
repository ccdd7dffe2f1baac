import { useState } from "preact/hooks";
import { SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { isMeasure, measureUnit } from "../../format/measure.ts";
import { useLanguage } from "../../text/language-context.tsx";
import {
  ENTRIES_MAX,
  newEntry,
  TARGETS,
  type EntryDraft,
  type FormatDraft,
  type FormatProblem,
  type Target,
} from "./format-draft.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

export interface FormatFieldsProps {
  draft: FormatDraft;
  /** Only those that somebody should see now. */
  problems: ReadonlySet<FormatProblem>;
  onChange: (change: Partial<FormatDraft>) => void;
}

/** `Bak: jarak (mm)`, for every target that there is. */
function useTargetName(): (target: Target) => string {
  const { text } = useLanguage();
  const { format: words } = useDevicesText();
  return (target) => {
    const [channel, field = ""] = target.split(".");
    const place = channel === "air" || channel === "status" ? channel : "bin";
    // A ratio is written as a percentage elsewhere; here it is a number from 0 to 1.
    const unit = isMeasure(field) ? measureUnit(field).replace("%", "0–1") : "";
    const name = isMeasure(field) ? text.lists.measure[field] : words.uptimeS;
    return `${words.channels[place]}: ${name}${unit === "" ? "" : ` (${unit})`}`;
  };
}

/** Which value of a message becomes which of ours. */
export function MappingTable({ draft, problems, onChange }: FormatFieldsProps) {
  const { format: text } = useDevicesText();
  const { entries, qualities } = draft;
  const targets = new Set(entries.map(({ target }) => target));
  const add = (): void => {
    const key = Math.max(-1, ...entries.map((entry) => entry.key)) + 1;
    const free = TARGETS.find((target) => !targets.has(target));
    onChange({ entries: [...entries, newEntry(key, free)] });
  };
  return (
    <fieldset class="field" aria-describedby={problems.has("empty") ? "mapping-error" : undefined}>
      <legend class="field-label">{text.entries}</legend>
      <ol class="mapping">
        {entries.map((entry, index) => (
          <EntryFields
            key={entry.key}
            entry={entry}
            number={index + 1}
            problems={problems}
            onChange={(change) =>
              onChange({
                entries: entries.map((one) =>
                  one.key === entry.key ? { ...one, ...change } : one,
                ),
              })
            }
            onRemove={() => onChange({ entries: entries.filter(({ key }) => key !== entry.key) })}
          />
        ))}
      </ol>
      {qualities.map((quality) => (
        <p class="mapping-quality" key={`${quality.channel} ${quality.from}`}>
          {text.qualities(quality.from)}
          <button
            class="link-button"
            type="button"
            aria-label={`${text.remove}: ${text.qualities(quality.from)}`}
            onClick={() => onChange({ qualities: qualities.filter((one) => one !== quality) })}
          >
            {text.remove}
          </button>
        </p>
      ))}
      {problems.has("empty") && (
        <span class="field-error" id="mapping-error">
          {text.problems.empty}
        </span>
      )}
      {entries.length + qualities.length < ENTRIES_MAX && (
        <div class="form-actions">
          <button class="button button-quiet button-small" type="button" onClick={add}>
            {text.add}
          </button>
        </div>
      )}
    </fieldset>
  );
}

interface EntryFieldsProps {
  entry: EntryDraft;
  number: number;
  problems: ReadonlySet<FormatProblem>;
  onChange: (change: Partial<EntryDraft>) => void;
  onRemove: () => void;
}

function EntryFields({ entry, number, problems, onChange, onRemove }: EntryFieldsProps) {
  const { format: text } = useDevicesText();
  const nameOf = useTargetName();
  const { key, target } = entry;
  return (
    <li class="mapping-entry">
      <div class="mapping-head">
        <span class="field-label">{text.entry(number)}</span>
        <button
          class="link-button"
          type="button"
          aria-label={text.removeOf(number)}
          onClick={onRemove}
        >
          {text.remove}
        </button>
      </div>
      <div class="form-grid">
        <TextField
          id={`from-${key}`}
          label={text.from}
          value={entry.from}
          capitals="none"
          maxLength={120}
          error={problems.has(`from-${key}`) ? text.problems.from : undefined}
          onInput={(from) => onChange({ from })}
        />
        <SelectField
          id={`target-${key}`}
          label={text.target}
          value={target}
          choices={TARGETS.map((value) => ({ value, label: nameOf(value) }))}
          error={problems.has(`target-${key}`) ? text.problems.target : undefined}
          onChange={(value) => onChange({ target: value })}
        />
      </div>
      <MoreFields entry={entry} problems={problems} onChange={onChange} />
    </li>
  );
}

type MoreFieldsProps = Pick<EntryFieldsProps, "entry" | "problems" | "onChange">;

/** What few lines need; open where something stands in it, and as long as somebody wants it so. */
function MoreFields({ entry, problems, onChange }: MoreFieldsProps) {
  const { format: text } = useDevicesText();
  const { key, target } = entry;
  const wrongNumber = problems.has(`number-${key}`) ? text.problems.number : undefined;
  const wrongEcho = problems.has(`no-echo-${key}`);
  const [isOpen, setOpen] = useState(
    [entry.scale, entry.offset, entry.noEcho, entry.noEchoFrom].some(Boolean),
  );
  return (
    <details
      class="mapping-more"
      open={isOpen || wrongNumber !== undefined || wrongEcho}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{text.more}</summary>
      <div class="form-grid">
        <TextField
          id={`scale-${key}`}
          label={text.scale}
          value={entry.scale}
          isOptional
          error={wrongNumber}
          onInput={(scale) => onChange({ scale })}
        />
        <TextField
          id={`offset-${key}`}
          label={text.offset}
          value={entry.offset}
          isOptional
          error={wrongNumber}
          onInput={(offset) => onChange({ offset })}
        />
        {target === "bin.distanceMm" && (
          <NoEchoFields entry={entry} isWrong={wrongEcho} onChange={onChange} />
        )}
      </div>
    </details>
  );
}

interface NoEchoFieldsProps extends Pick<EntryFieldsProps, "entry" | "onChange"> {
  isWrong: boolean;
}

function NoEchoFields({ entry, isWrong, onChange }: NoEchoFieldsProps) {
  const { format: text } = useDevicesText();
  const error = isWrong ? text.problems.noEcho : undefined;
  return (
    <>
      <TextField
        id={`no-echo-${entry.key}`}
        label={text.noEcho}
        rule={text.noEchoRule}
        value={entry.noEcho}
        capitals="none"
        isOptional
        error={error}
        onInput={(noEcho) => onChange({ noEcho })}
      />
      <TextField
        id={`no-echo-from-${entry.key}`}
        label={text.noEchoFrom}
        value={entry.noEchoFrom}
        isOptional
        error={error}
        onInput={(noEchoFrom) => onChange({ noEchoFrom })}
      />
    </>
  );
}
