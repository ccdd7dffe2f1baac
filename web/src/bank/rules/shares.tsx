import type { ProductId } from "@resik/contract/bank/ids";
import { DELIVERIES, type Delivery } from "@resik/contract/bank/rule";
import type { ShareModel, ShareRule } from "@resik/contract/bank/rule-schema";
import { useState } from "preact/hooks";
import { FormDialog } from "../../controls/form-dialog.tsx";
import { SelectField } from "../../controls/select-field.tsx";
import { TextField } from "../../controls/text-field.tsx";
import { useBank } from "../bank-context.ts";
import { Section } from "../desk-frame/page-parts.tsx";
import { useListText } from "../list-text.ts";
import type { BankRules } from "../use-rules.ts";
import { readPercent, writePercent } from "./rule-draft.ts";
import { useRulesText } from "./rules-text.ts";
import { usePublish } from "./use-publish.ts";

interface SharesProps {
  rules: BankRules;
  onChanged: () => void;
}

const percentOf = (model: ShareModel): string =>
  "ratio" in model ? ` ${writePercent(model.ratio)}%` : "";

/** What the bank keeps, by savings and by way of delivery. */
export function Shares({ rules, onChanged }: SharesProps) {
  const text = useRulesText();
  const words = useListText();
  const { isTreasurer } = useBank();
  const [isOpen, setOpen] = useState(false);
  const shares = rules.inForce.flatMap(({ seq, rule }) =>
    rule.type === "share" ? [{ seq, rule }] : [],
  );
  return (
    <Section
      title={text.shares}
      note={text.sharesText}
      isFlush
      action={
        isTreasurer && (
          <button class="button button-quiet" type="button" onClick={() => setOpen(true)}>
            {text.addShare}
          </button>
        )
      }
    >
      {shares.length === 0 ? (
        <p class="section-note">{text.shareNone}</p>
      ) : (
        <ul class="rows">
          {shares.map(({ seq, rule }) => (
            <li class="row-link" key={seq}>
              <span class="row-main">
                <span class="row-name">
                  {words.share[rule.model.kind]}
                  {percentOf(rule.model)}
                </span>
                <span class="row-note">
                  {rule.product === null ? text.everyProduct : rules.nameOfProduct(rule.product)}
                  {" · "}
                  {words.delivery[rule.delivery ?? "any"]}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {isOpen && (
        <ShareDialog
          rules={rules}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onChanged();
          }}
        />
      )}
    </Section>
  );
}

const KIND_HAS_RATIO: Record<ShareModel["kind"], boolean> = {
  none: false,
  "at-deposit": true,
  "of-sale": true,
  "at-withdrawal": true,
  margin: false,
  "held-until-sold": false,
};
// The keys of the record above are exactly the kinds.
const KINDS = Object.keys(KIND_HAS_RATIO) as ShareModel["kind"][];

function modelOf(kind: ShareModel["kind"], percent: string): ShareModel | null {
  switch (kind) {
    case "none":
    case "margin":
    case "held-until-sold":
      return { kind };
    case "at-deposit":
    case "of-sale":
    case "at-withdrawal": {
      const ratio = readPercent(percent);
      return ratio === null ? null : { kind, ratio };
    }
  }
}

interface ShareDialogProps {
  rules: BankRules;
  onClose: () => void;
  onDone: () => void;
}

function ShareDialog({ rules, onClose, onDone }: ShareDialogProps) {
  const text = useRulesText();
  const words = useListText();
  const [product, setProduct] = useState("");
  const [delivery, setDelivery] = useState<Delivery | "any">("any");
  const [kind, setKind] = useState<ShareModel["kind"]>("at-deposit");
  const [percent, setPercent] = useState("");
  const [isTried, setTried] = useState(false);
  const publishing = usePublish();
  const model = modelOf(kind, percent);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (model === null) return;
    const rule: ShareRule = {
      type: "share",
      // One of the products just listed.
      product: product === "" ? null : (product as ProductId),
      delivery: delivery === "any" ? null : delivery,
      model,
    };
    if (await publishing.publish(rule, null, false)) onDone();
  };
  return (
    <FormDialog
      id="share"
      title={text.addShare}
      submitLabel={text.publish}
      post={publishing}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <SelectField
        id="share-kind"
        label={text.shareModel}
        value={kind}
        choices={KINDS.map((entry) => ({ value: entry, label: words.share[entry] }))}
        onChange={setKind}
      />
      {KIND_HAS_RATIO[kind] && (
        <TextField
          id="share-percent"
          label={text.percent}
          maxLength={6}
          value={percent}
          error={isTried && model === null ? text.percentWrong : undefined}
          onInput={setPercent}
        />
      )}
      <SelectField
        id="share-product"
        label={text.shareFor}
        value={product}
        choices={[
          { value: "", label: text.everyProduct },
          ...rules.products.map((rule) => ({ value: rule.product as string, label: rule.name })),
        ]}
        onChange={setProduct}
      />
      <SelectField
        id="share-delivery"
        label={text.delivery}
        value={delivery}
        choices={(["any", ...DELIVERIES] as const).map((entry) => ({
          value: entry,
          label: words.delivery[entry],
        }))}
        onChange={setDelivery}
      />
    </FormDialog>
  );
}
