import type { Grade } from "@resik/contract/bank/ids";
import { PRICE_MAX } from "@resik/contract/bank/limits";
import { rupiah } from "@resik/contract/bank/money";
import type { PriceOutlier } from "@resik/contract/bank/price-outlier";
import {
  DELIVERIES,
  HOPS,
  PAYOUTS,
  type Delivery,
  type Hop,
  type Payout,
} from "@resik/contract/bank/rule";
import type { ItemRule, PriceRule } from "@resik/contract/bank/rule-schema";
import { useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { formatRupiah } from "../../format/number.ts";
import { useListText } from "../list-text.ts";
import { useRulesNow, type BankRules } from "../use-rules.ts";
import { readStart } from "./rule-draft.ts";
import { useRulesText } from "./rules-text.ts";
import { START_NOW, StartField } from "./start-field.tsx";
import { usePublish } from "./use-publish.ts";

interface PriceDialogProps {
  item: ItemRule;
  grade: Grade;
  rules: BankRules;
  onClose: () => void;
  onDone: (validFrom: string | null) => void;
}

interface List {
  hop: Hop;
  payout: Payout | "any";
  delivery: Delivery | "any";
}

/** The rule that ends the price of a grade on a list; with an amount it is a price. */
const endOf = ({ item }: ItemRule, grade: Grade, { hop, payout, delivery }: List): PriceRule => ({
  type: "price",
  item,
  grade,
  hop,
  payout: payout === "any" ? null : payout,
  delivery: delivery === "any" ? null : delivery,
  rupiahPerUnit: null,
});

/** A new price of one grade on one list, with a question where it looks like a slip. */
export function PriceDialog({ item, grade, rules, onClose, onDone }: PriceDialogProps) {
  const text = useRulesText();
  const words = useListText();
  const nowMs = useRulesNow(rules);
  const [list, setList] = useState<List>({ hop: "member", payout: "any", delivery: "any" });
  const [typed, setTyped] = useState<number | null | undefined>(undefined);
  const [start, setStart] = useState(START_NOW);
  const [isTried, setTried] = useState(false);
  const publishing = usePublish();
  const { outlier } = publishing;
  const rule = endOf(item, grade, list);
  const started = rules.book.versionsOf(rule).filter(({ validFromMs }) => validFromMs <= nowMs);
  const known = started[started.length - 1]?.rule;
  const current = known?.type === "price" ? known.rupiahPerUnit : null;
  const price = typed === undefined ? current : typed;
  const validFrom = readStart(start.isLater, start.typed, nowMs);
  const change = (part: Partial<List>): void => {
    setList({ ...list, ...part });
    setTyped(undefined);
    publishing.forgetOutlier();
  };
  const submit = async (): Promise<void> => {
    setTried(true);
    if (price === null || validFrom === undefined) return;
    const next = { ...rule, rupiahPerUnit: rupiah(price) };
    if (await publishing.publish(next, validFrom, outlier !== null)) onDone(validFrom);
  };
  const end = async (): Promise<void> => {
    if (validFrom === undefined) return setTried(true);
    if (await publishing.publish(rule, validFrom, false)) onDone(validFrom);
  };
  // Without the general list there would be no price at all; without a special one that counts.
  const isSpecial = list.payout !== "any" || list.delivery !== "any";
  const unit = words.unit[item.unit];
  return (
    <FormDialog
      id="price"
      title={text.priceTitle(
        item.grades.length > 1 ? `${item.name} · ${words.grade(grade)}` : item.name,
      )}
      submitLabel={outlier === null ? text.publish : text.outlierConfirm}
      post={outlier === null ? publishing : { ...publishing, failure: null }}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <ListFields list={list} onChange={change} />
      <AmountField
        id="price-amount"
        label={text.price(unit)}
        max={PRICE_MAX}
        value={price}
        error={isTried && price === null ? text.priceMissing : undefined}
        onChange={(amount) => {
          setTyped(amount);
          publishing.forgetOutlier();
        }}
      />
      <StartField value={start} hasError={isTried && validFrom === undefined} onChange={setStart} />
      {isSpecial && current !== null && (
        <button class="link-button" type="button" onClick={() => void end()}>
          {text.endPrice}
        </button>
      )}
      {outlier !== null && <OutlierQuestion outlier={outlier} />}
    </FormDialog>
  );
}

function OutlierQuestion({ outlier }: { outlier: PriceOutlier }) {
  const text = useRulesText();
  return (
    <div class="status-line status-line-warn" role="alert">
      <p>{text.outlierTitle}</p>
      <p>{text.outlier(formatRupiah(outlier.usualRupiah), formatRupiah(outlier.newRupiah))}</p>
    </div>
  );
}

function ListFields({ list, onChange }: { list: List; onChange: (part: Partial<List>) => void }) {
  const text = useRulesText();
  const words = useListText();
  return (
    <div class="form-grid">
      <SelectField
        id="price-hop"
        label={text.hop}
        value={list.hop}
        choices={HOPS.map((hop) => ({ value: hop, label: words.hop[hop] }))}
        onChange={(hop) => onChange({ hop })}
      />
      <SelectField
        id="price-payout"
        label={text.payout}
        value={list.payout}
        choices={(["any", ...PAYOUTS] as const).map((payout) => ({
          value: payout,
          label: words.payout[payout],
        }))}
        onChange={(payout) => onChange({ payout })}
      />
      <SelectField
        id="price-delivery"
        label={text.delivery}
        value={list.delivery}
        choices={(["any", ...DELIVERIES] as const).map((delivery) => ({
          value: delivery,
          label: words.delivery[delivery],
        }))}
        onChange={(delivery) => onChange({ delivery })}
      />
    </div>
  );
}
