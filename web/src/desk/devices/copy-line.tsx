import { useToast } from "../../controls/toast.tsx";
import { useDevicesText } from "./text/use-devices-text.ts";

interface CopyLineProps {
  label: string;
  value: string;
  note?: string;
}

/** A line that is put into a device, with a button that copies it. */
export function CopyLine({ label, value, note }: CopyLineProps) {
  const { credentials: text } = useDevicesText();
  const say = useToast();
  const copy = async (): Promise<void> => {
    say((await copied(value)) ? text.copied(label) : text.notCopied);
  };
  return (
    <div class="copy-line">
      <span class="copy-words">
        <span class="field-label">{label}</span>
        <code class="copy-value">{value}</code>
        {note !== undefined && <span class="quiet">{note}</span>}
      </span>
      <button
        class="button button-quiet button-small"
        type="button"
        aria-label={text.copyOf(label)}
        onClick={() => void copy()}
      >
        {text.copy}
      </button>
    </div>
  );
}

/** Whether the browser took it; without https, or when somebody forbade it, it does not. */
async function copied(value: string): Promise<boolean> {
  if (!("clipboard" in navigator)) return false;
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    // Refused; the caller says how to copy by hand.
    return false;
  }
}
