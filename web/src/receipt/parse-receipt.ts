import { DELIVERIES } from "@resik/contract/bank/rule";
import { UNITS } from "@resik/contract/bank/quantity";
import {
  isOneOf,
  isShape,
  isText,
  isTextOrNull,
  isWhole,
  isWholeOrNull,
  parseInstant,
  parseList,
  type Shape,
} from "../edge/shape.ts";
import type { Receipt, ReceiptBody, ReceiptLine } from "./receipt.ts";

const AKADS = ["saved", "cash", "donation"] as const;
const WEIGHED = ["scale", "hand"] as const;

/** Reads a receipt; null when it is not one. */
export function parseReceipt(value: unknown): Receipt | null {
  if (!isShape(value)) return null;
  const { id, kind, seq } = value;
  if (!isText(id) || !isText(kind) || !isWhole(seq)) return null;
  const recordedAtMs = parseInstant(value.recordedAt);
  const occurredAtMs = parseInstant(value.occurredAt);
  const bank = parseBank(value.bank);
  const lines = parseList(value.lines, parseLine);
  if (recordedAtMs === null || occurredAtMs === null || bank === null || lines === null)
    return null;
  const member = orNull(value.member, parseMember);
  const share = orNull(value.share, parseShare);
  const reversal = orNull(value.reversal, parseReversal);
  if (member === undefined || share === undefined || reversal === undefined) return null;
  const named = parseNames(value);
  const amounts = parseAmounts(value);
  if (named === null || amounts === null) return null;
  const body = { kind, bank, member, occurredAtMs, lines, share };
  return { id, seq, recordedAtMs, reversal, ...body, ...named, ...amounts };
}

/** Undefined when it cannot be read. */
function orNull<T>(value: unknown, parse: (value: unknown) => T | null): T | null | undefined {
  return value === null ? null : (parse(value) ?? undefined);
}

type Names = Pick<
  ReceiptBody,
  "operatorName" | "akad" | "productName" | "fundName" | "buyerName" | "delivery"
>;

function parseNames(value: Shape): Names | null {
  const { operatorName, akad, productName, fundName, buyerName, delivery } = value;
  if (!isTextOrNull(operatorName) || !isTextOrNull(productName)) return null;
  if (!isTextOrNull(fundName) || !isTextOrNull(buyerName)) return null;
  if (akad !== null && !isOneOf(AKADS, akad)) return null;
  if (delivery !== null && !isOneOf(DELIVERIES, delivery)) return null;
  return { operatorName, akad, productName, fundName, buyerName, delivery };
}

type Amounts = Pick<ReceiptBody, "grossRupiah" | "shareRupiah" | "netRupiah" | "balanceRupiah">;

function parseAmounts(value: Shape): Amounts | null {
  const { grossRupiah, shareRupiah, netRupiah, balanceRupiah } = value;
  if (!isWholeOrNull(grossRupiah) || !isWhole(shareRupiah)) return null;
  if (!isWholeOrNull(netRupiah) || !isWholeOrNull(balanceRupiah)) return null;
  return { grossRupiah, shareRupiah, netRupiah, balanceRupiah };
}

function parseBank(value: unknown): ReceiptBody["bank"] | null {
  if (!isShape(value)) return null;
  const { id, name, address, phone, note } = value;
  if (!isText(id) || !isText(name)) return null;
  if (!isTextOrNull(address) || !isTextOrNull(phone) || !isTextOrNull(note)) return null;
  return { id, name, address, phone, note };
}

function parseMember(value: unknown): ReceiptBody["member"] {
  if (!isShape(value)) return null;
  const { number, name } = value;
  return isText(number) && isText(name) ? { number, name } : null;
}

function parseShare(value: unknown): ReceiptBody["share"] {
  if (!isShape(value)) return null;
  const { kind, numerator, denominator } = value;
  return isText(kind) && isWholeOrNull(numerator) && isWholeOrNull(denominator)
    ? { kind, numerator, denominator }
    : null;
}

function parseReversal(value: unknown): Receipt["reversal"] {
  if (!isShape(value) || !isText(value.reason)) return null;
  const atMs = parseInstant(value.at);
  return atMs === null ? null : { atMs, reason: value.reason };
}

function parseLine(value: unknown): ReceiptLine | null {
  if (!isShape(value)) return null;
  const { item, grade, name, unit, quantity, rupiahPerUnit, grossRupiah, weighed } = value;
  if (!isText(item) || !isText(grade) || !isText(name) || !isOneOf(UNITS, unit)) return null;
  if (!isWhole(quantity) || !isWholeOrNull(rupiahPerUnit) || !isWholeOrNull(grossRupiah))
    return null;
  const scale = orNull(value.scale, parseScale);
  if (!isOneOf(WEIGHED, weighed) || scale === undefined) return null;
  return { item, grade, name, unit, quantity, rupiahPerUnit, grossRupiah, weighed, scale };
}

function parseScale(value: unknown): ReceiptLine["scale"] {
  if (!isShape(value)) return null;
  const { device, teraUntil } = value;
  return isText(device) && isTextOrNull(teraUntil) ? { device, teraUntil } : null;
}
