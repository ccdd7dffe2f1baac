import {
  answerOf,
  fields,
  instant,
  integer,
  list,
  month,
  nullable,
  text,
  type Read,
} from "../../edge/parts.ts";

/** One line of a savings product; a positive amount let the savings grow. */
export const passbookRow = fields({
  seq: integer,
  kind: text,
  at: instant,
  amountRupiah: integer,
  balanceRupiah: integer,
  reverses: nullable(integer),
  reversedBy: nullable(integer),
  reason: nullable(text),
});
export type PassbookRow = Read<typeof passbookRow>;

const statement = fields({
  openingRupiah: integer,
  closingRupiah: integer,
  creditsRupiah: integer,
  debitsRupiah: integer,
  rows: list(passbookRow),
});
export type MyStatement = Read<typeof statement>;

/** Reads the answer of `GET me/statement`; null when it is not one. */
export const parseStatement = answerOf(statement);

const history = fields({
  months: list(fields({ month, savingsRupiah: integer, massG: integer })),
});
export type HistoryMonth = Read<typeof history>["months"][number];

/** Reads the answer of `GET me/history`; null when it is not one. */
export const parseHistory = answerOf(history);
