import { useState } from "preact/hooks";
import { LoadedView } from "../../controls/loaded.tsx";
import { useToast } from "../../controls/toast.tsx";
import { formatRupiah } from "../../format/number.ts";
import { formatMoment } from "../../format/time.ts";
import { Notice } from "../../shell/notice.tsx";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { PageHead, Section, TreasurerNote } from "../desk-frame/page-parts.tsx";
import { useListText } from "../list-text.ts";
import { useRules, type BankRules } from "../use-rules.ts";
import { ItemDialog } from "./item-dialog.tsx";
import { PriceTable } from "./price-table.tsx";
import { Products, Settings } from "./products.tsx";
import { useRulesText } from "./rules-text.ts";
import { Shares } from "./shares.tsx";
import { StarterDialog } from "./starter-dialog.tsx";
import { STARTER_ITEMS } from "./starter-list.ts";

/** What the bank takes, for how much, and by which rules. */
export function RulesPage() {
  const text = useRulesText();
  const { isTreasurer } = useBank();
  const rules = useRules();
  return (
    <>
      <PageHead title={text.title} lead={text.lead} />
      <div class="stack">
        {!isTreasurer && <TreasurerNote />}
        <LoadedView of={rules}>
          {(value) => (
            <>
              <Prices rules={value} onChanged={rules.refresh} />
              {value.upcoming.length > 0 && <Upcoming rules={value} />}
              <Shares rules={value} onChanged={rules.refresh} />
              <Products rules={value} onChanged={rules.refresh} />
              <Settings rules={value} onChanged={rules.refresh} />
            </>
          )}
        </LoadedView>
      </div>
    </>
  );
}

interface PricesProps {
  rules: BankRules;
  onChanged: () => void;
}

function Prices({ rules, onChanged }: PricesProps) {
  const text = useRulesText();
  const { isTreasurer } = useBank();
  const say = useToast();
  const [open, setOpen] = useState<"item" | "starter" | null>(null);
  const known = rules.items.map(({ item }) => item as string);
  const isOffered = STARTER_ITEMS.some(({ item }) => !known.includes(item));
  const done = (said: string): void => {
    setOpen(null);
    say(said);
    onChanged();
  };
  const starter = isTreasurer && isOffered && (
    <button class="button button-quiet" type="button" onClick={() => setOpen("starter")}>
      {text.starterOpen}
    </button>
  );
  return (
    <Section
      title={text.prices}
      isFlush
      action={
        isTreasurer && (
          <>
            {rules.items.length > 0 && starter}
            <button class="button button-quiet" type="button" onClick={() => setOpen("item")}>
              {text.addItem}
            </button>
          </>
        )
      }
    >
      {rules.items.length === 0 ? (
        <Notice icon="price" title={text.emptyTitle} text={text.emptyText}>
          {starter}
        </Notice>
      ) : (
        <PriceTable rules={rules} onChanged={onChanged} />
      )}
      {open === "item" && (
        <ItemDialog
          item={null}
          known={known}
          onClose={() => setOpen(null)}
          onDone={() => done(text.published)}
        />
      )}
      {open === "starter" && (
        <StarterDialog
          known={known}
          hasProduct={rules.products.length > 0}
          onClose={() => {
            setOpen(null);
            onChanged();
          }}
          onDone={(items) => done(text.starterDone(items))}
        />
      )}
    </Section>
  );
}

/** What was published for a time that has not come. */
function Upcoming({ rules }: { rules: BankRules }) {
  const text = useRulesText();
  const words = useListText();
  const { language } = useLanguage();
  const nameOf = (rule: BankRules["upcoming"][number]["rule"]): string => {
    switch (rule.type) {
      case "item":
        return rule.name;
      case "price": {
        const price = rule.rupiahPerUnit === null ? text.ended : formatRupiah(rule.rupiahPerUnit);
        return `${rules.nameOfItem(rule.item)} · ${words.grade(rule.grade)} · ${words.hop[rule.hop]}: ${price}`;
      }
      case "share":
        return `${text.shares}: ${words.share[rule.model.kind]}`;
      case "product":
        return `${text.products}: ${rule.name}`;
      case "settings":
        return `${text.settings}: ${formatRupiah(rule.approvalLimitRupiah)}`;
    }
  };
  return (
    <Section title={text.upcoming} isFlush>
      <ul class="rows">
        {rules.upcoming.map(({ seq, rule, validFromMs }) => (
          <li class="row-link" key={seq}>
            <span class="row-main">
              <span class="row-name">{nameOf(rule)}</span>
              <span class="row-note">{text.from(formatMoment(validFromMs, language))}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
