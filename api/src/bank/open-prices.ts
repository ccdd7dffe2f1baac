import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { OpenPrice } from "@resik/contract/http/bank/profile";
import { toInstant } from "../registry/device-row.ts";

/** What a member gets for each item at an instant, by every list that has a price. */
export function openPrices(book: RuleBook, atMs: number): OpenPrice[] {
  return book.allAt(atMs).flatMap(({ rule, validFromMs }) => {
    if (rule.type !== "price" || rule.hop !== "member" || rule.rupiahPerUnit === null) return [];
    const item = book.itemAt(rule.item, atMs);
    if (!item?.isActive || !item.grades.includes(rule.grade)) return [];
    return [
      {
        item: rule.item,
        name: item.name,
        grade: rule.grade,
        unit: item.unit,
        reportGroup: item.reportGroup,
        payout: rule.payout,
        delivery: rule.delivery,
        rupiahPerUnit: rule.rupiahPerUnit,
        validFrom: toInstant(validFromMs),
      },
    ];
  });
}
