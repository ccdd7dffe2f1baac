import type { Command } from "@resik/contract/bank/command";
import { idempotencyKeySchema, type TransferSeq } from "@resik/contract/bank/ids";
import { fail, ok, type Result } from "@resik/contract/error-code";
import type { PostedView } from "@resik/contract/http/bank/transfers";
import { activeMemberOf } from "../registry/members.ts";
import { FUND_KINDS, partyOf } from "../registry/parties.ts";
import type { Mine, MyDeps } from "./my-account.ts";
import { MY_KEY_CHARACTERS_MAX, PENDING_MAX } from "./my-limits.ts";
import { postAndAnswer, type Writer } from "./posting.ts";

/**
 * A resident's keys are in a space of their own: whatever key another phone makes, it is never the
 * one of somebody else's transfer.
 */
function myWriter(writer: Writer, mine: Mine): Result<Writer, "invalid-input"> {
  const { key } = writer;
  if (key !== null && key.length > MY_KEY_CHARACTERS_MAX) {
    const detail = `idempotency-key has at most ${MY_KEY_CHARACTERS_MAX} characters here`;
    return fail("invalid-input", detail);
  }
  const { principal, replayed } = writer;
  const own = key === null ? null : idempotencyKeySchema.parse(`me:${mine.id}:${key}`);
  return ok({ principal, key: own, replayed });
}

/**
 * Writes for the member that the principal is. What `check` refuses is not kept under the key, and
 * a repeat is not checked again.
 *
 * @returns `member-retired`, what `check` and the ledger refuse, `invalid-input` for a long key.
 */
async function write(
  deps: MyDeps,
  writer: Writer,
  {
    mine,
    occurredAt,
    command,
    check,
  }: {
    mine: Mine;
    occurredAt: string;
    command: Command;
    check(): Promise<Result<unknown>>;
  },
): Promise<Result<PostedView>> {
  const own = myWriter(writer, mine);
  if (!own.ok) return own;
  return postAndAnswer(deps, own.value, {
    bank: mine.bank,
    occurredAt,
    async command(known) {
      if (known) return ok(command);
      const member = await activeMemberOf(deps.db, mine.bank, mine.id);
      if (!member.ok) return member;
      const checked = await check();
      return checked.ok ? ok(command) : checked;
    },
  });
}

type Savings = Pick<
  Extract<Command, { kind: "request-withdrawal" }>,
  "product" | "amountRupiah"
> & { occurredAt: string };

/**
 * Asks for savings; the bank approves and pays.
 *
 * @returns `too-many-requests` while `PENDING_MAX` wait: nobody can bury the bank in them.
 */
export const requestMyWithdrawal = (
  deps: MyDeps,
  writer: Writer,
  mine: Mine,
  { occurredAt, product, amountRupiah }: Savings,
): Promise<Result<PostedView>> =>
  write(deps, writer, {
    mine,
    occurredAt,
    command: { kind: "request-withdrawal", member: mine.id, product, amountRupiah },
    async check() {
      const query = { bank: mine.bank, member: mine.id, state: "pending", afterSeq: null } as const;
      const waiting = await deps.ledger.withdrawals({ ...query, limit: PENDING_MAX });
      if (waiting.length < PENDING_MAX) return ok(null);
      return fail("too-many-requests", `${PENDING_MAX} withdrawals wait for the bank already`);
    },
  });

/** Takes an own request back while it waits. @returns `not-found` for everybody else's too. */
export const voidMyWithdrawal = (
  deps: MyDeps,
  writer: Writer,
  mine: Mine,
  { occurredAt, target, reason }: { occurredAt: string; target: TransferSeq; reason: string },
): Promise<Result<PostedView>> =>
  write(deps, writer, {
    mine,
    occurredAt,
    command: { kind: "void-withdrawal", target, reason },
    async check() {
      const transfer = await deps.ledger.transfer(mine.bank, target);
      const isMine = transfer?.kind === "request-withdrawal" && transfer.member === mine.id;
      return isMine ? ok(null) : fail("not-found", `no withdrawal ${target}`);
    },
  });

/** Gives savings to a fund of the bank. */
export const donateMySavings = (
  deps: MyDeps,
  writer: Writer,
  mine: Mine,
  {
    occurredAt,
    product,
    amountRupiah,
    fund,
  }: Savings & Pick<Extract<Command, { kind: "donate" }>, "fund">,
): Promise<Result<PostedView>> =>
  write(deps, writer, {
    mine,
    occurredAt,
    command: { kind: "donate", member: mine.id, product, fund, amountRupiah },
    check: () => partyOf(deps.db, mine.bank, fund, FUND_KINDS),
  });
