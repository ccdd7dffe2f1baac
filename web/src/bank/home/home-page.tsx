import type { BooksView, CashDayView } from "@resik/contract/http/bank/books";
import type { WithdrawalView } from "@resik/contract/http/bank/transfers";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { parseMonthlyReport } from "../../edge/parse-reports.ts";
import { answerOf, pageOf } from "../../edge/parts.ts";
import { addMonths, formatMonth, monthOf } from "../../format/month.ts";
import { formatNumber, formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { formatClock } from "../../format/time.ts";
import { Icon, type IconName } from "../../shell/icon.tsx";
import { useNow } from "../../shell/now-context.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { Facts, PageHead, Section } from "../desk-frame/page-parts.tsx";
import { booksPart, cashDayViewPart } from "../edge/parse-books.ts";
import { withdrawalPart } from "../edge/parse-transfers.ts";
import { useRules } from "../use-rules.ts";
import { attentionOf, type Attention } from "./attention.ts";
import "./home-page.css";
import { useHomeText } from "./home-text.ts";

const parseBooks = answerOf(booksPart);
const parseDay = answerOf(cashDayViewPart);
const parseWithdrawals = answerOf(pageOf(withdrawalPart));

/** Where the bank's people arrive: what today is, and what needs them. */
export function HomePage() {
  const text = useHomeText();
  const { user, api } = useBank();
  const books = useLoaded(api("books"), parseBooks);
  return (
    <>
      <PageHead title={text.title} lead={text.greeting(user.name)} />
      <LoadedView of={books}>{(value) => <Today books={value} />}</LoadedView>
    </>
  );
}

function Today({ books }: { books: BooksView }) {
  const text = useHomeText();
  const { api } = useBank();
  const nowMs = useNow();
  const openDay = books.openDay;
  const day = useLoaded(openDay === null ? null : api(`cash-days/${openDay.seq}`), parseDay);
  const pending = useLoaded(api("withdrawals?state=pending"), parseWithdrawals);
  const month = addMonths(monthOf(nowMs), -1);
  const report = useLoaded(api(`reports/monthly?month=${month}`), parseMonthlyReport);
  const rules = useRules();
  const withdrawals = pending.value?.items ?? null;
  const found = attentionOf(
    { books, withdrawals, rules: rules.value, report: report.value },
    nowMs,
  );
  return (
    <div class="stack">
      <DayBanner openDay={openDay} />
      {openDay !== null && (
        <Section title={text.today}>
          <LoadedView of={day}>{(value) => <DayFacts day={value} />}</LoadedView>
        </Section>
      )}
      <Section title={text.attention}>
        {found.length === 0 ? (
          <p class="section-note">{text.nothing}</p>
        ) : (
          <ul class="attention">
            {found.map((entry) => (
              <AttentionItem entry={entry} key={entry.kind} />
            ))}
          </ul>
        )}
      </Section>
      <MoneyFacts books={books} withdrawals={withdrawals} />
      <Shortcuts />
    </div>
  );
}

function DayBanner({ openDay }: { openDay: BooksView["openDay"] }) {
  const text = useHomeText();
  const { language } = useLanguage();
  if (openDay === null) {
    return (
      <div class="day-banner panel">
        <div class="day-banner-words">
          <p class="day-banner-title">{text.dayClosed}</p>
          <p class="section-note">{text.dayClosedText}</p>
        </div>
        <a class="button" href="/bank/kas">
          {text.openDay}
        </a>
      </div>
    );
  }
  const clock = formatClock(Date.parse(openDay.openedAt), language);
  return (
    <div class="day-banner day-banner-open panel">
      <p class="day-banner-words day-banner-title">{text.dayOpen(clock)}</p>
      <a class="button" href="/bank/timbang">
        <Icon name="scale" />
        {text.weigh}
      </a>
      <a class="button button-quiet" href="/bank/kas">
        {text.closeDay}
      </a>
    </div>
  );
}

function DayFacts({ day }: { day: CashDayView }) {
  const text = useHomeText();
  const { language } = useLanguage();
  const { totals } = day;
  return (
    <Facts
      facts={[
        {
          label: text.deposits,
          value: formatNumber(totals.deposits),
          note: text.depositsNote(totals.members),
        },
        { label: text.mass, value: formatQuantity(totals.massG, "kg", language) },
        { label: text.saved, value: formatRupiah(totals.savedRupiah) },
        {
          label: text.paid,
          value: formatRupiah(totals.paidForDepositsRupiah + totals.withdrawalsPaidRupiah),
        },
      ]}
    />
  );
}

interface MoneyFactsProps {
  books: BooksView;
  withdrawals: readonly WithdrawalView[] | null;
}

function MoneyFacts({ books, withdrawals }: MoneyFactsProps) {
  const text = useHomeText();
  const waitingRupiah = (withdrawals ?? []).reduce(
    (sum, { amountRupiah }) => sum + amountRupiah,
    0,
  );
  return (
    <section class="section panel">
      <Facts
        facts={[
          { label: text.cash, value: formatRupiah(books.rupiahByKind.cash ?? 0) },
          { label: text.savings, value: formatRupiah(books.rupiahByKind.savings ?? 0) },
          {
            label: text.waiting,
            value: withdrawals === null ? "…" : formatNumber(withdrawals.length),
            note: text.waitingNote(formatRupiah(waitingRupiah)),
          },
        ]}
      />
    </section>
  );
}

function AttentionItem({ entry }: { entry: Attention }) {
  const text = useHomeText();
  const { language } = useLanguage();
  const words = (): string => {
    switch (entry.kind) {
      case "book-broken":
        return text.bookBroken;
      case "withdrawals-waiting":
        return text.withdrawalsWaiting(entry.count);
      case "withdrawals-ready":
        return text.withdrawalsReady(entry.count);
      case "report-returned":
        return text.reportReturned(formatMonth(entry.month, language));
      case "report-due":
        return text.reportDue(formatMonth(entry.month, language));
      case "no-items":
        return text.noItems;
      case "prices-missing":
        return text.pricesMissing(entry.count);
    }
  };
  const isAlarming = entry.kind === "book-broken";
  return (
    <li>
      <a class={isAlarming ? "attention-link attention-alarm" : "attention-link"} href={entry.href}>
        <Icon name="warning" />
        {words()}
      </a>
    </li>
  );
}

function Shortcuts() {
  const text = useHomeText();
  const { isTreasurer } = useBank();
  const links: { href: string; icon: IconName; words: string; isForTreasurer?: true }[] = [
    { href: "/bank/nasabah", icon: "search", words: text.members },
    { href: "/bank/nasabah?baru", icon: "person", words: text.addMember },
    { href: "/bank/jual", icon: "sale", words: text.sell, isForTreasurer: true },
  ];
  return (
    <nav class="actions" aria-label={text.shortcuts}>
      {links
        .filter((link) => isTreasurer || !link.isForTreasurer)
        .map((link) => (
          <a class="button button-quiet" href={link.href} key={link.href}>
            <Icon name={link.icon} />
            {link.words}
          </a>
        ))}
    </nav>
  );
}
