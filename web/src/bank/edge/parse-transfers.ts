import { DELIVERIES } from "@resik/contract/bank/rule";
import { UNITS } from "@resik/contract/bank/quantity";
import type { Detail } from "@resik/contract/bank/detail";
import type { CashList, TransferView, WithdrawalView } from "@resik/contract/http/bank/transfers";
import {
  answerOf,
  fields,
  flag,
  instant,
  integer,
  list,
  nullable,
  oneOf,
  text,
  type Part,
} from "../../edge/parts.ts";
import { isShape } from "../../edge/shape.ts";
import { memberNamePart } from "./parse-members.ts";

/** What the pages show of a transfer's meaning; the receipt shows the rest. */
export interface TransferMeaning {
  kind: Detail["kind"];
  /** Rupiah that the transfer is about; null where there is none, or none yet. */
  amountRupiah: number | null;
  /** Mass of its kilogram lines. */
  massG: number;
  /** Whether a deposit still waits for its price. */
  isWaiting: boolean;
  /** Whether its credit is held until the sale. */
  isHeld: boolean;
  /** What a person wrote: a reason or a note. */
  note: string | null;
}

/** Every kind of the contract; a missing one does not compile. */
const KIND_SET: Record<Detail["kind"], true> = {
  deposit: true,
  value: true,
  release: true,
  "request-withdrawal": true,
  "approve-withdrawal": true,
  "pay-withdrawal": true,
  "void-withdrawal": true,
  sell: true,
  "receive-payment": true,
  donate: true,
  "pay-aid": true,
  "move-cash": true,
  "open-day": true,
  "close-day": true,
  reverse: true,
  "publish-rule": true,
};
// The keys of the record above are exactly the kinds.
export const TRANSFER_KINDS = Object.keys(KIND_SET) as Detail["kind"][];

const model = fields({ kind: text });
const depositLine = fields({
  unit: oneOf(UNITS),
  quantity: integer,
  value: nullable(fields({ grossRupiah: integer, shareRupiah: integer, netRupiah: integer })),
});
const deposit = fields({
  payee: fields({ akad: oneOf(["saved", "cash", "donation"]) }),
  delivery: oneOf(DELIVERIES),
  share: fields({ model }),
  lines: list(depositLine),
});
const sale = fields({
  lines: list(fields({ unit: oneOf(UNITS), soldQuantity: integer, proceedsRupiah: integer })),
});

const plain = (kind: Detail["kind"]): TransferMeaning => ({
  kind,
  amountRupiah: null,
  massG: 0,
  isWaiting: false,
  isHeld: false,
  note: null,
});

const kilograms = (unit: string, quantity: number): number => (unit === "kg" ? quantity : 0);
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Reads the meaning by the kind; what belongs to other kinds is not looked at. */
export const meaningPart: Part<TransferMeaning> = (value) => {
  const kind = fields({ kind: oneOf(TRANSFER_KINDS) })(value)?.kind;
  if (kind === undefined) return undefined;
  switch (kind) {
    case "deposit":
    case "value":
      return depositMeaning(kind, value);
    case "sell":
      return saleMeaning(value);
    case "pay-withdrawal":
      return amountMeaning(kind, value, "paidRupiah");
    case "open-day":
    case "close-day":
      return amountMeaning(kind, value, "countedRupiah");
    case "release":
    case "request-withdrawal":
    case "receive-payment":
    case "donate":
    case "pay-aid":
    case "move-cash":
      return amountMeaning(kind, value, "amountRupiah");
    case "void-withdrawal":
    case "reverse":
    case "approve-withdrawal":
    case "publish-rule":
      return { ...plain(kind), note: noteOf(value) };
  }
};

function depositMeaning(kind: "deposit" | "value", value: unknown): TransferMeaning | undefined {
  const read = deposit(value);
  if (read === undefined) return undefined;
  const values = read.lines.map((line) => line.value);
  const isWaiting = values.some((line) => line === null);
  return {
    kind,
    amountRupiah: isWaiting ? null : total(values.map((line) => line?.netRupiah ?? 0)),
    massG: total(read.lines.map((line) => kilograms(line.unit, line.quantity))),
    isWaiting,
    isHeld: read.share.model.kind === "held-until-sold" && read.payee.akad === "saved",
    note: null,
  };
}

function saleMeaning(value: unknown): TransferMeaning | undefined {
  const read = sale(value);
  if (read === undefined) return undefined;
  return {
    ...plain("sell"),
    amountRupiah: total(read.lines.map((line) => line.proceedsRupiah)),
    massG: total(read.lines.map((line) => kilograms(line.unit, line.soldQuantity))),
  };
}

function amountMeaning(
  kind: Detail["kind"],
  value: unknown,
  field: string,
): TransferMeaning | undefined {
  const amountRupiah = isShape(value) ? integer(value[field]) : undefined;
  if (amountRupiah === undefined) return undefined;
  const isOut = isShape(value) && value.direction === "out";
  return {
    ...plain(kind),
    amountRupiah: isOut ? -amountRupiah : amountRupiah,
    note: noteOf(value),
  };
}

function noteOf(value: unknown): string | null {
  if (!isShape(value)) return null;
  return text(value.reason) ?? text(value.note) ?? null;
}

export type TransferRow = Omit<TransferView, "detail"> & { detail: TransferMeaning };

export const transferPart: Part<TransferRow> = fields({
  seq: integer,
  kind: text,
  occurredAt: instant,
  recordedAt: instant,
  actorName: nullable(text),
  member: nullable(memberNamePart),
  continues: nullable(integer),
  reverses: nullable(integer),
  reversedBy: nullable(integer),
  detail: meaningPart,
  sha256: text,
});

/** The answer to a write of money or weight; its receipt is fetched where it is shown. */
export const parsePosted = answerOf(fields({ transfer: transferPart }));

const WITHDRAWAL_STATE_SET: Record<WithdrawalView["state"], true> = {
  requested: true,
  approved: true,
  paid: true,
  void: true,
  reversed: true,
};
// The keys of the record above are exactly the states.
const WITHDRAWAL_STATES = Object.keys(WITHDRAWAL_STATE_SET) as WithdrawalView["state"][];

export const withdrawalPart: Part<WithdrawalView> = fields({
  seq: integer,
  member: nullable(memberNamePart),
  product: text,
  amountRupiah: integer,
  feeRupiah: integer,
  requestedAt: instant,
  requestedBy: oneOf(["member", "desk"]),
  approvalsNeeded: integer,
  approvals: list(fields({ actorName: nullable(text), at: instant })),
  isApprovedByMe: flag,
  state: oneOf(WITHDRAWAL_STATES),
  settledAt: nullable(instant),
  paymentSeq: nullable(integer),
});

export const cashListPart: Part<CashList> = fields({
  rows: list(
    fields({
      member: memberNamePart,
      product: text,
      productName: text,
      toPayRupiah: integer,
      withdrawableRupiah: integer,
    }),
  ),
  toPayRupiah: integer,
  withdrawableRupiah: integer,
  cashRupiah: integer,
});
