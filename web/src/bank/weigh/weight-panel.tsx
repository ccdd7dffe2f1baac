import type { Evidence } from "@resik/contract/bank/command";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { ItemRule } from "@resik/contract/bank/rule-schema";
import { useEffect, useRef, useState } from "preact/hooks";
import { QuantityField } from "../../controls/quantity-field.tsx";
import { SegmentField, SelectField } from "../../controls/select-field.tsx";
import { formatRupiah } from "../../format/number.ts";
import { formatQuantity } from "../../format/quantity.ts";
import { Icon } from "../../shell/icon.tsx";
import { useWide } from "../../shell/use-wide.ts";
import type { Language } from "../../text/catalogue.ts";
import { useLanguage } from "../../text/language-context.tsx";
import type { DeskScale } from "../desk/desk.ts";
import { valueDeposit, type Terms } from "./deposit-value.ts";
import type { DraftLine } from "./draft.ts";
import { LiveWeight } from "./live-weight.tsx";
import { evidenceOf, type ScaleState } from "./scale-state.ts";
import { useWeighText, type WeighText } from "./text/use-weigh-text.ts";

export const WEIGH_WAYS = ["scale", "hand"] as const;
export type WeighWay = (typeof WEIGH_WAYS)[number];

/** The scale in use, and what it shows. */
export interface ScaleInUse {
  way: WeighWay;
  onWay: (way: WeighWay) => void;
  scales: readonly DeskScale[];
  device: string | null;
  onDevice: (device: string) => void;
  state: ScaleState;
  /** Whether the reading on the scale is on a line already, of this deposit or another. */
  isUsed: boolean;
}

interface WeightPanelProps {
  item: ItemRule;
  usualGrade: string;
  rules: RuleBook;
  terms: Terms;
  atMs: number;
  scale: ScaleInUse;
  onAdd: (line: Omit<DraftLine, "id">) => void;
  onBack: () => void;
}

/** One line: grade, weight from the scale or typed, and what it is worth at once. */
export function WeightPanel(props: WeightPanelProps) {
  const { item, usualGrade, scale, atMs, onBack } = props;
  const text = useWeighText();
  const { language } = useLanguage();
  const [grade, setGrade] = useState(usualGrade);
  const [typed, setTyped] = useState<number | null>(null);
  const [isMissing, setMissing] = useState(false);
  const isWide = useWide();
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: isWide ? "nearest" : "start" });
  }, []);

  const byScale = item.unit === "kg" && scale.scales.length > 0 && scale.way === "scale";
  const weighed = weigh(props, grade, byScale ? "scale" : typed);
  const { quantity, grossRupiah, hasNoPrice } = weighed;
  const isReady = quantity !== null && !hasNoPrice;
  const add = (): void => {
    setMissing(quantity === null);
    if (isReady) props.onAdd({ item: item.item, grade, quantity, evidence: weighed.evidence });
  };

  return (
    <section class="weight-panel panel" ref={panel} aria-labelledby="weight-title">
      <div class="weight-head">
        <h2 id="weight-title" ref={heading} tabIndex={-1}>
          {item.name}
        </h2>
        <button class="button button-quiet button-small" type="button" onClick={onBack}>
          <Icon name="back" />
          {text.item.back}
        </button>
      </div>
      <WeightChoices item={item} grade={grade} onGrade={setGrade} scale={scale} />
      <form
        class="weight-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        {byScale ? (
          <LiveWeight scale={scale.state} isUsed={scale.isUsed} nowMs={atMs} />
        ) : (
          <QuantityField
            id="quantity"
            label={text.weight[item.unit]}
            unit={item.unit}
            value={typed}
            error={isMissing && quantity === null ? text.weight.missing : undefined}
            onChange={setTyped}
          />
        )}
        <p class="weight-amount" aria-live="polite">
          {grossRupiah !== null && formatRupiah(grossRupiah)}
        </p>
        {hasNoPrice && <p class="field-error">{text.line.problem["no-price"]}</p>}
        <button class="button" type="submit" aria-disabled={!isReady}>
          {addText(weighed, item, text, language)}
        </button>
      </form>
    </section>
  );
}

interface Weighed {
  /** Null until there is something that counts. */
  quantity: number | null;
  evidence: Evidence | null;
  /** Null also where the price is known at the harvest only. */
  grossRupiah: number | null;
  hasNoPrice: boolean;
}

/** What the scale or the hand says at this moment, and what it is worth. */
function weigh(props: WeightPanelProps, grade: string, from: "scale" | number | null): Weighed {
  const { item, rules, terms, atMs, scale } = props;
  const reading = from === "scale" && !scale.isUsed ? scale.state.reading : null;
  const said = from === "scale" ? (reading?.massG ?? null) : from;
  const quantity = said !== null && said > 0 ? said : null;
  const line = { item: item.item, grade, quantity: quantity ?? 1 };
  const valued = valueDeposit(rules, terms, [line], atMs);
  return {
    quantity,
    evidence: reading === null ? null : evidenceOf(reading),
    grossRupiah: quantity === null ? null : valued.grossRupiah,
    hasNoPrice: valued.lines[0]?.problem === "no-price",
  };
}

function addText(weighed: Weighed, item: ItemRule, text: WeighText, language: Language): string {
  const { quantity, grossRupiah } = weighed;
  if (quantity === null) return text.weight.add;
  const amount = formatQuantity(quantity, item.unit, language);
  return grossRupiah === null
    ? text.weight.addWeight(amount)
    : text.weight.addWith(amount, formatRupiah(grossRupiah));
}

interface WeightChoicesProps {
  item: ItemRule;
  grade: string;
  onGrade: (grade: string) => void;
  scale: ScaleInUse;
}

/** Grade, scale or hand, and which scale; only where there is a choice. */
function WeightChoices({ item, grade, onGrade, scale }: WeightChoicesProps) {
  const text = useWeighText();
  const canUseScale = item.unit === "kg" && scale.scales.length > 0;
  return (
    <>
      {item.grades.length > 1 && (
        <SegmentField
          id="grade"
          label={text.item.grade}
          value={grade}
          choices={item.grades.map((value) => ({ value: String(value), label: value }))}
          onChange={onGrade}
        />
      )}
      {canUseScale && (
        <SegmentField
          id="way"
          label={text.weight.way}
          value={scale.way}
          choices={[
            { value: "scale", label: text.weight.byScale },
            { value: "hand", label: text.weight.byHand },
          ]}
          onChange={scale.onWay}
        />
      )}
      {canUseScale && scale.way === "scale" && scale.scales.length > 1 && (
        <SelectField
          id="scale"
          label={text.weight.scale}
          value={scale.device ?? ""}
          choices={scale.scales.map(({ device, name }) => ({ value: device, label: name }))}
          onChange={scale.onDevice}
        />
      )}
    </>
  );
}
