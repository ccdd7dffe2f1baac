import {
  answerOf,
  fields,
  flag,
  instant,
  integer,
  nullable,
  text,
  type Read,
} from "../edge/parts.ts";

const receiptCheck = fields({
  id: text,
  kind: text,
  bankName: text,
  recordedAt: instant,
  lines: integer,
  massG: nullable(integer),
  netRupiah: nullable(integer),
  isReversed: flag,
});
export type ReceiptCheck = Read<typeof receiptCheck>;

/** Reads the answer of `GET open/receipts/{id}`; null when it is not one. */
export const parseReceiptCheck = answerOf(receiptCheck);
