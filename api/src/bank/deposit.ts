import type { CommandOf, Evidence } from "@resik/contract/bank/command";
import type { BankId } from "@resik/contract/bank/ids";
import { fail, ok, type Result } from "@resik/contract/error-code";
import type { DepositBody } from "@resik/contract/http/bank/transfers";
import type { Transfer } from "@resik/ledger/transfer";
import type { RouteDeps } from "../deps.ts";
import { activeMemberOf } from "../registry/members.ts";
import { FUND_KINDS, partyOf } from "../registry/parties.ts";
import { checkEvidence } from "./evidence.ts";

type DepositDeps = Pick<RouteDeps, "db" | "source" | "events" | "ruleBooks">;
/** A checked body. */
export type CheckedDeposit = Omit<CommandOf<"deposit">, "kind"> & Pick<DepositBody, "occurredAt">;
type Line = CheckedDeposit["lines"][number];

/** A unit is paid by the list of its hop, and nobody else is. */
async function checkPayee(
  { db }: DepositDeps,
  bank: BankId,
  { payee, hop }: CheckedDeposit,
): Promise<Result<null>> {
  if (payee.akad === "donation") {
    const fund = await partyOf(db, bank, payee.fund, FUND_KINDS);
    if (!fund.ok) return fund;
  }
  let wanted: typeof hop = "member";
  if (payee.member !== null) {
    const member = await activeMemberOf(db, bank, payee.member);
    if (!member.ok) return member;
    if (member.value.kind === "unit") wanted = "induk";
  }
  return hop === wanted ? ok(null) : fail("invalid-input", `the hop of this member is ${wanted}`);
}

const isSameReading = (left: Evidence, right: Evidence | null | undefined): boolean =>
  left.device === right?.device && left.boot === right.boot && left.seq === right.seq;

/** The lines of a repeat, with the tera that was written down the first time. */
function linesAsBefore(lines: readonly Line[], known: Transfer): Line[] {
  const written = known.detail.kind === "deposit" ? known.detail.lines : [];
  return lines.map((line, index) => {
    const before = written[index]?.evidence;
    const isRepeat = line.evidence !== null && isSameReading(line.evidence, before);
    return isRepeat && before ? { ...line, evidence: before } : line;
  });
}

async function weighedLines(
  deps: DepositDeps,
  bank: BankId,
  { lines, occurredAt }: CheckedDeposit,
): Promise<Result<Line[]>> {
  const rules = await deps.ruleBooks.of(bank);
  const atMs = Date.parse(occurredAt);
  const weighed: Line[] = [];
  for (const line of lines) {
    const { item, quantity, evidence } = line;
    if (!evidence) {
      weighed.push(line);
      continue;
    }
    const unit = rules.itemAt(item, atMs)?.unit ?? null;
    const checked = await checkEvidence(deps, bank, { quantity, unit, evidence, atMs });
    if (!checked.ok) return checked;
    weighed.push({ ...line, evidence: checked.value });
  }
  return ok(weighed);
}

/**
 * The command of a deposit, with everything checked that may be right later: member, fund and the
 * readings behind its lines.
 *
 * @returns `not-found` (member, fund), `member-retired`, `invalid-input` (hop), `reading-unknown`,
 * `store-unavailable`.
 */
export async function depositCommand(
  deps: DepositDeps,
  bank: BankId,
  body: CheckedDeposit,
  known: Transfer | null,
): Promise<Result<CommandOf<"deposit">>> {
  const { payee: to, valued, hop, delivery } = body;
  const deposit = { kind: "deposit" as const, payee: to, valued, hop, delivery };
  if (known) return ok({ ...deposit, lines: linesAsBefore(body.lines, known) });
  const payee = await checkPayee(deps, bank, body);
  if (!payee.ok) return payee;
  const lines = await weighedLines(deps, bank, body);
  return lines.ok ? ok({ ...deposit, lines: lines.value }) : lines;
}
