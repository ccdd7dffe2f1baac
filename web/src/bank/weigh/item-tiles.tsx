import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { ItemRule } from "@resik/contract/bank/rule-schema";
import { useMemo } from "preact/hooks";
import { formatNumber, formatRupiah } from "../../format/number.ts";
import { unitWord } from "../../format/quantity.ts";
import { useLanguage } from "../../text/language-context.tsx";
import { priceOf, type Terms } from "./deposit-value.ts";
import { itemGroups } from "./item-groups.ts";
import { useWeighText, type WeighText } from "./text/use-weigh-text.ts";

interface ItemTilesProps {
  rules: RuleBook;
  terms: Terms;
  itemsByUse: readonly string[];
  atMs: number;
  onPick: (item: ItemRule) => void;
}

/** What the bank takes, as big tiles: the most used first, then by group. */
export function ItemTiles({ rules, terms, itemsByUse, atMs, onPick }: ItemTilesProps) {
  const text = useWeighText();
  const { language } = useLanguage();
  const groups = useMemo(() => itemGroups(rules, itemsByUse, atMs), [rules, itemsByUse, atMs]);
  return (
    <section class="weigh-tiles" aria-labelledby="weigh-tiles-title">
      <h2 id="weigh-tiles-title">{text.item.title}</h2>
      {groups.map(({ group, items }) => (
        <div class="weigh-group" key={group}>
          <h3>{group === "often" ? text.item.often : text.group[group]}</h3>
          <ul class="weigh-tile-list">
            {items.map((item) => (
              <li key={item.item}>
                <button class="weigh-tile" type="button" onClick={() => onPick(item)}>
                  <span class="weigh-tile-name">{item.name}</span>
                  <span class="weigh-tile-price">
                    {priceText(prices(rules, terms, item, atMs), terms, text)}
                    {hasPrice(rules, terms, item, atMs) && `/${unitWord(item.unit, language)}`}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

const prices = (rules: RuleBook, terms: Terms, item: ItemRule, atMs: number): number[] =>
  item.grades.flatMap(
    (grade) => priceOf(rules, terms, { item: item.item, grade }, atMs)?.rupiahPerUnit ?? [],
  );

const hasPrice = (rules: RuleBook, terms: Terms, item: ItemRule, atMs: number): boolean =>
  !terms.isAtHarvest && prices(rules, terms, item, atMs).length > 0;

function priceText(prices: readonly number[], terms: Terms, text: WeighText): string {
  if (terms.isAtHarvest) return text.item.atHarvest;
  if (prices.length === 0) return text.item.noPrice;
  const lowest = Math.min(...prices);
  const highest = Math.max(...prices);
  return lowest === highest
    ? formatRupiah(lowest)
    : `${formatRupiah(lowest)}–${formatNumber(highest)}`;
}
