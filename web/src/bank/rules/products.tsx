import type { ProductId } from "@resik/contract/bank/ids";
import { TERM_DAYS_MAX } from "@resik/contract/bank/limits";
import { rupiah } from "@resik/contract/bank/money";
import type { ProductRule, SettingsRule } from "@resik/contract/bank/rule-schema";
import { useState } from "preact/hooks";
import { AmountField } from "../../controls/amount-field.tsx";
import { CheckField } from "../../controls/check-field.tsx";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { formatRupiah } from "../../format/number.ts";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { useRulesNow, type BankRules } from "../use-rules.ts";
import { newCode } from "./rule-draft.ts";
import { useRulesText } from "./rules-text.ts";
import { usePublish } from "./use-publish.ts";

interface ProductsProps {
  rules: BankRules;
  onChanged: () => void;
}

/** Kinds of savings, with what may be taken out and when. */
export function Products({ rules, onChanged }: ProductsProps) {
  const text = useRulesText();
  const { isTreasurer } = useBank();
  const [open, setOpen] = useState<"new" | ProductRule | null>(null);
  const noteOf = (rule: ProductRule): string =>
    text.productNote(
      formatRupiah(rule.minimumRupiah),
      formatRupiah(rule.remainingRupiah),
      rule.termDays,
    );
  return (
    <Section
      title={text.products}
      isFlush
      action={
        isTreasurer && (
          <button class="button button-quiet" type="button" onClick={() => setOpen("new")}>
            {text.addProduct}
          </button>
        )
      }
    >
      <ul class="rows">
        {rules.products.map((rule) => (
          <li class="row-link" key={rule.product}>
            <span class="row-main">
              <span class="row-name">
                {rule.name} {!rule.isActive && <span class="badge">{text.inactive}</span>}
              </span>
              <span class="row-note">{noteOf(rule)}</span>
            </span>
            {isTreasurer && (
              <button class="link-button" type="button" onClick={() => setOpen(rule)}>
                {text.productEdit}
                <span class="visually-hidden"> {rule.name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {open !== null && (
        <ProductDialog
          product={open === "new" ? null : open}
          known={rules.products.map(({ product }) => product)}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null);
            onChanged();
          }}
        />
      )}
    </Section>
  );
}

interface ProductDialogProps {
  product: ProductRule | null;
  known: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

function ProductDialog({ product, known, onClose, onDone }: ProductDialogProps) {
  const text = useRulesText();
  const [name, setName] = useState(product?.name ?? "");
  const [minimum, setMinimum] = useState<number | null>(product?.minimumRupiah ?? 0);
  const [remaining, setRemaining] = useState<number | null>(product?.remainingRupiah ?? 0);
  const [days, setDays] = useState(String(product?.termDays ?? 0));
  const [isActive, setActive] = useState(product?.isActive ?? true);
  const [isTried, setTried] = useState(false);
  const publishing = usePublish();
  const submit = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === "") return;
    const rule: ProductRule = {
      type: "product",
      // Made to the contract's form just here.
      product: product?.product ?? (newCode(name, known) as ProductId),
      name: name.trim(),
      minimumRupiah: rupiah(minimum ?? 0),
      remainingRupiah: rupiah(remaining ?? 0),
      termDays: Math.min(Number(days.replace(/\D/g, "").slice(0, 5) || "0"), TERM_DAYS_MAX),
      isActive,
    };
    if (await publishing.publish(rule, null, false)) onDone();
  };
  return (
    <FormDialog
      id="product"
      title={text.productTitle}
      submitLabel={text.save}
      post={publishing}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        id="product-name"
        label={text.name}
        value={name}
        error={isTried && name.trim() === "" ? text.required : undefined}
        onInput={setName}
      />
      <AmountField
        id="product-minimum"
        label={text.minimum}
        value={minimum}
        onChange={setMinimum}
      />
      <AmountField
        id="product-remaining"
        label={text.remaining}
        value={remaining}
        onChange={setRemaining}
      />
      <TextField
        id="product-term"
        label={text.term}
        rule={text.termRule}
        type="tel"
        maxLength={5}
        value={days}
        onInput={setDays}
      />
      <CheckField label={text.isActive} isOn={isActive} onChange={setActive} />
    </FormDialog>
  );
}

/** Up to where one person's approval is enough. */
export function Settings({ rules, onChanged }: ProductsProps) {
  const text = useRulesText();
  const nowMs = useRulesNow(rules);
  const { isTreasurer } = useBank();
  const limit = rules.book.approvalLimitAt(nowMs);
  const [typed, setTyped] = useState<number | null>(limit);
  const [isOpen, setOpen] = useState(false);
  const publishing = usePublish();
  const submit = async (): Promise<void> => {
    const rule: SettingsRule = { type: "settings", approvalLimitRupiah: rupiah(typed ?? 0) };
    if (!(await publishing.publish(rule, null, false))) return;
    setOpen(false);
    onChanged();
  };
  return (
    <Section
      title={text.settings}
      note={text.settingsText(formatRupiah(limit))}
      action={
        isTreasurer && (
          <button class="button button-quiet" type="button" onClick={() => setOpen(true)}>
            {text.editSettings}
          </button>
        )
      }
    >
      {isOpen && (
        <FormDialog
          id="settings"
          title={text.settings}
          submitLabel={text.publish}
          post={publishing}
          onSubmit={() => void submit()}
          onClose={() => setOpen(false)}
        >
          <AmountField id="settings-limit" label={text.limit} value={typed} onChange={setTyped} />
        </FormDialog>
      )}
    </Section>
  );
}
