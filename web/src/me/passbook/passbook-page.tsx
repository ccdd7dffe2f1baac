import { useState } from "preact/hooks";
import { usePages } from "../../controls/use-pages.ts";
import { formatMonth, monthOf } from "../../format/month.ts";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { refusalText } from "../../text/refusal/refusal-text.ts";
import type { MyAccount } from "../edge/parse-account.ts";
import { passbookRow, type PassbookRow } from "../edge/parse-passbook.ts";
import { PageHead } from "../page-head.tsx";
import { firstProduct, ProductChoice } from "../product-choice.tsx";
import { useMeText } from "../text/use-me-text.ts";
import { useEndedSession } from "../use-mine.ts";
import { PassbookLine } from "./passbook-row.tsx";
import "./passbook.css";

/** Lines asked for at a time. */
const PAGE_ROWS = 30;

/** Every line of the savings, newest first. */
export function PassbookPage({ account }: { account: MyAccount }) {
  const me = useMeText();
  const [product, setProduct] = useState(() => firstProduct(account));
  return (
    <>
      <PageHead title={me.links.passbook} lead={me.passbook.lead}>
        <ProductChoice account={account} value={product} onChange={setProduct} />
      </PageHead>
      <PassbookList product={product} key={product} />
    </>
  );
}

function PassbookList({ product }: { product: string }) {
  const { text, language } = useLanguage();
  const me = useMeText();
  const query = new URLSearchParams({ product, limit: String(PAGE_ROWS) });
  const { rows, hasMore, isLoading, failure, more, refresh } = usePages(
    `/api/v1/me/passbook?${query}`,
    passbookRow,
  );
  useEndedSession(failure);
  if (rows === null && failure === null) {
    return <div class="skeleton skeleton-part" aria-busy="true" />;
  }
  if (rows?.length === 0) {
    return <Notice icon="scale" title={me.passbook.emptyTitle} text={me.passbook.emptyText} />;
  }
  return (
    <>
      {monthsOf(rows ?? []).map(({ month, rows: own }) => (
        <section key={month}>
          <h2 class="passbook-month">{formatMonth(month, language)}</h2>
          <ul class="panel passbook">
            {own.map((row) => (
              <PassbookLine row={row} key={row.seq} />
            ))}
          </ul>
        </section>
      ))}
      {failure !== null && (
        <Notice
          icon="warning"
          title={me.passbook.errorTitle}
          text={refusalText(failure, language)}
          isError
        >
          <button
            class="button"
            type="button"
            aria-disabled={isLoading}
            onClick={rows === null ? refresh : more}
          >
            {text.shell.retry}
          </button>
        </Notice>
      )}
      {failure === null && hasMore && (
        <button class="button button-quiet me-more" type="button" onClick={more}>
          {isLoading ? text.shell.loading : me.passbook.more}
        </button>
      )}
    </>
  );
}

/** The rows by month, in the order in which they come. */
function monthsOf(rows: readonly PassbookRow[]): { month: string; rows: PassbookRow[] }[] {
  const months: { month: string; rows: PassbookRow[] }[] = [];
  for (const row of rows) {
    const month = monthOf(Date.parse(row.at));
    const last = months[months.length - 1];
    if (last?.month === month) last.rows.push(row);
    else months.push({ month, rows: [row] });
  }
  return months;
}
