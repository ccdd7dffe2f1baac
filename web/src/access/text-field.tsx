interface TextFieldProps {
  id: string;
  label: string;
  value: string;
  autocomplete: "username" | "name";
  rule?: string;
  error?: string | undefined;
  onInput: (value: string) => void;
}

/** A labelled line of text with its rule stated before typing and its error after. */
export function TextField(props: TextFieldProps) {
  const { id, label, value, autocomplete, rule, error, onInput } = props;
  const described = [rule && `${id}-rule`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {rule && (
        <span class="field-rule" id={`${id}-rule`}>
          {rule}
        </span>
      )}
      <input
        class="input"
        id={id}
        name={id}
        type="text"
        autocomplete={autocomplete}
        autocapitalize={autocomplete === "username" ? "none" : "words"}
        spellcheck={false}
        maxLength={120}
        required
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={described === "" ? undefined : described}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {error && (
        <span class="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}
