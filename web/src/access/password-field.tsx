import type { TargetedInputEvent } from "preact";
import { useState } from "preact/hooks";
import { useLanguage } from "../text/language-context.tsx";
import "./password-field.css";

interface PasswordFieldProps {
  value: string;
  autocomplete: "current-password" | "new-password";
  rule?: string;
  error?: string | undefined;
  onInput: (value: string) => void;
}

/** A password that can be looked at: typing blind on a small phone helps nobody. */
export function PasswordField({ value, autocomplete, rule, error, onInput }: PasswordFieldProps) {
  const { text } = useLanguage();
  const [isShown, setShown] = useState(false);
  const described = [rule && "password-rule", error && "password-error"].filter(Boolean).join(" ");
  const input = {
    class: "input",
    id: "password",
    name: "password",
    autocomplete,
    autocapitalize: "none",
    spellcheck: false,
    maxLength: 128,
    required: true,
    value,
    "aria-invalid": error !== undefined,
    "aria-describedby": described === "" ? undefined : described,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => onInput(event.currentTarget.value),
  } as const;
  return (
    <div class="field">
      <label class="field-label" for="password">
        {text.access.password}
      </label>
      {rule && (
        <span class="field-rule" id="password-rule">
          {rule}
        </span>
      )}
      <span class="password">
        {isShown ? <input type="text" {...input} /> : <input type="password" {...input} />}
        <button
          class="password-show"
          type="button"
          aria-pressed={isShown}
          aria-controls="password"
          onClick={() => setShown(!isShown)}
        >
          {isShown ? text.access.hide : text.access.show}
        </button>
      </span>
      {error && (
        <span class="field-error" id="password-error">
          {error}
        </span>
      )}
    </div>
  );
}
