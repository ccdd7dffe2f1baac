import type { StockRow } from "@resik/contract/http/bank/books";
import { PRICE_MAX } from "@resik/contract/bank/limits";
import { AmountField } from "../../controls/amount-field.tsx";
import { QuantityField } from "../../controls/quantity-field.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useListText } from "../list-text.ts";
import { soldOf, stockOf, worthOf, type LineProblem, type SaleLine } from "./sale-draft.ts";
import { useSalesText } from "./sales-text.ts";

interface SaleLineFieldsProps {
  title: string;
  line: SaleLine;
  stock: readonly StockRow[];
  problem: LineProblem | null;
  /** What was typed, and no more: two fields may change before the page is drawn again. */
  onChange: (part: Partial<SaleLine>) => void;
  onRemove: (() => void) | null;
}

/** One kind of stock that is sold: what leaves, what the buyer weighed, and the price. */
export function SaleLineFields(props: SaleLineFieldsProps) {
  const { title, line, stock, problem, onChange, onRemove } = props;
  const text = useSalesText();
  const words = useListText();
  const row = stock.find((entry) => stockOf(entry) === line.stock);
  return (
    <fieldset class="section panel stack-close">
      <legend class="visually-hidden">{title}</legend>
      <div class="sale-line-head">
        <SelectField
          id={`sale-item-${line.id}`}
          label={text.item}
          value={line.stock}
          {...(problem === "stock" ? { error: text.takenMissing } : {})}
          choices={[
            { value: "", label: "…" },
            ...stock.map((entry) => ({
              value: stockOf(entry),
              label: `${entry.name} · ${words.grade(entry.grade)}`,
            })),
          ]}
          onChange={(code) => onChange({ stock: code, takenQuantity: null, soldQuantity: null })}
        />
        {onRemove && (
          <button class="button button-quiet" type="button" onClick={onRemove}>
            {text.removeLine}
          </button>
        )}
      </div>
      {row && <LineFigures {...props} row={row} />}
    </fieldset>
  );
}

function LineFigures({ line, row, problem, onChange }: SaleLineFieldsProps & { row: StockRow }) {
  const text = useSalesText();
  const words = useListText();
  const { language } = useLanguage();
  const lost = (line.takenQuantity ?? 0) - soldOf(line);
  const amount = (value: number): string => formatQuantity(value, row.unit, language);
  const takenError =
    problem === "over" ? text.takenOver : problem === "taken" ? text.takenMissing : undefined;
  return (
    <>
      <div class="form-grid">
        <QuantityField
          id={`sale-taken-${line.id}`}
          label={text.taken}
          rule={text.takenRule(amount(row.inStock))}
          unit={row.unit}
          value={line.takenQuantity}
          error={takenError}
          onChange={(takenQuantity) => onChange({ takenQuantity })}
        />
        <QuantityField
          id={`sale-sold-${line.id}`}
          label={text.weighed}
          unit={row.unit}
          value={line.soldQuantity ?? line.takenQuantity}
          onChange={(soldQuantity) => onChange({ soldQuantity })}
        />
        <AmountField
          id={`sale-price-${line.id}`}
          label={text.price(words.unit[row.unit])}
          max={PRICE_MAX}
          value={line.rupiahPerUnit}
          error={problem === "price" ? text.priceMissing : undefined}
          onChange={(rupiahPerUnit) => onChange({ rupiahPerUnit })}
        />
      </div>
      <p class="sale-line-sum">
        <span>
          {text.lineWorth} <strong>{formatRupiah(worthOf(line, row))}</strong>
        </span>
        {lost > 0 && <span class="badge badge-warn">{text.shrinkage(amount(lost))}</span>}
        {lost < 0 && <span class="badge badge-good">{text.gain(amount(-lost))}</span>}
      </p>
    </>
  );
}
