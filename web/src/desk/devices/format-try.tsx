import type { PayloadFormat } from "@resik/contract/payload/format";
import { useState } from "preact/hooks";
import { describedBy, FieldFrame } from "../../controls/field-frame.tsx";
import { FailureLine } from "../../controls/failure-line.tsx";
import { useFirstWrong } from "../../controls/use-first-wrong.ts";
import { usePost } from "../../controls/use-post.ts";
import { formatMeasure, isMeasure } from "../../format/measure.ts";
import { formatNumber } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useQuarantineText } from "../quarantine/text/use-quarantine-text.ts";
import { parseFormatPreview, type FormatPreview } from "./format-parts.ts";
import { useDevicesText } from "./text/use-devices-text.ts";
import "../parts/text-area-field.css";

/** The api takes no longer message. */
const SAMPLE_MAX = 16_384;

interface FormatTryProps {
  id: string;
  /** As it stands in the form; null while something is wrong there. */
  format: PayloadFormat | null;
  /** Somebody wants to try what is wrong in the form: that is to be seen. */
  onRefused: () => void;
}

/** What a message would become, by the table as it stands and before it is saved. */
export function FormatTry({ id, format, onRefused }: FormatTryProps) {
  const { format: text } = useDevicesText();
  const post = usePost(parseFormatPreview);
  const wrong = useFirstWrong<HTMLDivElement>();
  const [sample, setSample] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [tried, setTried] = useState<{ key: string; preview: FormatPreview } | null>(null);
  const key = JSON.stringify([format, sample]);
  // What another table made of it says nothing of this one, also when it comes late.
  const preview = tried?.key === key ? tried.preview : null;
  const run = async (): Promise<void> => {
    setMissing(sample.trim() === "");
    if (format === null) onRefused();
    else if (sample.trim() === "") wrong.refused();
    if (format === null || sample.trim() === "") return;
    const path = `/api/v1/devices/${id}/format/preview`;
    const answer = await post.send(path, { payload: sample, format });
    if (answer?.ok === true) setTried({ key, preview: answer.value });
  };
  const error = isMissing && sample.trim() === "" ? text.sampleMissing : undefined;
  const field = { id: "sample", label: text.sample, rule: text.tryLead, error };
  return (
    <div class="format-try" ref={wrong.ref}>
      <h3>{text.tryTitle}</h3>
      <FieldFrame {...field}>
        <textarea
          class="input text-area format-sample"
          id="sample"
          rows={4}
          spellcheck={false}
          maxLength={SAMPLE_MAX}
          value={sample}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy(field)}
          onInput={(event) => setSample(event.currentTarget.value)}
        />
      </FieldFrame>
      <FailureLine failure={post.failure} />
      <div class="form-actions">
        <button
          class="button button-quiet"
          type="button"
          aria-disabled={post.isSending}
          onClick={() => void run()}
        >
          {post.isSending ? text.trying : text.tryButton}
        </button>
      </div>
      <div role="status">{preview !== null && <Result preview={preview} />}</div>
    </div>
  );
}

function Result({ preview }: { preview: FormatPreview }) {
  const { format: text } = useDevicesText();
  const { reasons } = useQuarantineText();
  if (preview.outcome === "quarantine") {
    return (
      <div class="status-line status-line-alarm">
        <p>
          {text.held}: {reasons[preview.reason]}.
        </p>
        <p class="format-detail">{text.heldDetail(preview.detail)}</p>
      </div>
    );
  }
  return (
    <div class="status-line">
      <p>{text.tried}:</p>
      <ul>
        {preview.readings.map((reading, index) => (
          <li key={index}>
            <Reading of={reading} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type PreviewedReading = Extract<FormatPreview, { outcome: "readings" }>["readings"][number];

function Reading({ of }: { of: PreviewedReading }) {
  const { format: text } = useDevicesText();
  const { text: shell, language } = useLanguage();
  const values = Object.entries(of.fields).map(([field, value]) => {
    const name = isMeasure(field) ? shell.lists.measure[field] : field;
    if (typeof value !== "number") return `${name} ${String(value)}`;
    return `${name} ${isMeasure(field) ? formatMeasure(field, value) : formatNumber(value, 2)}`;
  });
  const time =
    of.sampledAt === null ? text.noTime : text.sampledAt(formatMoment(of.sampledAt, language));
  return (
    <>
      {text.channels[of.channel]}: {values.join(", ")} ({shell.lists.quality[of.quality]}; {time})
    </>
  );
}
