import {
  answerOf,
  day,
  fields,
  instant,
  integer,
  list,
  nullable,
  oneOf,
  text,
  type Read,
} from "../../edge/parts.ts";

const STATES = ["requested", "approved", "paid", "void", "reversed"] as const;

/** A savings product of the member; every amount in whole rupiah. */
const balance = fields({
  product: text,
  name: text,
  savingsRupiah: integer,
  heldRupiah: integer,
  payableRupiah: integer,
  minimumRupiah: integer,
  remainingRupiah: integer,
  termUntil: nullable(instant),
  withdrawableRupiah: integer,
  withdrawalFeeRatio: nullable(fields({ numerator: integer, denominator: integer })),
});
export type Balance = Read<typeof balance>;

const pending = fields({
  seq: integer,
  product: text,
  amountRupiah: integer,
  requestedAt: instant,
  state: oneOf(STATES),
});
export type PendingWithdrawal = Read<typeof pending>;
export type WithdrawalState = (typeof STATES)[number];

const schedule = fields({
  weekdays: list(integer),
  weeksOfMonth: list(integer),
  opensAt: text,
  closesAt: text,
});
export type WeighingSchedule = Read<typeof schedule>;

const account = fields({
  member: fields({
    id: text,
    number: text,
    name: text,
    phone: nullable(text),
    address: nullable(text),
    joinedOn: day,
    card: nullable(fields({ issuedAt: instant })),
  }),
  bank: fields({
    id: text,
    name: text,
    address: nullable(text),
    phone: nullable(text),
    areaCode: text,
    areaName: text,
    weighing: nullable(schedule),
    nextWeighingOn: nullable(day),
  }),
  balances: list(balance),
  lastDeposit: nullable(
    fields({
      seq: integer,
      at: instant,
      lines: integer,
      massG: integer,
      netRupiah: nullable(integer),
    }),
  ),
  pendingWithdrawals: list(pending),
  funds: list(fields({ id: text, name: text })),
  year: fields({ deposits: integer, massG: integer, netRupiah: integer }),
});
/** The resident's account as the pages hold it. */
export type MyAccount = Read<typeof account>;

/** Reads the answer of `GET me/account`; null when it is not one. */
export const parseAccount = answerOf(account);

/** All savings together, in whole rupiah: the one figure of the first screen. */
export const savingsOf = ({ balances }: MyAccount): number =>
  balances.reduce((sum, { savingsRupiah }) => sum + savingsRupiah, 0);
