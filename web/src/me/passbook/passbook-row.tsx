import type { ComponentChildren } from "preact";
import { formatRupiah } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { PassbookRow } from "../edge/parse-passbook.ts";
import { useMeText } from "../text/use-me-text.ts";
import { kindText } from "./kind-text.ts";
import { lineTarget } from "./line-target.ts";

/** `+Rp 12.500` or `−Rp 12.500`. */
export const signedRupiah = (amountRupiah: number): string =>
  (amountRupiah > 0 ? "+" : "") + formatRupiah(amountRupiah);

/** One line of the savings; it leads to what it is about, and says when and why it was undone. */
export function PassbookLine({ row }: { row: PassbookRow }) {
  const { language } = useLanguage();
  const me = useMeText();
  const isUndone = row.reversedBy !== null;
  return (
    <li class="passbook-item">
      <Line href={lineTarget(row)}>
        <span class="passbook-words">
          <span class="passbook-kind">{kindText(row.kind, me)}</span>
          <span class="me-note">{formatMoment(Date.parse(row.at), language)}</span>
        </span>
        <span class="passbook-amounts">
          <span class={amountClass(row)}>{signedRupiah(row.amountRupiah)}</span>
          <span class="me-note">{me.passbook.balance(formatRupiah(row.balanceRupiah))}</span>
        </span>
        {isUndone && <span class="badge badge-warn passbook-mark">{me.passbook.undone}</span>}
        {row.reverses !== null && (
          <span class="badge passbook-mark">{me.passbook.undoes(row.reverses)}</span>
        )}
        {row.reason !== null && (
          <span class="passbook-reason">{me.passbook.reason(row.reason)}</span>
        )}
      </Line>
    </li>
  );
}

const Line = ({ href, children }: { href: string | null; children: ComponentChildren }) =>
  href === null ? (
    <div class="passbook-row">{children}</div>
  ) : (
    <a class="passbook-row" href={href}>
      {children}
    </a>
  );

function amountClass({ amountRupiah, reversedBy }: PassbookRow): string {
  if (reversedBy !== null) return "passbook-amount passbook-amount-undone";
  return amountRupiah > 0 ? "passbook-amount passbook-amount-in" : "passbook-amount";
}
