import { TextField } from "../../controls/text-field.tsx";
import { KEPT } from "./parse-targets.ts";
import { useTargetsText } from "./text/use-targets-text.ts";

interface SecretFieldProps {
  id: string;
  label: string;
  value: string;
  error?: string | undefined;
  isOptional?: boolean;
  onInput: (value: string) => void;
}

/** A secret: what is stored is never shown, only replaced. */
export function SecretField(props: SecretFieldProps) {
  const { form } = useTargetsText();
  if (props.value !== KEPT) {
    return <TextField {...props} capitals="none" maxLength={500} />;
  }
  return (
    <div class="field">
      <span class="field-label">{props.label}</span>
      <span class="targets-kept">
        {form.stored}
        <button
          class="link-button"
          type="button"
          aria-label={`${form.replace}: ${props.label}`}
          onClick={() => props.onInput("")}
        >
          {form.replace}
        </button>
      </span>
    </div>
  );
}
