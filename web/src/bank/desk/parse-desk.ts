import type { MemberKind } from "@resik/contract/http/bank/members";
import {
  isOneOf,
  isShape,
  isText,
  isTextOrNull,
  isWhole,
  parseInstant,
  parseList,
} from "../../edge/shape.ts";
import type { Desk, DeskMember, DeskScale } from "./desk.ts";
import { parseRuleVersions } from "./parse-rule.ts";

const MEMBER_KINDS = ["person", "household", "group", "unit"] as const satisfies MemberKind[];

/** Reads the answer of `GET banks/{bank}/desk`; null when it is not one. */
export function parseDesk(value: unknown): Desk | null {
  if (!isShape(value)) return null;
  const bank = parseBank(value.bank);
  const takenAtMs = parseInstant(value.takenAt);
  const openDay = parseDay(value.openDay);
  const members = parseList(value.members, parseMember);
  const rules = parseRuleVersions(value.rules);
  const itemsByUse = parseList(value.itemsByUse, (entry) => (isText(entry) ? entry : null));
  const funds = parseList(value.funds, parseFund);
  const scales = parseList(value.scales, parseScale);
  if (bank === null || takenAtMs === null || openDay === undefined || members === null) return null;
  if (rules === null || itemsByUse === null || funds === null || scales === null) return null;
  return { bank, takenAtMs, openDay, members, rules, itemsByUse, funds, scales };
}

function parseBank(value: unknown): Desk["bank"] | null {
  if (!isShape(value)) return null;
  const { id, number, name, address, phone, receiptNote } = value;
  if (!isText(id) || !isWhole(number) || !isText(name)) return null;
  if (!isTextOrNull(address) || !isTextOrNull(phone) || !isTextOrNull(receiptNote)) return null;
  return { id, number, name, address, phone, receiptNote };
}

/** Undefined when it cannot be read; null when no day is open. */
function parseDay(value: unknown): Desk["openDay"] | undefined {
  if (value === null) return null;
  if (!isShape(value) || !isWhole(value.seq)) return undefined;
  const openedAtMs = parseInstant(value.openedAt);
  return openedAtMs === null ? undefined : { seq: value.seq, openedAtMs };
}

function parseMember(value: unknown): DeskMember | null {
  if (!isShape(value)) return null;
  const { id, number, name, kind, address, phoneTail, cardSha256, savingsRupiah } = value;
  if (!isText(id) || !isText(number) || !isText(name) || !isOneOf(MEMBER_KINDS, kind)) return null;
  if (!isTextOrNull(address) || !isTextOrNull(phoneTail) || !isTextOrNull(cardSha256)) return null;
  if (!isWhole(savingsRupiah)) return null;
  return { id, number, name, kind, address, phoneTail, cardSha256, savingsRupiah };
}

function parseFund(value: unknown): Desk["funds"][number] | null {
  if (!isShape(value)) return null;
  const { id, name } = value;
  return isText(id) && isText(name) ? { id, name } : null;
}

function parseScale(value: unknown): DeskScale | null {
  if (!isShape(value)) return null;
  const { device, name, teraUntil } = value;
  return isText(device) && isText(name) && isTextOrNull(teraUntil)
    ? { device, name, teraUntil }
    : null;
}
