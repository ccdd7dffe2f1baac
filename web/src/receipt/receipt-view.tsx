import { useMemo } from "preact/hooks";
import { useLanguage } from "../text/language-context.tsx";
import { QrCode } from "./qr-code.tsx";
import type { AnyReceipt } from "./receipt.ts";
import { receiptRows, type ReceiptRow } from "./receipt-rows.ts";
import "./receipt-view.css";
import { useReceiptText } from "./text/use-receipt-text.ts";

/** A receipt as it is handed over; printed, it fits on 58 mm. */
export function ReceiptView({ receipt }: { receipt: AnyReceipt }) {
  const text = useReceiptText();
  const { language } = useLanguage();
  const rows = useMemo(
    () => receiptRows(receipt, { text, language, origin: location.origin }),
    [receipt, text, language],
  );
  return (
    <article class="receipt" aria-label={text.title}>
      {rows.map((row, index) => (
        <Row key={index} row={row} />
      ))}
    </article>
  );
}

function Row({ row }: { row: ReceiptRow }) {
  const text = useReceiptText();
  switch (row.type) {
    case "title":
      return <h2 class="receipt-title">{row.text}</h2>;
    case "centre":
      return <p class="receipt-centre">{row.text}</p>;
    case "text":
      return <p class="receipt-text">{row.text}</p>;
    case "rule":
      return <div class="receipt-rule" />;
    case "stamp":
      return (
        <div class="receipt-stamp">
          <strong>{row.text}</strong>
          <span>{row.note}</span>
        </div>
      );
    case "pair":
      return (
        <dl class={row.isStrong === true ? "receipt-pair receipt-strong" : "receipt-pair"}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </dl>
      );
    case "item":
      return (
        <div class="receipt-item">
          <p class="receipt-item-name">{row.name}</p>
          <p class="receipt-item-sum">
            <span>{row.count}</span>
            <span>{row.amount}</span>
          </p>
          <p class="receipt-item-note">{row.note}</p>
        </div>
      );
    case "code":
      return (
        <div class="receipt-code">
          <QrCode text={row.url} label={text.qrLabel} />
          <p>
            {row.label} <strong>{row.code}</strong>
          </p>
          <a href={row.url}>{row.url.replace(/^https?:\/\//, "")}</a>
        </div>
      );
  }
}
