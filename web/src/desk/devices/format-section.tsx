import { useEffect, useState } from "preact/hooks";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { useToast } from "../../controls/toast.tsx";
import { useDraft } from "../../controls/use-draft.ts";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePost } from "../../controls/use-post.ts";
import { useControlText } from "../../controls/text/use-control-text.ts";
import {
  FORMATS,
  formatDraftOf,
  readFormat,
  type FormatDraft,
  type FormatProblem,
} from "./format-draft.ts";
import { FormatTry } from "./format-try.tsx";
import { MappingTable, type FormatFieldsProps } from "./mapping-table.tsx";
import { SizeFields } from "./size-fields.tsx";
import { parseFormat } from "./format-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

interface FormatSectionProps {
  id: string;
  isInUse: boolean;
  onDirty: (isDirty: boolean) => void;
}

/** How a device's messages are read, and a try of it. */
export function FormatSection({ id, isInUse, onDirty }: FormatSectionProps) {
  const { format: text } = useDevicesText();
  const saved = useLoaded(`/api/v1/devices/${id}/format`, parseFormat);
  return (
    <Section title={text.title} note={text.lead}>
      <LoadedView of={saved} level="h3">
        {(answer) => (
          <div class="stack-close">
            {answer.format.format !== "native" && (
              <p>
                {text.topic} <code class="copy-value">{answer.topic}</code>
              </p>
            )}
            <FormatForm
              id={id}
              isInUse={isInUse}
              stored={formatDraftOf(answer.format)}
              onDirty={onDirty}
              onSaved={saved.refresh}
            />
          </div>
        )}
      </LoadedView>
    </Section>
  );
}

interface FormatFormProps extends FormatSectionProps {
  stored: FormatDraft;
  onSaved: () => void;
}

function FormatForm({ id, isInUse, stored, onDirty, onSaved }: FormatFormProps) {
  const { format: text } = useDevicesText();
  const controls = useControlText();
  const say = useToast();
  const post = usePost(parseFormat);
  const form = useDraft(stored);
  const { draft, isDirty, change } = form;
  const wrong = useFirstWrong();
  const [isTried, setTried] = useState(false);
  const { format, problems } = readFormat(draft);
  const shown: ReadonlySet<FormatProblem> = isTried ? problems : new Set();
  useEffect(() => onDirty(isDirty), [isDirty]);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (format === null) {
      wrong.refused();
      return;
    }
    const path = `/api/v1/devices/${id}/format`;
    const answer = await post.send(path, format, { method: "PUT" });
    if (answer?.ok !== true) return;
    form.settle(draft, formatDraftOf(answer.value.format));
    setTried(false);
    say(text.saved);
    onSaved();
  };
  return (
    <>
      <form class="desk-form" noValidate ref={wrong.ref} onSubmit={(event) => void save(event)}>
        <FormatFields draft={draft} problems={shown} onChange={change} />
        <FailureLine failure={post.failure} />
        {isInUse && (
          <div class="form-actions">
            <button class="button" type="submit" aria-disabled={post.isSending}>
              {post.isSending ? controls.sending : text.save}
            </button>
          </div>
        )}
      </form>
      {draft.format !== "native" && (
        <FormatTry
          id={id}
          format={format}
          onRefused={() => {
            setTried(true);
            wrong.refused();
          }}
        />
      )}
    </>
  );
}

function FormatFields(props: FormatFieldsProps) {
  const { draft, problems, onChange } = props;
  const { format: text } = useDevicesText();
  return (
    <>
      <SelectField
        id="format"
        label={text.format}
        rule={text.formatNotes[draft.format]}
        value={draft.format}
        choices={FORMATS.map((value) => ({ value, label: text.formats[value] }))}
        onChange={(value) => onChange({ format: value })}
      />
      {draft.format !== "native" && (
        <>
          <MappingTable {...props} />
          <SizeFields {...props} />
        </>
      )}
      {problems.has("too-long") && (
        <span class="field-error" role="alert">
          {text.problems.tooLong}
        </span>
      )}
    </>
  );
}
