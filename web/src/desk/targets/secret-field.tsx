import { useEffect, useState } from "preact/hooks";
import { TextField } from "../../controls/text-field.tsx";
import { KEPT } from "./parse-targets.ts";
import { useTargetsText } from "./text/use-targets-text.ts";

interface SecretFieldProps {
  id: string;
  label: string;
  value: string;
  error?: string | undefined;
  /** Why the stored one cannot stay; absent while it can. */
  keptError?: string | undefined;
  maxLength: number;
  isOptional?: boolean;
  onInput: (value: string) => void;
}

/** A secret: what is stored is never shown, only replaced. */
export function SecretField(props: SecretFieldProps) {
  const { form } = useTargetsText();
  const { id, label, keptError } = props;
  const isKept = props.value === KEPT;
  const [isReplaced, setReplaced] = useState(false);
  useEffect(() => {
    // The button that had the focus has gone.
    if (isReplaced && !isKept) document.getElementById(id)?.focus();
  }, [isReplaced, isKept]);
  if (!isKept) return <TextField {...props} capitals="none" />;
  return (
    <div class="field">
      <span class="field-label">{label}</span>
      <span class="targets-kept">
        {form.stored}
        <button
          class="link-button"
          type="button"
          aria-label={`${form.replace}: ${label}`}
          aria-describedby={keptError === undefined ? undefined : `${id}-error`}
          onClick={() => {
            setReplaced(true);
            props.onInput("");
          }}
        >
          {form.replace}
        </button>
      </span>
      {keptError !== undefined && (
        <span class="field-error" id={`${id}-error`}>
          {keptError}
        </span>
      )}
    </div>
  );
}
