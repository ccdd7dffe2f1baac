import { useLocation } from "preact-iso/router";
import { useEffect, useState } from "preact/hooks";
import { isRefusal, type Failure } from "../edge/request.ts";
import { FailureNotice } from "../shell/failure-notice.tsx";
import { Notice } from "../shell/notice.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { useLanguage } from "../text/language-context.tsx";
import { FormCard } from "./form-card.tsx";
import { fetchSetupNeeded } from "./setup.ts";
import { SignInNotice } from "./sign-in-notice.tsx";
import { SetupForm } from "./setup-form.tsx";

type SetupState =
  | { state: "loading" }
  | { state: "needed" }
  | { state: "used" }
  | { state: "failed"; failure: Failure };

/** The page behind the one-time link that the server prints at its first start. */
export function SetupPage() {
  const { text } = useLanguage();
  const { url, route } = useLocation();
  const [setup, setSetup] = useState<SetupState>({ state: "loading" });
  const [attempt, setAttempt] = useState(0);
  const token = new URLSearchParams(url.split("?")[1] ?? "").get("token") ?? "";
  usePageTitle(text.access.setupTitle);

  useEffect(() => {
    const abort = new AbortController();
    void fetchSetupNeeded(abort.signal).then((answer) => {
      if (abort.signal.aborted) return;
      if (!answer.ok) setSetup({ state: "failed", failure: answer.failure });
      else setSetup({ state: answer.value.needed ? "needed" : "used" });
    });
    return () => abort.abort();
  }, [attempt]);

  const onFailure = (failure: Failure): boolean => {
    if (!isRefusal(failure, "link-used")) return false;
    setSetup({ state: "used" });
    return true;
  };

  if (setup.state === "loading") return <div class="skeleton skeleton-part" aria-busy="true" />;
  if (setup.state === "used") return <LinkUsed />;
  if (setup.state === "failed") {
    return (
      <FailureNotice
        title={text.access.setupTitle}
        failure={setup.failure}
        level="h1"
        onRetry={() => setAttempt(attempt + 1)}
      />
    );
  }
  if (token === "") {
    return (
      <Notice
        icon="warning"
        level="h1"
        title={text.access.noTokenTitle}
        text={text.access.noTokenText}
      />
    );
  }
  return (
    <FormCard title={text.access.setupTitle} lead={text.access.setupLead}>
      <SetupForm token={token} onFailure={onFailure} onDone={() => route("/masuk?baru=1", true)} />
    </FormCard>
  );
}

function LinkUsed() {
  const { text } = useLanguage();
  return <SignInNotice title={text.access.linkUsedTitle} text={text.access.linkUsedText} />;
}
