import { useEffect } from "preact/hooks";
import { readsReports } from "../access/session.ts";
import { useSession } from "../access/session-context.tsx";
import { Notice } from "../shell/notice.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { failureText } from "../text/failure-text.ts";
import { useLanguage } from "../text/language-context.tsx";
import { DeviceList } from "./device-list.tsx";
import "./staff-page.css";

/** Where staff arrive after signing in. */
export function StaffPage() {
  const { text } = useLanguage();
  const { session, check, leave } = useSession();
  usePageTitle(text.staff.title);
  useEffect(() => void check(), [check]);

  if (session.state === "checking") {
    return <div class="skeleton skeleton-part" aria-busy="true" />;
  }
  if (session.state === "signed-out") {
    return (
      <Notice
        icon="person"
        level="h1"
        title={text.staff.signedOutTitle}
        text={text.staff.signedOutText}
      >
        <a class="button" href="/masuk">
          {text.access.signInButton}
        </a>
      </Notice>
    );
  }
  if (session.state === "unknown") {
    return (
      <Notice
        icon="warning"
        level="h1"
        title={text.staff.errorTitle}
        text={failureText(session.failure, text)}
        isError
      >
        <button class="button" type="button" onClick={() => void check()}>
          {text.shell.retry}
        </button>
      </Notice>
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
          {readsReports(session.user) && (
            <a class="button" href="/dlh/bank">
              {text.staff.banks}
            </a>
          )}
          <button class="button button-quiet" type="button" onClick={() => void leave()}>
            {text.shell.signOut}
          </button>
        </div>
      </div>
      <DeviceList />
    </>
  );
}
