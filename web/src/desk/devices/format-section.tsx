import { useState } from "preact/hooks";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { useToast } from "../../controls/toast.tsx";
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
import { MappingTable } from "./mapping-table.tsx";
import { SizeFields } from "./size-fields.tsx";
import { parseFormat } from "./format-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";

/** How a device's messages are read, and a try of it. */
export function FormatSection({ id, isInUse }: { id: string; isInUse: boolean }) {
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
              key={`${answer.changedAt ?? 0}`}
              id={id}
              isInUse={isInUse}
              initial={formatDraftOf(answer.format)}
              onSaved={saved.refresh}
            />
          </div>
        )}
      </LoadedView>
    </Section>
  );
}

interface FormatFormProps {
  id: string;
  isInUse: boolean;
  initial: FormatDraft;
  onSaved: () => void;
}

function FormatForm({ id, isInUse, initial, onSaved }: FormatFormProps) {
  const { format: text } = useDevicesText();
  const controls = useControlText();
  const say = useToast();
  const post = usePost(parseFormat);
  const [draft, setDraft] = useState(initial);
  const [isTried, setTried] = useState(false);
  const { format, problems } = readFormat(draft);
  const shown: ReadonlySet<FormatProblem> = isTried ? problems : new Set();
  const change = (part: Partial<FormatDraft>): void =>
    setDraft((before) => ({ ...before, ...part }));
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (format === null) return;
    const path = `/api/v1/devices/${id}/format`;
    const answer = await post.send(path, format, { method: "PUT" });
    if (answer?.ok !== true) return;
    say(text.saved);
    onSaved();
  };
  return (
    <>
      <form class="device-form" noValidate onSubmit={(event) => void save(event)}>
        <SelectField
          id="format"
          label={text.format}
          rule={text.formatNotes[draft.format]}
          value={draft.format}
          choices={FORMATS.map((value) => ({ value, label: text.formats[value] }))}
          onChange={(value) => change({ format: value })}
        />
        {draft.format !== "native" && (
          <>
            <MappingTable draft={draft} problems={shown} onChange={change} />
            <SizeFields draft={draft} problems={shown} onChange={change} />
          </>
        )}
        {shown.has("too-long") && <span class="field-error">{text.problems.tooLong}</span>}
        <FailureLine failure={post.failure} />
        {isInUse && (
          <div class="device-actions">
            <button class="button" type="submit" aria-disabled={post.isSending}>
              {post.isSending ? controls.sending : text.save}
            </button>
          </div>
        )}
      </form>
      {draft.format !== "native" && (
        <FormatTry id={id} format={format} onAsked={() => setTried(true)} />
      )}
    </>
  );
}
