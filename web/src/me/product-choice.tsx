import { SegmentField, SelectField } from "../controls/select-field.tsx";
import type { MyAccount } from "./edge/parse-account.ts";
import { useMeText } from "./text/use-me-text.ts";

/** From here on a row of buttons would not fit on a phone. */
const SEGMENTS_MAX = 2;

interface ProductChoiceProps {
  account: MyAccount;
  value: string;
  onChange: (product: string) => void;
}

/** Which savings it is about; nothing to choose for who has only one kind. */
export function ProductChoice({ account, value, onChange }: ProductChoiceProps) {
  const me = useMeText();
  if (account.balances.length < 2) return null;
  const choices = account.balances.map(({ product, name }) => ({ value: product, label: name }));
  const Field = choices.length > SEGMENTS_MAX ? SelectField : SegmentField;
  return (
    <Field id="product" label={me.product} value={value} choices={choices} onChange={onChange} />
  );
}

/** The savings that a page begins with: those with most in them. */
export function firstProduct({ balances }: MyAccount): string {
  let first = balances[0];
  for (const balance of balances) {
    if (first && balance.savingsRupiah > first.savingsRupiah) first = balance;
  }
  return first?.product ?? "";
}
