import { createLazyPart } from "../../shell/lazy-part.tsx";
import { usePageTitle } from "../../shell/page-title.ts";
import { formatRupiah } from "../../format/number.ts";
import { useState } from "preact/hooks";
import { savingsOf, type MyAccount } from "../edge/parse-account.ts";
import { useMeText } from "../text/use-me-text.ts";
import { AirNow } from "./air-now.tsx";
import { LastDeposit } from "./last-deposit.tsx";
import { MeLinks } from "./me-links.tsx";
import { NextWeighing } from "./next-weighing.tsx";
import { PendingWithdrawals } from "./pending-withdrawals.tsx";
import { YearSum } from "./year-sum.tsx";
import "./home.css";

/** The chart library comes when somebody wants to see the chart. */
const BalanceHistory = createLazyPart(
  async () => (await import("../history/balance-history.tsx")).BalanceHistory,
);

/** What a resident wants to know first: how much, what came last, when next, how the air is. */
export function HomePage({ account }: { account: MyAccount }) {
  const me = useMeText();
  usePageTitle(me.title);
  return (
    <>
      <header class="me-hello">
        <p class="me-name">{account.member.name}</p>
        <p class="me-note">
          {me.home.number(account.member.number)} · {account.bank.name}
        </p>
      </header>
      <div class="me-columns">
        <div class="me-column">
          <BalancePanel account={account} />
          <PendingWithdrawals account={account} />
          <MeLinks />
          <LastDeposit account={account} />
        </div>
        <div class="me-column">
          <NextWeighing bank={account.bank} />
          <AirNow areaCode={account.bank.areaCode} bank={account.bank.id} />
          <YearSum year={account.year} />
        </div>
      </div>
      <HistorySection />
    </>
  );
}

function BalancePanel({ account }: { account: MyAccount }) {
  const me = useMeText();
  const held = account.balances.reduce((sum, { heldRupiah }) => sum + heldRupiah, 0);
  const payable = account.balances.reduce((sum, { payableRupiah }) => sum + payableRupiah, 0);
  return (
    <section class="panel me-balance">
      <h1 class="me-balance-title">{me.home.balance}</h1>
      <p class="me-balance-figure">{formatRupiah(savingsOf(account))}</p>
      <dl class="me-products">
        {account.balances.length > 1 &&
          account.balances.map(({ product, name, savingsRupiah }) => (
            <Amount key={product} name={name} rupiah={savingsRupiah} />
          ))}
        {held > 0 && <Amount name={me.home.held} rupiah={held} />}
        {payable > 0 && <Amount name={me.home.payable} rupiah={payable} />}
      </dl>
    </section>
  );
}

function Amount({ name, rupiah }: { name: string; rupiah: number }) {
  return (
    <div class="me-product">
      <dt>{name}</dt>
      <dd>{formatRupiah(rupiah)}</dd>
    </div>
  );
}

function HistorySection() {
  const me = useMeText();
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="panel me-card me-history">
      <h2 class="me-card-title">{me.history.title}</h2>
      {isOpen ? (
        <BalanceHistory />
      ) : (
        <button class="button button-quiet" type="button" onClick={() => setOpen(true)}>
          {me.history.show}
        </button>
      )}
    </section>
  );
}
