import type { RuleBook } from "@resik/contract/bank/rule-book";
import type { ShareModel } from "@resik/contract/bank/rule-schema";
import type { DepositBody } from "@resik/contract/http/bank/transfers";
import type { ProvisionalReceipt, ReceiptBody, ReceiptLine } from "../../receipt/receipt.ts";
import type { Desk, DeskMember } from "../desk/desk.ts";
import type { QueueItem } from "../queue/queue-item.ts";
import { valueDeposit, type Terms, type ValuedDeposit } from "./deposit-value.ts";
import type { Draft } from "./draft.ts";

/** Why a draft cannot be saved as it is. */
export type DraftProblem =
  "no-lines" | "no-member" | "no-product" | "no-fund" | "line" | "cash-offline" | "cash-closed";

export const memberOf = (desk: Desk, id: string | null): DeskMember | null =>
  id === null ? null : (desk.members.find((member) => member.id === id) ?? null);

/** A unit sells to its induk, everybody else to the bank. */
export const hopOf = (member: DeskMember | null): Terms["hop"] =>
  member?.kind === "unit" ? "induk" : "member";

export const termsOf = (draft: Draft, desk: Desk): Terms => ({
  akad: draft.akad,
  product: draft.product,
  delivery: draft.delivery,
  hop: hopOf(memberOf(desk, draft.member)),
  isAtHarvest: draft.isAtHarvest,
});

/** The first thing in the way of saving; null when nothing is. */
export function problemOf(
  draft: Draft,
  valued: ValuedDeposit,
  now: { desk: Desk; isOnline: boolean },
): DraftProblem | null {
  if (draft.lines.length === 0) return "no-lines";
  if (valued.lines.some(({ problem }) => problem !== null)) return "line";
  if (draft.akad === "saved" && draft.member === null) return "no-member";
  if (draft.akad === "saved" && draft.product === "") return "no-product";
  if (draft.akad === "donation" && draft.fund === "") return "no-fund";
  if (draft.akad !== "cash") return null;
  if (valued.mustWaitForHarvest) return "cash-closed";
  // Cash leaves the box only on a day that is open, and only the server knows that it is.
  if (!now.isOnline) return "cash-offline";
  return now.desk.openDay === null ? "cash-closed" : null;
}

interface Saving {
  draft: Draft;
  desk: Desk;
  rules: RuleBook;
  operatorName: string;
  atMs: number;
  key: string;
}

/** The deposit as it is kept and sent. The draft has been found to have no problem. */
export function toQueueItem(saving: Saving): QueueItem {
  const { draft, desk, rules, operatorName, atMs, key } = saving;
  const valued = valueDeposit(rules, termsOf(draft, desk), draft.lines, atMs);
  const body = bodyOf(draft, desk, valued, atMs);
  const saved = { atMs, what: "saved" as const, key, code: null, reason: null };
  return {
    id: draft.id,
    bank: draft.bank,
    savedAtMs: atMs,
    savedByName: operatorName,
    state: "waiting",
    body,
    key,
    tries: 0,
    breakdowns: 0,
    nextTryAtMs: 0,
    trouble: null,
    history: [saved],
    paper: paperOf(body, { desk, rules, operatorName }, valued),
    seq: null,
    receipt: null,
  };
}

function bodyOf(draft: Draft, desk: Desk, valued: ValuedDeposit, atMs: number): DepositBody {
  return {
    occurredAt: new Date(atMs).toISOString(),
    payee: payeeOf(draft),
    valued: valued.isAtHarvest ? "at-harvest" : "now",
    hop: hopOf(memberOf(desk, draft.member)),
    delivery: draft.delivery,
    lines: draft.lines.map(({ item, grade, quantity, evidence }, index) => ({
      item,
      grade,
      quantity,
      evidence,
      priceVersion: valued.lines[index]?.price?.version ?? null,
    })),
  };
}

function payeeOf({ akad, member, product, fund }: Draft): DepositBody["payee"] {
  if (akad === "cash") return { akad, member };
  if (akad === "donation") return { akad, member, fund };
  return { akad, member: member ?? "", product };
}

/** What the terms of a body are, for a deposit that is looked at again. */
export const termsOfBody = (body: DepositBody): Terms => ({
  akad: body.payee.akad,
  product: body.payee.akad === "saved" ? body.payee.product : "",
  delivery: body.delivery,
  hop: body.hop,
  isAtHarvest: body.valued === "at-harvest",
});

/** The receipt that a phone can write before the book knows: everything but number and balance. */
export function paperOf(
  body: DepositBody,
  known: { desk: Desk; rules: RuleBook; operatorName: string },
  valued: ValuedDeposit,
): ProvisionalReceipt {
  const { desk, rules, operatorName } = known;
  const { payee } = body;
  const atMs = Date.parse(body.occurredAt);
  const member = memberOf(desk, payee.member);
  const { id, name, address, phone, receiptNote } = desk.bank;
  const product =
    payee.akad === "saved"
      ? rules
          .allAt(atMs)
          .flatMap(({ rule }) => (rule.type === "product" ? [rule] : []))
          .find((rule) => rule.product === payee.product)
      : undefined;
  const fund =
    payee.akad === "donation" ? desk.funds.find(({ id }) => id === payee.fund) : undefined;
  return {
    id: null,
    kind: "deposit",
    bank: { id, name, address, phone, note: receiptNote },
    member: member === null ? null : { number: member.number, name: member.name },
    operatorName,
    occurredAtMs: atMs,
    akad: payee.akad,
    productName: product?.name ?? null,
    fundName: fund?.name ?? null,
    buyerName: null,
    delivery: body.delivery,
    lines: body.lines.map((line, index) => paperLine(line, valued.lines[index])),
    grossRupiah: valued.grossRupiah,
    shareRupiah: valued.shareRupiah,
    share: shareOnPaper(valued),
    netRupiah: valued.netRupiah,
    balanceRupiah: null,
  };
}

type BodyLine = DepositBody["lines"][number];

function paperLine(
  line: BodyLine,
  valued: ValuedDeposit["lines"][number] | undefined,
): ReceiptLine {
  const { item, grade, quantity, evidence } = line;
  return {
    item,
    grade,
    name: valued?.rule?.name ?? item,
    unit: valued?.rule?.unit ?? "kg",
    quantity,
    rupiahPerUnit: valued?.price?.rupiahPerUnit ?? null,
    grossRupiah: valued?.grossRupiah ?? null,
    weighed: evidence === null ? "hand" : "scale",
    scale: evidence === null ? null : { device: evidence.device, teraUntil: evidence.teraUntil },
  };
}

function shareOnPaper({ share }: ValuedDeposit): ReceiptBody["share"] {
  const model: ShareModel = share.model;
  const ratio = "ratio" in model ? model.ratio : null;
  return {
    kind: model.kind,
    numerator: ratio?.numerator ?? null,
    denominator: ratio?.denominator ?? null,
  };
}
