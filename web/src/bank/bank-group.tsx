import { useEffect, useState } from "preact/hooks";
import { banksOf, isTreasurerOf, type SignedInUser } from "../access/session.ts";
import { deskUserOf, useSession } from "../access/session-context.tsx";
import { SignInNotice } from "../access/sign-in-notice.tsx";
import { ToastProvider } from "../controls/toast.tsx";
import { createLazyPart } from "../shell/lazy-part.tsx";
import { FailureNotice } from "../shell/failure-notice.tsx";
import { Notice } from "../shell/notice.tsx";
import { NotFound } from "../shell/not-found.tsx";
import { BankContext } from "./bank-context.ts";
import { BankChooser } from "./bank-chooser.tsx";
import { useChosenBank } from "./chosen-bank.ts";
import { DeskFrame } from "./desk-frame/desk-frame.tsx";
import { useFrameText } from "./desk-frame/frame-text.ts";

const HomePage = createLazyPart(async () => (await import("./home/home-page.tsx")).HomePage);
const MorePage = createLazyPart(async () => (await import("./home/more-page.tsx")).MorePage);
const WeighPage = createLazyPart(async () => (await import("./weigh/weigh-page.tsx")).WeighPage);
const QueuePage = createLazyPart(async () => (await import("./queue/queue-page.tsx")).QueuePage);
const MembersPage = createLazyPart(
  async () => (await import("./members/members-page.tsx")).MembersPage,
);
const MemberPage = createLazyPart(
  async () => (await import("./members/member-page.tsx")).MemberPage,
);
const CardsPage = createLazyPart(async () => (await import("./members/cards-page.tsx")).CardsPage);
const ReceiptPage = createLazyPart(
  async () => (await import("../receipt/receipt-page.tsx")).ReceiptPage,
);
const WithdrawalsPage = createLazyPart(
  async () => (await import("./withdrawals/withdrawals-page.tsx")).WithdrawalsPage,
);
const CashListPage = createLazyPart(
  async () => (await import("./withdrawals/cash-list-page.tsx")).CashListPage,
);
const CashPage = createLazyPart(async () => (await import("./cash/cash-page.tsx")).CashPage);
const DayPage = createLazyPart(async () => (await import("./cash/day-page.tsx")).DayPage);
const SalesPage = createLazyPart(async () => (await import("./sales/sales-page.tsx")).SalesPage);
const SellPage = createLazyPart(async () => (await import("./sales/sell-page.tsx")).SellPage);
const RulesPage = createLazyPart(async () => (await import("./rules/rules-page.tsx")).RulesPage);
const ReportsPage = createLazyPart(
  async () => (await import("./reports/reports-page.tsx")).ReportsPage,
);
const ProfilePage = createLazyPart(
  async () => (await import("./reports/profile-page.tsx")).ProfilePage,
);
const HistoryPage = createLazyPart(
  async () => (await import("./history/history-page.tsx")).HistoryPage,
);

/** The waste bank's desk; `rest` is what follows `/bank` in the address. */
export function BankGroup({ rest }: { rest: readonly string[] }) {
  const { session, check } = useSession();
  const text = useFrameText();
  const user = deskUserOf(session);
  useEffect(() => {
    // The session asks by itself where this browser has signed in before.
    if (session.state === "signed-out") void check();
  }, [check]);

  if (user !== null) return <DeskOf user={user} rest={rest} />;
  if (session.state === "checking") {
    return <div class="skeleton skeleton-part" aria-busy="true" />;
  }
  if (session.state === "unknown") {
    return (
      <FailureNotice
        title={text.errorTitle}
        failure={session.failure}
        level="h1"
        onRetry={() => void check()}
      />
    );
  }
  return <SignInNotice title={text.signedOutTitle} text={text.signedOutText} />;
}

function DeskOf({ user, rest }: { user: SignedInUser; rest: readonly string[] }) {
  const text = useFrameText();
  const banks = banksOf(user);
  const [chosen, choose] = useChosenBank(banks);
  const [isChanging, setChanging] = useState(false);
  if (banks.length === 0) {
    return (
      <Notice icon="person" level="h1" title={text.noBankTitle} text={text.noBankText}>
        <a class="button" href={user.member === null ? "/dlh" : "/saya"}>
          {user.member === null ? text.toStaff : text.toMe}
        </a>
      </Notice>
    );
  }
  if (chosen === null || isChanging) {
    const take = (bank: string): void => {
      choose(bank);
      setChanging(false);
    };
    return <BankChooser banks={banks} onChoose={take} />;
  }
  const desk = { bank: chosen, user, isTreasurer: isTreasurerOf(user, chosen) };
  const onChange = banks.length > 1 ? () => setChanging(true) : null;
  return (
    <BankContext.Provider value={desk} key={chosen}>
      <ToastProvider>
        <DeskFrame part={rest[0] ?? ""} onChange={onChange}>
          {pageOf(rest, chosen)}
        </DeskFrame>
      </ToastProvider>
    </BankContext.Provider>
  );
}

const PLAIN_PAGES: Readonly<Record<string, (bank: string) => preact.JSX.Element>> = {
  timbang: (bank) => <WeighPage bank={bank} />,
  antrean: (bank) => <QueuePage bank={bank} />,
  nasabah: () => <MembersPage />,
  penarikan: () => <WithdrawalsPage />,
  kas: () => <CashPage />,
  jual: () => <SalesPage />,
  harga: () => <RulesPage />,
  laporan: () => <ReportsPage />,
  profil: () => <ProfilePage />,
  riwayat: () => <HistoryPage />,
  lainnya: () => <MorePage />,
};

function pageOf([part, id]: readonly string[], bank: string) {
  if (part === undefined) return <HomePage />;
  if (id === undefined) {
    const isKnown = Object.prototype.hasOwnProperty.call(PLAIN_PAGES, part);
    return isKnown ? (PLAIN_PAGES[part]?.(bank) ?? <NotFound />) : <NotFound />;
  }
  if (part === "nasabah" && id === "kartu") return <CardsPage />;
  if (part === "nasabah") return <MemberPage id={id} key={id} />;
  if (part === "jual" && id === "baru") return <SellPage />;
  if (part === "penarikan" && id === "daftar") return <CashListPage />;
  if (/^\d{1,9}$/.test(id)) {
    if (part === "kas") return <DayPage seq={Number(id)} key={id} />;
    if (part === "struk") return <ReceiptPage bank={bank} seq={Number(id)} key={id} />;
  }
  return <NotFound />;
}
