import { useState } from "preact/hooks";
import type { Failure } from "../edge/request.ts";
import { useLanguage } from "../text/language-context.tsx";
import { PasswordField } from "./password-field.tsx";
import { signIn } from "./session.ts";
import { signInText } from "./sign-in-text.ts";
import { TextField } from "./text-field.tsx";

interface StaffFormProps {
  /** The first administrator was made a moment ago. */
  isNew: boolean;
  onSignedIn: () => Promise<void>;
}

/** Username and password, for those who work at a bank or at the agency. */
export function StaffForm({ isNew, onSignedIn }: StaffFormProps) {
  const { text } = useLanguage();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [isSending, setSending] = useState(false);
  const [isIncomplete, setIncomplete] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const submit = async (): Promise<void> => {
    setIncomplete(username === "" || password === "");
    if (isSending || username === "" || password === "") return;
    setSending(true);
    setFailure(null);
    const answer = await signIn(username.trim().toLowerCase(), password);
    if (answer.ok) await onSignedIn();
    else setFailure(answer.failure);
    setSending(false);
  };
  const missing = (value: string) =>
    isIncomplete && value === "" ? text.access.required : undefined;

  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {isNew && failure === null && <p class="form-message">{text.access.setupDone}</p>}
      {failure !== null && (
        <p class="form-message form-message-error" role="alert">
          {signInText(failure, text)}
        </p>
      )}
      <TextField
        id="username"
        label={text.access.username}
        autocomplete="username"
        value={username}
        error={missing(username)}
        onInput={setUsername}
      />
      <PasswordField
        autocomplete="current-password"
        value={password}
        error={missing(password)}
        onInput={setPassword}
      />
      <button class="button" type="submit" aria-disabled={isSending}>
        {isSending ? text.access.signingIn : text.access.signInButton}
      </button>
      <p class="form-note">{text.access.forgotten}</p>
    </form>
  );
}
