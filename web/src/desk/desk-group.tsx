import { useEffect } from "preact/hooks";
import { banksOf, isAdministrator, isStaff, type SignedInUser } from "../access/session.ts";
import { useSession } from "../access/session-context.tsx";
import { SignInNotice } from "../access/sign-in-notice.tsx";
import { ToastProvider } from "../controls/toast.tsx";
import { FailureNotice } from "../shell/failure-notice.tsx";
import { createLazyPart } from "../shell/lazy-part.tsx";
import { NotFound } from "../shell/not-found.tsx";
import { Notice } from "../shell/notice.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { DeskFrame, SignOut } from "./frame/desk-frame.tsx";
import { isOpenTo, rankFor, rankOf } from "./frame/entries.ts";
import { DeskRoom } from "./frame/desk-room.tsx";
import { useFrameText } from "./text/frame-text.ts";

const AgencyBanksPage = createLazyPart(
  async () => (await import("../agency/agency-banks-page.tsx")).AgencyBanksPage,
);
const MenuPage = createLazyPart(async () => (await import("./frame/menu-page.tsx")).MenuPage);

const DeskHomePage = createLazyPart(
  async () => (await import("./home/desk-home-page.tsx")).DeskHomePage,
);
const AlertsPage = createLazyPart(
  async () => (await import("./alerts/alerts-page.tsx")).AlertsPage,
);
const AlertPage = createLazyPart(async () => (await import("./alerts/alert-page.tsx")).AlertPage);
const TasksPage = createLazyPart(async () => (await import("./tasks/tasks-page.tsx")).TasksPage);
const TaskPage = createLazyPart(async () => (await import("./tasks/task-page.tsx")).TaskPage);
const ResidentReportsPage = createLazyPart(
  async () => (await import("./reports/resident-reports-page.tsx")).ResidentReportsPage,
);
const ResidentReportPage = createLazyPart(
  async () => (await import("./reports/resident-report-page.tsx")).ResidentReportPage,
);
const FiguresPage = createLazyPart(
  async () => (await import("./figures/figures-page.tsx")).FiguresPage,
);
const CollectionPage = createLazyPart(
  async () => (await import("./collection/collection-page.tsx")).CollectionPage,
);
const ComparePage = createLazyPart(
  async () => (await import("./compare/compare-page.tsx")).ComparePage,
);
const DevicesPage = createLazyPart(
  async () => (await import("./devices/devices-page.tsx")).DevicesPage,
);
const DevicePage = createLazyPart(
  async () => (await import("./devices/device-page.tsx")).DevicePage,
);
const NewDevicePage = createLazyPart(
  async () => (await import("./devices/new-device-page.tsx")).NewDevicePage,
);
const SitesPage = createLazyPart(async () => (await import("./sites/sites-page.tsx")).SitesPage);
const SitePage = createLazyPart(async () => (await import("./sites/site-page.tsx")).SitePage);
const NewSitePage = createLazyPart(
  async () => (await import("./sites/new-site-page.tsx")).NewSitePage,
);
const QuarantinePage = createLazyPart(
  async () => (await import("./quarantine/quarantine-page.tsx")).QuarantinePage,
);
const RulesPage = createLazyPart(async () => (await import("./rules/rules-page.tsx")).RulesPage);
const RulePage = createLazyPart(async () => (await import("./rules/rule-page.tsx")).RulePage);
const TargetsPage = createLazyPart(
  async () => (await import("./targets/targets-page.tsx")).TargetsPage,
);
const AccountsPage = createLazyPart(
  async () => (await import("./accounts/accounts-page.tsx")).AccountsPage,
);
const AccountPage = createLazyPart(
  async () => (await import("./accounts/account-page.tsx")).AccountPage,
);
const NewAccountPage = createLazyPart(
  async () => (await import("./accounts/new-account-page.tsx")).NewAccountPage,
);
const TargetPage = createLazyPart(
  async () => (await import("./targets/target-page.tsx")).TargetPage,
);

