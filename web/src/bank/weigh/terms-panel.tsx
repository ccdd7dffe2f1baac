import { DELIVERIES } from "@resik/contract/bank/rule";
import type { ProductRule } from "@resik/contract/bank/rule-schema";
import { SegmentField, SelectField } from "../../controls/select-field.tsx";
import type { Desk } from "../desk/desk.ts";
import type { Akad, Draft } from "./draft.ts";
import { useWeighText, type WeighText } from "./text/use-weigh-text.ts";

interface TermsPanelProps {
  draft: Draft;
  desk: Desk;
  products: readonly ProductRule[];
  isOnline: boolean;
  /** The bank's share leaves no choice but the harvest. */
  mustWaitForHarvest: boolean;
  onChange: (change: (draft: Draft) => Draft) => void;
}

/** What becomes of the money, and how the waste came; the usual answers are chosen already. */
export function TermsPanel(props: TermsPanelProps) {
  const { draft, desk, products, isOnline, mustWaitForHarvest, onChange } = props;
  const text = useWeighText();
  const change = (part: Partial<Draft>): void => onChange((before) => ({ ...before, ...part }));
  const akads: Akad[] =
    draft.member === null ? ["cash", "donation"] : ["saved", "cash", "donation"];
  const cashNote = cashNoteOf(draft, { desk, isOnline, mustWaitForHarvest }, text);
  return (
    <details class="terms panel">
      <summary>
        <span class="visually-hidden">{text.terms.title}: </span>
        {summaryOf(draft, products, text)}
      </summary>
      <div class="terms-fields">
        <SegmentField
          id="akad"
          label={text.terms.akad}
          value={draft.akad}
          choices={akads.map((value) => ({ value, label: text.akad[value] }))}
          onChange={(akad) => change({ akad })}
        />
        {draft.akad === "saved" && products.length > 1 && (
          <SelectField
            id="product"
            label={text.terms.product}
            value={draft.product}
            choices={products.map(({ product, name }) => ({ value: product, label: name }))}
            onChange={(product) => change({ product })}
          />
        )}
        {draft.akad === "donation" && (
          <SelectField
            id="fund"
            label={text.terms.fund}
            value={draft.fund}
            choices={[
              { value: "", label: text.terms.chooseFund },
              ...desk.funds.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(fund) => change({ fund })}
          />
        )}
        <SegmentField
          id="delivery"
          label={text.terms.delivery}
          value={draft.delivery}
          choices={DELIVERIES.map((value) => ({ value, label: text.delivery[value] }))}
          onChange={(delivery) => change({ delivery })}
        />
        {draft.akad !== "cash" && (
          <label class="terms-harvest">
            <input
              type="checkbox"
              checked={mustWaitForHarvest || draft.isAtHarvest}
              disabled={mustWaitForHarvest}
              onChange={(event) => change({ isAtHarvest: event.currentTarget.checked })}
            />
            <span>{text.terms.harvest}</span>
          </label>
        )}
        {mustWaitForHarvest && <p class="field-rule">{text.terms.harvestMust}</p>}
        {cashNote !== null && (
          <p class="field-error" role="alert">
            {cashNote}
          </p>
        )}
      </div>
    </details>
  );
}

function summaryOf(draft: Draft, products: readonly ProductRule[], text: WeighText): string {
  const product = products.find(({ product }) => product === draft.product)?.name;
  const first = draft.akad === "saved" ? (product ?? text.akad.saved) : text.akad[draft.akad];
  const parts = [first, text.delivery[draft.delivery]];
  if (draft.isAtHarvest) parts.push(text.item.atHarvest);
  return parts.join(" · ");
}

/** Why cash cannot be paid now; null when it can, or is not asked for. */
function cashNoteOf(
  draft: Draft,
  now: { desk: Desk; isOnline: boolean; mustWaitForHarvest: boolean },
  text: WeighText,
): string | null {
  if (draft.akad !== "cash") return null;
  if (now.mustWaitForHarvest) return text.terms.cashHarvest;
  if (!now.isOnline) return text.terms.cashOffline;
  return now.desk.openDay === null ? text.terms.cashClosed : null;
}
