import { useLocation } from "preact-iso/router";
import { useEffect, useState } from "preact/hooks";
import type { Failure } from "../edge/request.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { useLanguage } from "../text/language-context.tsx";
import { FormCard } from "./form-card.tsx";
import { PasswordField } from "./password-field.tsx";
import { homeOf, signIn } from "./session.ts";
import { useSession } from "./session-context.tsx";
import { signInText } from "./sign-in-text.ts";
import { TextField } from "./text-field.tsx";

export function SignInPage() {
  const { text } = useLanguage();
  const { url, route } = useLocation();
  const { session, check } = useSession();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [isSending, setSending] = useState(false);
  const [isIncomplete, setIncomplete] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isNew = new URLSearchParams(url.split("?")[1] ?? "").has("baru");
  usePageTitle(text.access.signInTitle);

  useEffect(() => {
    if (session.state === "signed-in") route(homeOf(session.user), true);
  }, [session.state]);

  const submit = async (): Promise<void> => {
    setIncomplete(username === "" || password === "");
    if (isSending || username === "" || password === "") return;
    setSending(true);
    setFailure(null);
    const answer = await signIn(username.trim().toLowerCase(), password);
    if (answer.ok) await check();
    else setFailure(answer.failure);
    setSending(false);
  };
  const missing = (value: string) =>
    isIncomplete && value === "" ? text.access.required : undefined;

  return (
    <FormCard title={text.access.signInTitle} lead={text.access.signInLead}>
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
    </FormCard>
  );
}
