import {
  DELIVERIES,
  PAYOUTS,
  REPORT_GROUPS,
  type Delivery,
  type Payout,
  type ReportGroup,
} from "@resik/contract/bank/rule";
import type { Price } from "../edge/parse-prices.ts";

export interface PriceChoice {
  payout: Payout;
  delivery: Delivery;
  search: string;
}

/** Which choices change anything: a bank with one list need not be asked about four. */
export function choicesOf(prices: readonly Price[]): { payouts: boolean; deliveries: boolean } {
  return {
    payouts: prices.some(({ payout }) => payout !== null),
    deliveries: prices.some(({ delivery }) => delivery !== null),
  };
}

const keyOf = ({ item, grade }: Price): string => `${item}.${grade}`;

/** How special a list is, as the bank's own rules weigh it: payout counts over delivery. */
const rankOf = ({ payout, delivery }: Price): number =>
  (payout === null ? 0 : 2) + (delivery === null ? 0 : 1);

/** What each grade brings under this choice; groups without a line are left out. */
export function groupPrices(
  prices: readonly Price[],
  { payout, delivery, search }: PriceChoice,
): { group: ReportGroup; prices: Price[] }[] {
  const best = new Map<string, Price>();
  for (const price of prices) {
    if (price.payout !== null && price.payout !== payout) continue;
    if (price.delivery !== null && price.delivery !== delivery) continue;
    const known = best.get(keyOf(price));
    if (!known || rankOf(price) > rankOf(known)) best.set(keyOf(price), price);
  }
  const wanted = search.trim().toLowerCase();
  const found = [...best.values()].filter(({ name, grade }) =>
    `${name} ${grade}`.toLowerCase().includes(wanted),
  );
  return REPORT_GROUPS.flatMap((group) => {
    const own = found
      .filter(({ reportGroup }) => reportGroup === group)
      .sort(
        (left, right) =>
          left.name.localeCompare(right.name, "id") || right.rupiahPerUnit - left.rupiahPerUnit,
      );
    return own.length === 0 ? [] : [{ group, prices: own }];
  });
}

export const FIRST_CHOICE: PriceChoice = {
  payout: PAYOUTS[0],
  delivery: DELIVERIES[0],
  search: "",
};
