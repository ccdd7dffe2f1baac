import type { Command } from "@resik/contract/bank/command";
import { actorIdSchema, type BankId, type IdempotencyKey } from "@resik/contract/bank/ids";
import { ok, type Result } from "@resik/contract/error-code";
import type { PostedView } from "@resik/contract/http/bank/transfers";
import type { Posted } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import { actorOf, type Principal } from "../auth/principal.ts";
import type { RouteDeps } from "../deps.ts";
import { bankOf } from "../registry/banks.ts";
import { receiptOf } from "./receipt.ts";
import { toTransferViews } from "./transfer-views.ts";

export type PostingDeps = Pick<RouteDeps, "db" | "ledger" | "ruleBooks">;

/** Who writes, under which key, and how a repeat is told. */
export interface Writer {
  principal: Principal;
  key: IdempotencyKey | null;
  replayed(): void;
}

export interface Writing {
  bank: BankId;
  /** By the caller's clock; RFC 3339. */
  occurredAt: string;
  /**
   * Makes the command. What it refuses is not kept: the same key may be tried again, so here
   * belongs what may be right later, such as a weighing that is still under way. `known` is what
   * was written under this key before; then the command must repeat it, and nothing is looked up
   * that may have changed since.
   */
  command(known: Transfer | null): Promise<Result<Command>>;
}

const keyOf = ({ key }: Writer): IdempotencyKey => {
  if (key === null) throw new Error("a route that posts is a ledger write");
  return key;
};

/**
 * Writes in the book of a bank.
 *
 * @returns `not-found` for a site that is no waste bank, what `command` refuses, and every refusal
 * of the ledger; that one is kept, and a retry of it needs a new key.
 */
export async function postTransfer(
  deps: PostingDeps,
  writer: Writer,
  { bank, occurredAt, command }: Writing,
): Promise<Result<Posted>> {
  const key = keyOf(writer);
  const known = await bankOf(deps.db, bank);
  if (!known.ok) return known;
  const made = await command(await deps.ledger.transferByKey(bank, key));
  if (!made.ok) return made;
  const posted = await deps.ledger.post({
    bank,
    key,
    actor: actorIdSchema.parse(actorOf(writer.principal)),
    occurredAtMs: Date.parse(occurredAt),
    command: made.value,
  });
  if (posted.ok && posted.value.isRepeat) writer.replayed();
  return posted;
}

/**
 * The answer to a write: the transfer with names, and what is handed over for it. A repeat gets the
 * same, but for what was done since: a transfer that was reversed meanwhile says so.
 */
export async function toPostedView(deps: PostingDeps, transfer: Transfer): Promise<PostedView> {
  const [[view], receipt] = await Promise.all([
    toTransferViews(deps, transfer.bank, [transfer]),
    receiptOf(deps, transfer),
  ]);
  if (!view) throw new Error("one transfer has one view");
  return { transfer: view, receipt };
}

/** Writes and answers; see `postTransfer` for the codes. */
export async function postAndAnswer(
  deps: PostingDeps,
  writer: Writer,
  writing: Writing,
): Promise<Result<PostedView>> {
  const posted = await postTransfer(deps, writer, writing);
  return posted.ok ? ok(await toPostedView(deps, posted.value.transfer)) : posted;
}
