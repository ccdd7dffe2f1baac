import { REPORT_GROUPS, type ReportGroup } from "@resik/contract/bank/rule";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { ItemRule } from "@resik/contract/bank/rule-schema";

/** Items that come most often stand before all groups, where there are many. */
const OFTEN_MAX = 6;
const MANY_ITEMS = 9;

export interface ItemGroup {
  group: ReportGroup | "often";
  items: ItemRule[];
}

/** The bank's items as they stand on the tiles: the most used first, then by group. */
export function itemGroups(
  rules: RuleBook,
  itemsByUse: readonly string[],
  atMs: number,
): ItemGroup[] {
  const items = rules
    .allAt(atMs)
    .flatMap(({ rule }) => (rule.type === "item" && rule.isActive ? [rule] : []));
  const placeOf = (rule: ItemRule): number => {
    const places = rule.grades.map((grade) => itemsByUse.indexOf(`${rule.item}.${grade}`));
    const used = places.filter((place) => place >= 0);
    return used.length === 0 ? itemsByUse.length : Math.min(...used);
  };
  const sorted = [...items].sort(
    (a, b) => placeOf(a) - placeOf(b) || a.name.localeCompare(b.name, "id"),
  );
  const often =
    sorted.length < MANY_ITEMS
      ? []
      : sorted.filter((rule) => placeOf(rule) < itemsByUse.length).slice(0, OFTEN_MAX);
  const rest = sorted.filter((rule) => !often.includes(rule));
  const groups: ItemGroup[] = [
    { group: "often", items: often },
    ...REPORT_GROUPS.map((group) => ({
      group,
      items: rest.filter((rule) => rule.reportGroup === group),
    })),
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** The grade that an item has most often; the first where nothing is known. */
export function usualGrade(rule: ItemRule, itemsByUse: readonly string[]): string {
  const used = itemsByUse.find((entry) =>
    rule.grades.some((grade) => entry === `${rule.item}.${grade}`),
  );
  return used?.slice(rule.item.length + 1) ?? rule.grades[0] ?? "";
}
