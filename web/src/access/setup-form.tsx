import { useState } from "preact/hooks";
import { isRefusal, type Failure } from "../edge/request.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { failureText } from "../text/failure-text.ts";
import { useLanguage } from "../text/language-context.tsx";
import { PasswordField } from "./password-field.tsx";
import { PASSWORD_LENGTH_MIN, refusedFields } from "./password.ts";
import { makeAdministrator } from "./setup.ts";
import { TextField } from "./text-field.tsx";

interface SetupFormProps {
  token: string;
  onDone: () => void;
  /** Returns true when the page takes the failure over. */
  onFailure: (failure: Failure) => boolean;
}

export function SetupForm({ token, onDone, onFailure }: SetupFormProps) {
  const { text } = useLanguage();
  const [input, setInput] = useState({ username: "", name: "", password: "" });
  const [isChecked, setChecked] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const refused = refusedFields(input);
  const rule = text.access.passwordRule(PASSWORD_LENGTH_MIN);
  const errorOf = (field: "username" | "name" | "password"): string | undefined =>
    isChecked && refused.has(field) ? text.access.invalid : undefined;

  const submit = async (): Promise<void> => {
    setChecked(true);
    if (isSending || refused.size > 0) return;
    setSending(true);
    setFailure(null);
    const answer = await makeAdministrator({ token, ...input, name: input.name.trim() });
    setSending(false);
    if (answer.ok) onDone();
    else if (!onFailure(answer.failure)) setFailure(answer.failure);
  };

  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {failure !== null && (
        <p class="form-message form-message-error" role="alert">
          {setupText(failure, text)}
        </p>
      )}
      <TextField
        id="name"
        label={text.access.fullName}
        autocomplete="name"
        value={input.name}
        error={isChecked && refused.has("name") ? text.access.required : undefined}
        onInput={(name) => setInput({ ...input, name })}
      />
      <TextField
        id="username"
        label={text.access.username}
        autocomplete="username"
        rule={text.access.usernameRule}
        value={input.username}
        error={errorOf("username")}
        onInput={(username) => setInput({ ...input, username: username.toLowerCase() })}
      />
      <PasswordField
        autocomplete="new-password"
        rule={rule}
        value={input.password}
        error={errorOf("password")}
        onInput={(password) => setInput({ ...input, password })}
      />
      <button class="button" type="submit" aria-disabled={isSending}>
        {isSending ? text.access.settingUp : text.access.setupButton}
      </button>
    </form>
  );
}

function setupText(failure: Failure, text: Catalogue): string {
  if (isRefusal(failure, "invalid-input")) return text.access.invalid;
  const isWrongLink =
    isRefusal(failure, "not-allowed") ||
    isRefusal(failure, "not-found") ||
    isRefusal(failure, "not-signed-in");
  return isWrongLink ? text.access.linkWrong : failureText(failure, text);
}
