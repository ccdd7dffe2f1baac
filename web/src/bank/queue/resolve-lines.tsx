import type { DepositBody } from "@resik/contract/http/bank/transfers";
import { formatNumber, formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useWeighText } from "../weigh/text/use-weigh-text.ts";
import { asTyped, withoutLine } from "./change-body.ts";
import type { QueueItem } from "./queue-item.ts";
import type { Changes } from "./use-resolve.ts";

/** The lines as they would be sent, old and new price beside each other, and what one may change. */
export function ResolveLines(props: {
  item: QueueItem;
  changes: Changes;
  isPricing: boolean;
  onChange: (body: DepositBody) => void;
}) {
  const { item, changes, isPricing, onChange } = props;
  const text = useWeighText();
  const { language } = useLanguage();
  const { body, paper } = changes;
  const isRepriced = isPricing && body !== item.body;
  return (
    <>
      <ul class="resolve-lines">
        {paper.lines.map((line, index) => (
          <li key={index}>
            <p>
              <strong>{line.name}</strong> {formatQuantity(line.quantity, line.unit, language)}
              {line.weighed === "hand" && ` · ${text.line.typed}`}
            </p>
            {isRepriced && (
              <p>
                {text.resolve.oldPrice} {priceText(item.paper.lines[index]?.rupiahPerUnit)} →{" "}
                {text.resolve.newPrice} {priceText(line.rupiahPerUnit)}
              </p>
            )}
            <div class="queue-card-actions">
              {line.weighed === "scale" && (
                <button
                  class="button button-quiet button-small"
                  type="button"
                  onClick={() => onChange(asTyped(body, index))}
                >
                  {text.resolve.asTyped(line.name)}
                </button>
              )}
              {paper.lines.length > 1 && (
                <button
                  class="button button-quiet button-small"
                  type="button"
                  onClick={() => onChange(withoutLine(body, index))}
                >
                  {text.resolve.removeLine(line.name)}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {body !== item.body && (
        <p>
          <strong>
            {paper.netRupiah !== null && text.resolve.newTotal(formatRupiah(paper.netRupiah))}
          </strong>{" "}
          {text.resolve.changed}
        </p>
      )}
    </>
  );
}

const priceText = (rupiahPerUnit: number | null | undefined): string =>
  rupiahPerUnit === null || rupiahPerUnit === undefined ? "-" : formatNumber(rupiahPerUnit);
