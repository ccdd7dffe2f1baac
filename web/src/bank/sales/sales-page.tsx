import type { StockRow } from "@resik/contract/http/bank/books";
import { useState } from "preact/hooks";
import { DataTable, type Column } from "../../controls/data-table.tsx";
import { LoadedView } from "../../controls/loaded.tsx";
import { useLoaded } from "../../controls/use-loaded.ts";
import { answerOf } from "../../edge/parts.ts";
import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { PageHead, Section } from "../desk-frame/page-parts.tsx";
import { stockPart } from "../edge/parse-books.ts";
import { useListText } from "../list-text.ts";
import { Buyers } from "./buyers.tsx";
import { Funds } from "./funds.tsx";
import { stockOf } from "./sale-draft.ts";
import { useSalesText } from "./sales-text.ts";
import { Settlements } from "./settlements.tsx";

const parseStock = answerOf(stockPart);

/** What is in the store and what becomes of it. */
export function SalesPage() {
  const text = useSalesText();
  const { api, isTreasurer } = useBank();
  const stock = useLoaded(api("stock"), parseStock);
  const [version, setVersion] = useState(0);
  const changed = (): void => {
    stock.refresh();
    setVersion((before) => before + 1);
  };
  return (
    <>
      <PageHead title={text.title} lead={text.lead}>
        {isTreasurer && (
          <a class="button" href="/bank/jual/baru">
            {text.sell}
          </a>
        )}
      </PageHead>
      <div class="stack">
        <Section title={text.stock} isFlush>
          <LoadedView of={stock}>
            {({ rows }) => (
              <StockTable rows={rows.filter((row) => row.inStock !== 0 || row.waiting !== 0)} />
            )}
          </LoadedView>
        </Section>
        <Settlements key={`settle-${version}`} onChanged={changed} />
        <Buyers />
        <Funds />
      </div>
    </>
  );
}

function StockTable({ rows }: { rows: readonly StockRow[] }) {
  const text = useSalesText();
  const words = useListText();
  const { language } = useLanguage();
  if (rows.length === 0) {
    return <Notice icon="bin" title={text.stockEmptyTitle} text={text.stockEmptyText} />;
  }
  const hasWaiting = rows.some((row) => row.waiting > 0);
  const quantityOf = (row: StockRow, value: number): string =>
    formatQuantity(value, row.unit, language);
  const columns: (Column<StockRow> | null)[] = [
    {
      id: "item",
      label: text.item,
      isTitle: true,
      show: (row) => `${row.name} · ${words.grade(row.grade)}`,
    },
    {
      id: "in-stock",
      label: text.inStock,
      isNumeric: true,
      show: (row) => quantityOf(row, row.inStock),
    },
    hasWaiting
      ? {
          id: "waiting",
          label: text.waiting,
          isNumeric: true,
          show: (row) => (row.waiting > 0 ? quantityOf(row, row.waiting) : null),
        }
      : null,
    {
      id: "cost",
      label: text.cost,
      isNumeric: true,
      show: (row) => formatRupiah(row.costRupiah),
    },
  ];
  const shown = columns.filter((column) => column !== null);
  const cost = rows.reduce((sum, row) => sum + row.costRupiah, 0);
  return (
    <DataTable
      caption={text.stock}
      columns={shown}
      rows={rows}
      keyOf={stockOf}
      footer={shown.map(({ id }) =>
        id === "item" ? text.total : id === "cost" ? formatRupiah(cost) : null,
      )}
    />
  );
}
