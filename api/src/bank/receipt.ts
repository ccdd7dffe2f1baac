import type { Receipt, ReceiptCheck } from "@resik/contract/http/bank/receipt";
import {
  transferSeqSchema,
  type BankId,
  type MemberId,
  type ProductId,
} from "@resik/contract/bank/ids";
import { sum } from "@resik/contract/bank/integer";
import { fail, ok, type Result } from "@resik/contract/error-code";
import { ACCOUNTS } from "@resik/ledger/account";
import type { Transfer } from "@resik/ledger/transfer";
import type { RouteDeps } from "../deps.ts";
import { bankOf, type BankRow } from "../registry/banks.ts";
import { toInstant } from "../registry/device-row.ts";
import { BUYER_KINDS, FUND_KINDS, partyOf, type PartyKind } from "../registry/parties.ts";
import { actorNames, memberNames } from "./bank-names.ts";
import { formatReceiptId, parseReceiptId, receiptCode } from "./receipt-code.ts";
import { receiptParts, type ReceiptParts } from "./receipt-parts.ts";
import { reversalsOf } from "./transfer-views.ts";

export type ReceiptDeps = Pick<RouteDeps, "db" | "ledger" | "ruleBooks">;

/** The printed number of a transfer's receipt. */
export const receiptIdOf = (bankNumber: number, transfer: Transfer): string =>
  formatReceiptId({ bankNumber, seq: transfer.seq, code: receiptCode(transfer.sha256) });

async function partsOf(deps: ReceiptDeps, transfer: Transfer): Promise<ReceiptParts | null> {
  const rules = await deps.ruleBooks.of(transfer.bank);
  const { continues } = transfer;
  const carriesOn =
    transfer.kind === "pay-withdrawal" && continues !== null
      ? await deps.ledger.transfer(transfer.bank, continues)
      : null;
  const request = carriesOn?.detail.kind === "request-withdrawal" ? carriesOn.detail : null;
  return receiptParts(transfer, rules, request);
}

/** Savings right after a transfer: the balance that the last posting up to there kept. */
async function balanceAfter(
  { ledger }: ReceiptDeps,
  { bank, seq }: Transfer,
  savings: { member: MemberId; product: ProductId } | null,
): Promise<number | null> {
  if (!savings) return null;
  const account = ACCOUNTS.savings(savings.member, savings.product);
  const beforeSeq = transferSeqSchema.parse(seq + 1);
  const rows = await ledger.passbook({ bank, account, beforeSeq, limit: 1 });
  return rows[0]?.balanceAfter ?? 0;
}

async function partyName(
  { db }: ReceiptDeps,
  bank: BankId,
  id: string | null,
  kinds: readonly PartyKind[],
): Promise<string | null> {
  if (id === null) return null;
  const party = await partyOf(db, bank, id, kinds);
  return party.ok ? party.value.name : null;
}

async function productName(
  { ruleBooks }: ReceiptDeps,
  transfer: Transfer,
  product: ProductId | undefined,
): Promise<string | null> {
  if (product === undefined) return null;
  const rules = await ruleBooks.of(transfer.bank);
  const { occurredAtMs, recordedAtMs } = transfer;
  // A deposit looks its product up by when it happened, a withdrawal by when it was recorded.
  const rule = rules.productAt(product, occurredAtMs) ?? rules.productAt(product, recordedAtMs);
  return rule?.name ?? product;
}

async function reversalOf(deps: ReceiptDeps, transfer: Transfer): Promise<Receipt["reversal"]> {
  const reversal = (await reversalsOf(deps, transfer.bank, [transfer.seq])).get(transfer.seq);
  if (reversal?.detail.kind !== "reverse") return null;
  return { at: toInstant(reversal.recordedAtMs), reason: reversal.detail.reason };
}

/** The receipt of a transfer; null where nothing is handed over for it. */
export async function receiptOf(deps: ReceiptDeps, transfer: Transfer): Promise<Receipt | null> {
  const parts = await partsOf(deps, transfer);
  if (!parts) return null;
  const bank = await bankOf(deps.db, transfer.bank);
  // Nobody can write in the book of a site that is no waste bank.
  if (!bank.ok) throw new Error(`the book of ${transfer.bank} has no bank`);
  const { member, actor } = transfer;
  const { savings } = parts;
  const [members, actors, product, fund, buyer, balanceRupiah, reversal] = await Promise.all([
    memberNames(deps.db, member === null ? [] : [member]),
    actorNames(deps.db, [actor]),
    productName(deps, transfer, savings?.product),
    partyName(deps, transfer.bank, parts.fund, FUND_KINDS),
    partyName(deps, transfer.bank, parts.buyer, BUYER_KINDS),
    balanceAfter(deps, transfer, savings),
    reversalOf(deps, transfer),
  ]);
  const name = member === null ? undefined : members.get(member);
  return {
    id: receiptIdOf(bank.value.number, transfer),
    kind: transfer.kind,
    seq: transfer.seq,
    bank: bankOnReceipt(bank.value),
    member: name ? { number: name.number, name: name.name } : null,
    operatorName: actors.get(actor) ?? null,
    occurredAt: toInstant(transfer.occurredAtMs),
    recordedAt: toInstant(transfer.recordedAtMs),
    akad: parts.akad,
    productName: product,
    fundName: fund,
    buyerName: buyer,
    delivery: parts.delivery,
    lines: parts.lines,
    grossRupiah: parts.grossRupiah,
    shareRupiah: parts.shareRupiah,
    share: parts.share,
    netRupiah: parts.netRupiah,
    balanceRupiah,
    reversal,
  };
}

const bankOnReceipt = ({ id, name, address, phone, receiptNote }: BankRow): Receipt["bank"] => ({
  id,
  name,
  address,
  phone,
  note: receiptNote,
});

/**
 * What everybody may know of a receipt: that it is genuine, and nothing of whom.
 *
 * @returns `not-found`, always in the same words, for every number that is on no receipt.
 */
export async function checkReceipt(
  deps: ReceiptDeps,
  text: string,
): Promise<Result<ReceiptCheck, "not-found">> {
  const unknown = fail("not-found", "no receipt has this number");
  const id = parseReceiptId(text);
  if (!id) return unknown;
  const row = await deps.db
    .selectFrom("banks")
    .select("id")
    .where("number", "=", id.bankNumber)
    .executeTakeFirst();
  const bank = row ? await bankOf(deps.db, row.id) : null;
  if (!bank?.ok) return unknown;
  const seq = transferSeqSchema.safeParse(id.seq);
  const transfer = seq.success ? await deps.ledger.transfer(bank.value.id, seq.data) : null;
  // Fifty bits of the book's own hash: whoever guesses a code a thousand times a second finds one
  // in some ten thousand years, and learns a weight and an amount of nobody.
  if (!transfer || receiptCode(transfer.sha256) !== id.code) return unknown;
  const parts = await partsOf(deps, transfer);
  if (!parts) return unknown;
  const masses = parts.lines.filter(({ unit }) => unit === "kg").map(({ quantity }) => quantity);
  return ok({
    id: receiptIdOf(bank.value.number, transfer),
    kind: transfer.kind,
    bankName: bank.value.name,
    recordedAt: toInstant(transfer.recordedAtMs),
    lines: parts.lines.length,
    massG: masses.length === 0 ? null : sum(masses),
    netRupiah: parts.netRupiah,
    isReversed: (await reversalOf(deps, transfer)) !== null,
  });
}
