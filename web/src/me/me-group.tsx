import { useEffect } from "preact/hooks";
import { useSession } from "../access/session-context.tsx";
import { homeOf } from "../access/session.ts";
import { SignInNotice } from "../access/sign-in-notice.tsx";
import { formatMoment } from "../format/time.ts";
import { warmGroup } from "../service-worker/warm-group.ts";
import { createLazyPart } from "../shell/lazy-part.tsx";
import { NotFound } from "../shell/not-found.tsx";
import { FailureNotice } from "../shell/failure-notice.tsx";
import { Notice } from "../shell/notice.tsx";
import { useLanguage } from "../text/language-context.tsx";
import type { MyAccount } from "./edge/parse-account.ts";
import { HomePage } from "./home/home-page.tsx";
import { MyAccountProvider, useMyAccount } from "./my-account.tsx";
import { hasWaiting } from "./report/waiting-sign.ts";
import { useMeText } from "./text/use-me-text.ts";
import "./me.css";

const PassbookPage = createLazyPart(
  async () => (await import("./passbook/passbook-page.tsx")).PassbookPage,
);
const MyReceiptPage = createLazyPart(
  async () => (await import("./receipt/my-receipt-page.tsx")).MyReceiptPage,
);
const PricesPage = createLazyPart(
  async () => (await import("./prices/prices-page.tsx")).PricesPage,
);
const StatementPage = createLazyPart(
  async () => (await import("./statement/statement-page.tsx")).StatementPage,
);
const WithdrawPage = createLazyPart(
  async () => (await import("./withdraw/withdraw-page.tsx")).WithdrawPage,
);
const DonatePage = createLazyPart(
  async () => (await import("./donate/donate-page.tsx")).DonatePage,
);
const ReportPage = createLazyPart(
  async () => (await import("./report/report-page.tsx")).ReportPage,
);
const MyReportsPage = createLazyPart(
  async () => (await import("./report/my-reports-page.tsx")).MyReportsPage,
);
/** What sends reports comes when some wait on this phone, or to their own pages. */
const WaitingLine = createLazyPart(
  async () => (await import("./report/waiting-line.tsx")).WaitingLine,
);
const AccountPage = createLazyPart(
  async () => (await import("./account/account-page.tsx")).AccountPage,
);

/** A resident's own pages; `rest` is what follows `/saya` in the address. */
export function MeGroup({ rest }: { rest: readonly string[] }) {
  return (
    <MyAccountProvider>
      <div class="me">
        <MyPages rest={rest} />
      </div>
    </MyAccountProvider>
  );
}

function MyPages({ rest }: { rest: readonly string[] }) {
  const { session } = useSession();
  const { account, isFresh } = useMyAccount();
  useEffect(() => {
    // From now on these pages open without a network too.
    if (isFresh) void warmGroup("me");
  }, [isFresh]);
  if (session.state === "signed-out") return <SignedOut />;
  if (session.state === "signed-in" && session.user.member === null) {
    return <NoMember home={homeOf(session.user)} />;
  }
  if (account === null) return <Waiting />;
  return (
    <>
      <StaleBanner />
      {rest.length === 0 && hasWaiting() && <WaitingLine owner={account.member.id} />}
      {pageOf(rest, account)}
    </>
  );
}

function pageOf([page, sub, ...more]: readonly string[], account: MyAccount) {
  if (more.length > 0 || (sub !== undefined && page !== "struk")) return <NotFound />;
  switch (page) {
    case undefined:
      return <HomePage account={account} />;
    case "buku":
      return <PassbookPage account={account} />;
    case "struk":
      return sub !== undefined && /^\d{1,9}$/.test(sub) ? (
        <MyReceiptPage seq={Number(sub)} key={sub} />
      ) : (
        <NotFound />
      );
    case "harga":
      return <PricesPage account={account} />;
    case "koran":
      return <StatementPage account={account} />;
    case "tarik":
      return <WithdrawPage account={account} />;
    case "sedekah":
      return <DonatePage account={account} />;
    case "lapor":
      return <ReportPage owner={account.member.id} />;
    case "laporan":
      return <MyReportsPage owner={account.member.id} />;
    case "akun":
      return <AccountPage account={account} />;
    default:
      return <NotFound />;
  }
}

/** Nothing was heard yet, or it could not be. */
function Waiting() {
  const me = useMeText();
  const { failure, reload } = useMyAccount();
  if (failure === null) return <div class="skeleton skeleton-part" aria-busy="true" />;
  return (
    <FailureNotice
      title={me.gate.errorTitle}
      failure={failure}
      level="h1"
      onRetry={() => void reload()}
    />
  );
}

function SignedOut() {
  const me = useMeText();
  return <SignInNotice title={me.gate.signedOutTitle} text={me.gate.signedOutText} />;
}

function NoMember({ home }: { home: string }) {
  const me = useMeText();
  return (
    <Notice icon="person" level="h1" title={me.gate.noMemberTitle} text={me.gate.noMemberText}>
      <a class="button" href={home}>
        {me.gate.toOwnPage}
      </a>
    </Notice>
  );
}

/** Figures from an earlier time are said to be so. */
function StaleBanner() {
  const { language } = useLanguage();
  const me = useMeText();
  const { isFresh, failure, heardAtMs, reload } = useMyAccount();
  if (failure === null) return null;
  return (
    <p class="me-banner status-line status-line-warn" role="status">
      {isFresh ? me.gate.lost : me.gate.stale(formatMoment(heardAtMs, language))}{" "}
      <button class="link-button" type="button" onClick={() => void reload()}>
        {me.gate.again}
      </button>
    </p>
  );
}
