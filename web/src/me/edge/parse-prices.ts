import { UNITS } from "@resik/contract/bank/quantity";
import { DELIVERIES, PAYOUTS, REPORT_GROUPS } from "@resik/contract/bank/rule";
import {
  answerOf,
  fields,
  instant,
  integer,
  list,
  nullable,
  oneOf,
  text,
  type Read,
} from "../../edge/parts.ts";

const prices = fields({
  prices: list(
    fields({
      item: text,
      name: text,
      grade: text,
      unit: oneOf(UNITS),
      reportGroup: oneOf(REPORT_GROUPS),
      payout: nullable(oneOf(PAYOUTS)),
      delivery: nullable(oneOf(DELIVERIES)),
      rupiahPerUnit: integer,
      validFrom: instant,
    }),
  ),
});
/** A price of the member's list; payout and delivery are null where it is for both. */
export type Price = Read<typeof prices>["prices"][number];

/** Reads the answer of `GET open/banks/{bank}/prices`; null when it is not one. */
export const parsePrices = answerOf(prices);
