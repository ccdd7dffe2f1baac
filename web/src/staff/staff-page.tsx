import { useEffect, useState } from "preact/hooks";
import { isStaff } from "../access/session.ts";
import { useSession } from "../access/session-context.tsx";
import { SignInNotice } from "../access/sign-in-notice.tsx";
import { FailureNotice } from "../shell/failure-notice.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { useLanguage } from "../text/language-context.tsx";
import { DeviceList } from "./device-list.tsx";
import "./staff-page.css";

/** Where staff arrive after signing in. */
export function StaffPage() {
  const { text } = useLanguage();
  const { session, check, leave } = useSession();
  usePageTitle(text.staff.title);
  useEffect(() => void check(), [check]);
  const [hasUnsent, setUnsent] = useState(false);
  // A server that does not answer shows in the session itself.
  const signOut = async (): Promise<void> => setUnsent((await leave()) === "unsent");

  if (session.state === "checking") {
    return <div class="skeleton skeleton-part" aria-busy="true" />;
  }
  if (session.state === "signed-out") {
    return <SignInNotice title={text.staff.signedOutTitle} text={text.staff.signedOutText} />;
  }
  if (session.state === "unknown") {
    return (
      <FailureNotice
        title={text.staff.errorTitle}
        failure={session.failure}
        level="h1"
        onRetry={() => void check()}
      />
    );
  }
  return (
    <>
      <div class="staff-head">
        <div>
          <p class="staff-greeting">{text.staff.greeting(session.user.name)}</p>
          <h1 class="staff-title">{text.staff.title}</h1>
          <p class="staff-lead">{text.staff.lead}</p>
        </div>
        <div class="staff-actions">
          {isStaff(session.user) && (
            <a class="button" href="/dlh">
              {text.staff.toDesk}
            </a>
          )}
          <button class="button button-quiet" type="button" onClick={() => void signOut()}>
            {text.shell.signOut}
          </button>
        </div>
      </div>
      {hasUnsent && (
        <p class="staff-unsent status-line status-line-warn" role="alert">
          {text.staff.unsent} <a href="/bank/antrean">{text.staff.toQueue}</a>
        </p>
      )}
      <DeviceList />
    </>
  );
}
