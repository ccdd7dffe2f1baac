import type { Grade } from "@resik/contract/bank/ids";
import { subjectOf, type Hop, type Payout } from "@resik/contract/bank/rule";
import type { ItemRule } from "@resik/contract/bank/rule-schema";
import { useState } from "preact/hooks";
import { DataTable, type Column } from "../../controls/data-table.tsx";
import { useToast } from "../../controls/toast.tsx";
import { formatRupiah } from "../../format/number.ts";
import { unitWord } from "../../format/quantity.ts";
import { formatMoment } from "../../format/time.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { useBank } from "../bank-context.ts";
import { useListText } from "../list-text.ts";
import { useRulesNow, type BankRules } from "../use-rules.ts";
import { ItemDialog } from "./item-dialog.tsx";
import { PriceDialog } from "./price-dialog.tsx";
import { PriceHistory } from "./price-history.tsx";
import "../history/history.css";
import { useRulesText } from "./rules-text.ts";

interface Row {
  item: ItemRule;
  grade: Grade;
}

type Open = { kind: "price" | "item" | "history"; row: Row };

interface PriceTableProps {
  rules: BankRules;
  onChanged: () => void;
}

/** Every grade of every item with what members get and what collectors pay. */
export function PriceTable({ rules, onChanged }: PriceTableProps) {
  const text = useRulesText();
  const words = useListText();
  const say = useToast();
  const { language } = useLanguage();
  const [open, setOpen] = useState<Open | null>(null);
  const rows = rules.items.flatMap((item) => item.grades.map((grade) => ({ item, grade })));
  const columns = useColumns(rules, setOpen);
  const done = (validFrom: string | null): void => {
    setOpen(null);
    say(
      validFrom === null
        ? text.published
        : text.publishedLater(formatMoment(Date.parse(validFrom), language)),
    );
    onChanged();
  };
  const close = (): void => setOpen(null);
  const listsOf = ({ item, grade }: Row) =>
    rules.inForce.flatMap(({ rule }) => {
      if (rule.type !== "price" || rule.item !== item.item || rule.grade !== grade) return [];
      const { hop, payout, delivery } = rule;
      const label = [
        words.hop[hop],
        words.payout[payout ?? "any"],
        words.delivery[delivery ?? "any"],
      ];
      return [{ subject: subjectOf(rule), label: label.join(" · ") }];
    });
  return (
    <>
      <DataTable
        caption={text.prices}
        columns={columns}
        rows={rows}
        keyOf={({ item, grade }) => `${item.item}.${grade}`}
      />
      {open?.kind === "price" && (
        <PriceDialog {...open.row} rules={rules} onClose={close} onDone={done} />
      )}
      {open?.kind === "item" && (
        <ItemDialog
          item={open.row.item}
          known={rules.items.map(({ item }) => item)}
          onClose={close}
          onDone={() => done(null)}
        />
      )}
      {open?.kind === "history" && (
        <PriceHistory name={open.row.item.name} lists={listsOf(open.row)} onClose={close} />
      )}
    </>
  );
}

function useColumns(rules: BankRules, onOpen: (open: Open) => void): Column<Row>[] {
  const text = useRulesText();
  const words = useListText();
  const { language } = useLanguage();
  const nowMs = useRulesNow(rules);
  const priceOf = ({ item, grade }: Row, hop: Hop, payout: Payout) => {
    const question = { item: item.item, grade, hop, payout, delivery: "dropped-off" } as const;
    return rules.book.priceAt(question, nowMs)?.rupiahPerUnit ?? null;
  };
  const show = (row: Row, hop: Hop, payout: Payout) => {
    const price = priceOf(row, hop, payout);
    if (price !== null) return formatRupiah(price);
    return hop === "member" && row.item.isActive ? (
      <span class="badge badge-warn">{text.noPrice}</span>
    ) : null;
  };
  return [
    {
      id: "item",
      label: text.item,
      isTitle: true,
      show: (row) => (
        <span>
          {row.item.name}
          {row.item.grades.length > 1 && ` · ${words.grade(row.grade)}`}{" "}
          {!row.item.isActive && <span class="badge">{text.inactive}</span>}
          <span class="row-note">
            {words.group[row.item.reportGroup]} · {unitWord(row.item.unit, language)}
          </span>
        </span>
      ),
    },
    {
      id: "saved",
      label: text.saved,
      isNumeric: true,
      show: (row) => show(row, "member", "saved"),
    },
    { id: "cash", label: text.cash, isNumeric: true, show: (row) => show(row, "member", "cash") },
    {
      id: "collector",
      label: text.collector,
      isNumeric: true,
      show: (row) => show(row, "collector", "cash"),
    },
    {
      id: "act",
      label: "",
      show: (row) => <RowActs row={row} onOpen={onOpen} />,
    },
  ];
}

function RowActs({ row, onOpen }: { row: Row; onOpen: (open: Open) => void }) {
  const text = useRulesText();
  const { isTreasurer } = useBank();
  const acts = [
    { kind: "price", label: text.change, isForAll: false },
    { kind: "item", label: text.editItem, isForAll: false },
    { kind: "history", label: text.history, isForAll: true },
  ] as const;
  return (
    <span class="transfer-acts screen-only">
      {acts
        .filter(({ isForAll }) => isForAll || isTreasurer)
        .map(({ kind, label }) => (
          <button
            class="link-button"
            type="button"
            key={kind}
            onClick={() => onOpen({ kind, row })}
          >
            {label}
            <span class="visually-hidden"> {row.item.name}</span>
          </button>
        ))}
    </span>
  );
}
