import type { CashDayView } from "@resik/contract/http/bank/books";
import type { ComponentChildren } from "preact";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatNumber, formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { PageHead, Section } from "../desk-frame/page-parts.tsx";
import { cashDayViewPart } from "../edge/parse-books.ts";
import "./cash.css";
import { useCashText } from "./cash-text.ts";

const parseDay = answerOf(cashDayViewPart);

/** The closing sheet: cash, stock and savings of a day, and whether they agree. */
export function DayPage({ seq }: { seq: number }) {
  const { api } = useBank();
  const day = useLoaded(api(`cash-days/${seq}`), parseDay);
  return (
    <LoadedView of={day} level="h1">
      {(value) => <DaySheet day={value} />}
    </LoadedView>
  );
}

interface Row {
  label: string;
  value: ComponentChildren;
  isStrong?: boolean;
}

function DaySheet({ day }: { day: CashDayView }) {
  const text = useCashText();
  const { language } = useLanguage();
  const { closing, opening, books } = day;
  const opened = formatMoment(Date.parse(day.openedAt), language);
  const closed = closing === null ? "" : formatMoment(Date.parse(closing.closedAt), language);
  return (
    <>
      <PageHead
        title={closing === null ? text.sheetOpenTitle : text.sheetTitle}
        lead={closed === "" ? opened : `${opened} – ${closed}`}
        back={{ href: "/bank/kas", label: text.back }}
      >
        <button class="button" type="button" onClick={() => print()}>
          {text.print}
        </button>
      </PageHead>
      <div class="stack-close">
        <p class={books.isClosed ? "status-line" : "status-line status-line-alarm"}>
          {books.isClosed ? text.agree : text.disagree}
        </p>
        <div class="sheet-parts">
          <SheetPart title={text.cashSection} rows={cashRows(text, day, opening)} />
          <SheetPart title={text.activity} rows={activityRows(text, day, language)} />
          <SheetPart title={text.position} rows={positionRows(text, day)} />
        </div>
        <section class="section panel">
          <p class="fact-label">{text.head}</p>
          <p class="sheet-hash">{shortHash(closing?.sha256 ?? books.head?.sha256 ?? "")}</p>
          <p class="quiet">{text.headNote}</p>
        </section>
        <div class="signs print-only">
          <p>{text.signOperator}</p>
          <p>{text.signTreasurer}</p>
        </div>
      </div>
    </>
  );
}

type CashText = ReturnType<typeof useCashText>;

function cashRows(text: CashText, day: CashDayView, opening: CashDayView["opening"]): Row[] {
  const { closing, totals, books } = day;
  return [
    { label: text.openedBy, value: day.openedBy ?? text.someone },
    { label: text.opening, value: formatRupiah(opening.countedRupiah) },
    { label: text.openingDifference, value: formatRupiah(opening.differenceRupiah) },
    { label: text.cashIn, value: formatRupiah(totals.cashInRupiah) },
    { label: text.cashOut, value: formatRupiah(totals.cashOutRupiah) },
    {
      label: text.closingBook,
      value: formatRupiah(closing?.bookRupiah ?? books.rupiahByKind.cash ?? 0),
      isStrong: true,
    },
    ...(closing === null
      ? []
      : [
          {
            label: text.closingCounted,
            value: formatRupiah(closing.countedRupiah),
            isStrong: true,
          },
          { label: text.closingDifference, value: formatRupiah(closing.differenceRupiah) },
          { label: text.closedBy, value: closing.closedBy ?? text.someone },
        ]),
  ];
}

function activityRows(text: CashText, { totals }: CashDayView, language: "id" | "en"): Row[] {
  return [
    { label: text.deposits, value: formatNumber(totals.deposits) },
    { label: text.members, value: formatNumber(totals.members) },
    { label: text.mass, value: formatQuantity(totals.massG, "kg", language), isStrong: true },
    { label: text.saved, value: formatRupiah(totals.savedRupiah) },
    { label: text.paidCash, value: formatRupiah(totals.paidForDepositsRupiah) },
    { label: text.donated, value: formatRupiah(totals.donatedRupiah) },
    {
      label: text.withdrawals,
      value: `${formatNumber(totals.withdrawals)} · ${formatRupiah(totals.withdrawalsPaidRupiah)}`,
    },
    { label: text.sales, value: formatRupiah(totals.salesRupiah) },
    { label: text.reversals, value: formatNumber(totals.reversals) },
  ];
}

function positionRows(text: CashText, { books }: CashDayView): Row[] {
  const of = (kind: string): string => formatRupiah(books.rupiahByKind[kind] ?? 0);
  return [
    { label: text.stock, value: of("stock-cost") },
    { label: text.receivable, value: of("receivable") },
    { label: text.savings, value: of("savings"), isStrong: true },
    { label: text.held, value: of("held") },
    { label: text.payable, value: of("payable") },
    { label: text.funds, value: of("fund") },
  ];
}

function SheetPart({ title, rows }: { title: string; rows: readonly Row[] }) {
  return (
    <Section title={title}>
      <dl class="sheet-rows">
        {rows.map(({ label, value, isStrong }) => (
          <div class={isStrong ? "sheet-row sheet-strong" : "sheet-row"} key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** Enough of the hash to compare two prints by eye. */
const shortHash = (sha256: string): string => sha256.slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ");