/** The environment agency's pages; `rest` is what follows `/dlh` in the address. */
export function DeskGroup({ rest }: { rest: readonly string[] }) {
  const { session, check } = useSession();
  const text = useFrameText();
  useEffect(() => {
    // The session asks by itself where this browser has signed in before.
    if (session.state === "signed-out") void check();
  }, [check]);

  switch (session.state) {
    case "checking":
      return <div class="skeleton skeleton-part" aria-busy="true" />;
    case "signed-out":
      return <SignInNotice title={text.signedOutTitle} text={text.signedOutText} />;
    case "unknown":
      return (
        <FailureNotice
          title={text.errorTitle}
          failure={session.failure}
          level="h1"
          onRetry={() => void check()}
        />
      );
    case "signed-in":
      return <DeskOf user={session.user} rest={rest} />;
  }
}

interface NotForYouProps {
  title: string;
  text: string;
  href: string;
  label: string;
  /** No other page has the way out for them. */
  mayLeave?: boolean;
}

/** A page for somebody else: why, and where to go instead. */
function NotForYou({ title, text, href, label, mayLeave = false }: NotForYouProps) {
  usePageTitle(title);
  return (
    <Notice icon="person" level="h1" title={title} text={text}>
      <a class="button" href={href}>
        {label}
      </a>
      {mayLeave && <SignOut />}
    </Notice>
  );
}

function DeskOf({ user, rest }: { user: SignedInUser; rest: readonly string[] }) {
  const text = useFrameText();
  const isAgency = isStaff(user);
  const rank = rankOf({ isStaff: isAgency, isAdministrator: isAdministrator(user) });
  if (!isAgency && banksOf(user).length === 0) {
    return (
      <NotForYou
        title={text.notYoursTitle}
        text={text.notYoursText}
        href={user.member === null ? "/" : "/saya"}
        label={user.member === null ? text.toStations : text.toMe}
        mayLeave={user.member === null}
      />
    );
  }
  const part = rest[0] ?? "";
  return (
    <ToastProvider>
      <DeskRoom user={user}>
        <DeskFrame part={part}>
          {isOpenTo(part, rank) ? pageOf(rest) : <NotOpen part={part} />}
        </DeskFrame>
      </DeskRoom>
    </ToastProvider>
  );
}

/** A page of somebody above: of the staff, or of the administrators alone. */
function NotOpen({ part }: { part: string }) {
  const text = useFrameText();
  const isAboveStaff = rankFor(part) === "administrator";
  return (
    <NotForYou
      title={isAboveStaff ? text.administratorsOnlyTitle : text.staffOnlyTitle}
      text={isAboveStaff ? text.administratorsOnlyText : text.staffOnlyText}
      href="/dlh"
      label={text.toNow}
    />
  );
}

function pageOf([page, sub, ...more]: readonly string[]) {
  if (more.length > 0) return <NotFound />;
  if (page === undefined) return <DeskHomePage />;
  if (sub !== undefined) return pageBelow(page, sub);
  switch (page) {
    case "peringatan":
      return <AlertsPage />;
    case "tugas":
      return <TasksPage />;
    case "laporan":
      return <ResidentReportsPage />;
    case "bank":
      return <AgencyBanksPage />;
    case "menu":
      return <MenuPage />;
    case "angka":
      return <FiguresPage />;
    case "angkut":
      return <CollectionPage />;
    case "bandingkan":
      return <ComparePage />;
    case "perangkat":
      return <DevicesPage />;
    case "tempat":
      return <SitesPage />;
    case "karantina":
      return <QuarantinePage />;
    case "aturan":
      return <RulesPage />;
    case "penerima":
      return <TargetsPage />;
    case "akun":
      return <AccountsPage />;
    default:
      return <NotFound />;
  }
}

function pageBelow(page: string, id: string) {
  switch (page) {
    case "peringatan":
      return <AlertPage id={id} key={id} />;
    case "tugas":
      return <TaskPage id={id} key={id} />;
    case "laporan":
      return <ResidentReportPage id={id} key={id} />;
    case "perangkat":
      return id === "baru" ? <NewDevicePage /> : <DevicePage id={id} key={id} />;
    case "tempat":
      return id === "baru" ? <NewSitePage /> : <SitePage id={id} key={id} />;
    case "aturan":
      return <RulePage id={id} key={id} />;
    case "penerima":
      return <TargetPage id={id} key={id} />;
    case "akun":
      return id === "baru" ? <NewAccountPage /> : <AccountPage id={id} key={id} />;
    default:
      return <NotFound />;
  }
}
