import { useState } from "preact/hooks";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { usePost } from "../../controls/use-post.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { AlertRow } from "../edge/parse-alerts.ts";
import { useNews } from "../parts/news.tsx";
import { TextAreaField } from "../parts/text-area-field.tsx";
import { whenText } from "../parts/when-text.ts";
import { useAlertText } from "../text/alert-text.ts";

const HOUR_MS = 3_600_000;
const HOURS = { "1h": 1, "8h": 8, "1d": 24, "7d": 168 } as const;
type Length = keyof typeof HOURS;
type Reach = "this" | "site" | "rule";

interface MuteDialogProps {
  alert: AlertRow;
  onDone: () => void;
  onClose: () => void;
}

/** Keeps a rule, a device or a site quiet for a while, with the reason. */
export function MuteDialog({ alert, onDone, onClose }: MuteDialogProps) {
  const text = useAlertText();
  const { language } = useLanguage();
  const say = useNews();
  const post = usePost(() => true);
  const [reach, setReach] = useState<Reach>("this");
  const [length, setLength] = useState<Length>("8h");
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  // Kept while the form is open, so that sending it again is the same wish.
  const [openedMs] = useState(() => Date.now());
  const isSite = alert.subjectKind === "site";
  const submit = async (): Promise<void> => {
    setMissing(reason.trim() === "");
    if (reason.trim() === "") return;
    const untilMs = openedMs + HOURS[length] * HOUR_MS;
    const answer = await post.send("/api/v1/alert-mutes", {
      ...reachOf(alert, reach),
      until: new Date(untilMs).toISOString(),
      reason: reason.trim(),
    });
    if (!answer?.ok) return;
    say({ text: text.muted(whenText(untilMs, openedMs, language)) });
    onDone();
  };
  return (
    <FormDialog
      id="mute"
      title={text.muteTitle}
      submitLabel={text.mute}
      post={post}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>{text.muteText}</p>
      <SelectField
        id="mute-what"
        label={text.muteWhat}
        value={reach}
        choices={[
          { value: "this", label: isSite ? text.muteThisSite : text.muteThis },
          { value: "site", label: text.muteSite },
          { value: "rule", label: text.muteRule },
        ]}
        onChange={setReach}
      />
      <SelectField
        id="mute-long"
        label={text.muteLong}
        value={length}
        choices={[
          { value: "1h", label: text.hours1 },
          { value: "8h", label: text.hours8 },
          { value: "1d", label: text.days1 },
          { value: "7d", label: text.days7 },
        ]}
        onChange={setLength}
      />
      <TextAreaField
        id="mute-reason"
        label={text.reason}
        rule={text.reasonRule}
        value={reason}
        error={isMissing && reason.trim() === "" ? text.reasonMissing : undefined}
        onInput={setReason}
      />
    </FormDialog>
  );
}

/** What a mute names: a rule for a device or a site, a whole site, or a rule everywhere. */
function reachOf(alert: AlertRow, reach: Reach) {
  const { rule, site, subject, subjectKind } = alert;
  switch (reach) {
    case "this":
      return subjectKind === "site"
        ? { rule, site, device: null }
        : { rule, site: null, device: subject };
    case "site":
      return { rule: null, site, device: null };
    case "rule":
      return { rule, site: null, device: null };
  }
}
