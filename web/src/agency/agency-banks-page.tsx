import { useLocation } from "preact-iso/router";
import { useEffect } from "preact/hooks";
import { useSession } from "../access/session-context.tsx";
import { SignInNotice } from "../access/sign-in-notice.tsx";
import { FailureNotice } from "../shell/failure-notice.tsx";
import { useNow } from "../shell/now-context.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { useLanguage } from "../text/language-context.tsx";
import { BankReport } from "./bank-report.tsx";
import { DistrictPage } from "./district-page.tsx";
import { readAgencyQuery } from "./month-choice.ts";
import { useAgencyText } from "./text/use-agency-text.ts";
import "./agency.css";

/** Every waste bank of the district, for the environment agency; `?bank=` reads one's report. */
export function AgencyBanksPage() {
  const { text } = useLanguage();
  const agency = useAgencyText();
  const { url } = useLocation();
  const { session, check } = useSession();
  const { month, bank } = readAgencyQuery(url.split("?")[1] ?? "", useNow());
  usePageTitle(agency.title);
  useEffect(() => void check(), [check]);

  switch (session.state) {
    case "checking":
      return <div class="skeleton skeleton-part" aria-busy="true" />;
    case "signed-out":
      return <SignInNotice title={text.staff.signedOutTitle} text={text.staff.signedOutText} />;
    case "unknown":
      return (
        <FailureNotice
          title={agency.errorTitle}
          failure={session.failure}
          level="h1"
          onRetry={() => void check()}
        />
      );
    case "signed-in":
      return bank === null ? (
        <DistrictPage month={month} />
      ) : (
        <BankReport bank={bank} month={month} key={`${bank}/${month}`} />
      );
  }
}
