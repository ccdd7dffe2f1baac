import type { BooksView, CashDay } from "@resik/contract/http/bank/books";
import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { DataTable, type Column } from "../../controls/data-table.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { PagedList } from "../../controls/paged-list.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { usePages } from "../../controls/use-pages.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { formatClock, formatDay, formatMoment } from "../../format/time.ts";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { Facts, PageHead, Section, TreasurerNote } from "../desk-frame/page-parts.tsx";
import { booksPart, cashDayPart } from "../edge/parse-books.ts";
import { CashCount } from "./cash-count.tsx";
import { useCashText } from "./cash-text.ts";
import { MoveDialog } from "./move-dialog.tsx";
import { PaymentDialog } from "./payment-dialog.tsx";

const parseBooks = answerOf(booksPart);

/** The cash box: open and close the day with a count, and what else goes in and out. */
export function CashPage() {
  const text = useCashText();
  const { api } = useBank();
  const { language } = useLanguage();
  const { route } = useLocation();
  const books = useLoaded(api("books"), parseBooks);
  const [version, setVersion] = useState(0);
  const changed = (): void => {
    books.refresh();
    setVersion((before) => before + 1);
  };
  const openDay = books.value?.openDay ?? null;
  const lead =
    openDay === null
      ? text.leadClosed
      : text.leadOpen(formatMoment(Date.parse(openDay.openedAt), language));
  return (
    <>
      <PageHead title={text.title} lead={books.value === null ? "" : lead} />
      <LoadedView of={books}>
        {(value) => (
          <div class="stack">
            <section class="section panel">
              <Facts
                facts={[
                  { label: text.bookCash, value: formatRupiah(value.rupiahByKind.cash ?? 0) },
                  {
                    label: text.receivable,
                    value: formatRupiah(value.rupiahByKind.receivable ?? 0),
                  },
                  { label: text.payable, value: formatRupiah(value.rupiahByKind.payable ?? 0) },
                ]}
              />
            </section>
            <CashCount
              key={value.openDay?.seq ?? 0}
              step={value.openDay === null ? "open" : "close"}
              bookRupiah={value.rupiahByKind.cash ?? 0}
              onDone={() => {
                changed();
                if (value.openDay !== null) route(`/bank/kas/${value.openDay.seq}`);
              }}
            />
            <Moves books={value} onChanged={changed} />
            <Days key={version} />
          </div>
        )}
      </LoadedView>
    </>
  );
}

function Moves({ books, onChanged }: { books: BooksView; onChanged: () => void }) {
  const text = useCashText();
  const { isTreasurer } = useBank();
  const [open, setOpen] = useState<"move" | "payment" | null>(null);
  const done = (): void => {
    setOpen(null);
    onChanged();
  };
  return (
    <Section title={text.movesTitle} note={text.movesText}>
      {isTreasurer ? (
        <div class="actions access-actions">
          <button class="button button-quiet" type="button" onClick={() => setOpen("move")}>
            {text.move}
          </button>
          {(books.rupiahByKind.receivable ?? 0) > 0 && (
            <button class="button button-quiet" type="button" onClick={() => setOpen("payment")}>
              {text.payment}
            </button>
          )}
        </div>
      ) : (
        <TreasurerNote />
      )}
      {open === "move" && <MoveDialog onClose={() => setOpen(null)} onDone={done} />}
      {open === "payment" && <PaymentDialog onClose={() => setOpen(null)} onDone={done} />}
    </Section>
  );
}

function Days() {
  const text = useCashText();
  const { api } = useBank();
  const { language } = useLanguage();
  const days = usePages(`${api("cash-days")}?limit=20`, cashDayPart);
  const columns: Column<CashDay>[] = [
    {
      id: "day",
      label: text.day,
      isTitle: true,
      show: (day) => (
        <a href={`/bank/kas/${day.seq}`}>
          {formatDay(Date.parse(day.openedAt), language)} {day.openedAt.slice(0, 4)}
        </a>
      ),
    },
    {
      id: "opened",
      label: text.openedCell,
      show: (day) => formatClock(Date.parse(day.openedAt), language),
    },
    {
      id: "closed",
      label: text.closedCell,
      show: ({ closing }) =>
        closing === null ? (
          <span class="badge badge-good">{text.stillOpen}</span>
        ) : (
          formatClock(Date.parse(closing.closedAt), language)
        ),
    },
    {
      id: "cash",
      label: text.cashEnd,
      isNumeric: true,
      show: ({ closing }) => (closing === null ? "" : formatRupiah(closing.countedRupiah)),
    },
    {
      id: "difference",
      label: text.differenceCell,
      isNumeric: true,
      show: ({ closing }) => (closing === null ? "" : formatRupiah(closing.differenceRupiah)),
    },
  ];
  return (
    <Section title={text.daysTitle} isFlush>
      <PagedList
        of={days}
        empty={<Notice icon="cash" title={text.daysEmptyTitle} text={text.daysEmptyText} />}
      >
        {(rows) => (
          <DataTable
            caption={text.daysTitle}
            columns={columns}
            rows={rows}
            keyOf={({ seq }) => seq}
          />
        )}
      </PagedList>
    </Section>
  );
}
