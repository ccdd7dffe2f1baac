import { PRICE_MAX } from "@resik/contract/bank/limits";
import { useRef, useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { CheckField } from "../../controls/check-field.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { usePost } from "../../controls/use-post.ts";
import { formatRupiah } from "../../format/number.ts";
import { useBank } from "../bank-context.ts";
import { parsePosted } from "../edge/parse-transfers.ts";
import { useListText } from "../list-text.ts";
import { useRulesText } from "./rules-text.ts";
import { STARTER_ITEMS, starterRules, type StarterItem } from "./starter-list.ts";

interface StarterDialogProps {
  /** Items the bank has already are not offered again. */
  known: readonly string[];
  hasProduct: boolean;
  onClose: () => void;
  onDone: (items: number) => void;
}

const keyOf = ({ item, grade }: StarterItem): string => `${item}.${grade}`;

/** Lets a new bank begin in a minute: usual items, with prices that the treasurer settles. */
export function StarterDialog({ known, hasProduct, onClose, onDone }: StarterDialogProps) {
  const text = useRulesText();
  const { api } = useBank();
  const offered = STARTER_ITEMS.filter(({ item }) => !known.includes(item));
  const [prices, setPrices] = useState<Readonly<Record<string, number | null>>>(
    Object.fromEntries(offered.map((row) => [keyOf(row), row.suggested])),
  );
  const [done, setDone] = useState<number | null>(null);
  const post = usePost(parsePosted);
  /** What is in the book already: after a failure the rest goes on from there. */
  const published = useRef(new Set<string>());
  const chosen = offered.flatMap((row) => {
    const rupiahPerUnit = prices[keyOf(row)] ?? null;
    return rupiahPerUnit === null ? [] : [{ ...row, rupiahPerUnit }];
  });
  const rules = starterRules(chosen, hasProduct ? null : text.starterProduct);
  const items = new Set(chosen.map(({ item }) => item)).size;
  const publish = async (): Promise<void> => {
    if (done !== null || items === 0) return;
    for (const [index, rule] of rules.entries()) {
      const likeness = JSON.stringify(rule);
      if (published.current.has(likeness)) continue;
      setDone(index);
      const body = { rule, validFrom: null, isOutlierConfirmed: false };
      const answer = await post.send(api("rules"), body);
      if (!answer?.ok) {
        setDone(null);
        return;
      }
      published.current.add(likeness);
    }
    onDone(items);
  };
  return (
    <FormDialog
      id="starter"
      title={text.starterTitle}
      submitLabel={text.starterPublish(items)}
      post={{ isSending: done !== null, failure: post.failure }}
      onSubmit={() => void publish()}
      onClose={onClose}
    >
      <p>{text.starterText}</p>
      <ul class="stack-close">
        {offered.map((row) => (
          <StarterRow
            key={keyOf(row)}
            row={row}
            price={prices[keyOf(row)] ?? null}
            onChange={(price) => setPrices({ ...prices, [keyOf(row)]: price })}
          />
        ))}
      </ul>
      {done !== null && <p role="status">{text.starterDoing(done, rules.length)}</p>}
    </FormDialog>
  );
}

interface StarterRowProps {
  row: StarterItem;
  /** Null: not taken. */
  price: number | null;
  onChange: (price: number | null) => void;
}

function StarterRow({ row, price, onChange }: StarterRowProps) {
  const text = useRulesText();
  const words = useListText();
  const name = row.grade === "standard" ? row.name : `${row.name} · ${words.grade(row.grade)}`;
  return (
    <li>
      <CheckField
        label={name}
        isOn={price !== null}
        onChange={(isOn) => onChange(isOn ? row.suggested : null)}
      />
      {price !== null && (
        <AmountField
          id={`starter-${keyOf(row)}`}
          label={`${name}: ${text.price(words.unit[row.unit])}`}
          rule={text.starterRange(formatRupiah(row.low), formatRupiah(row.high))}
          max={PRICE_MAX}
          value={price}
          onChange={(amount) => onChange(amount ?? 0)}
        />
      )}
    </li>
  );
}
