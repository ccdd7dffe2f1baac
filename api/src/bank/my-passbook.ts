import {
  transferSeqSchema,
  type BankId,
  type ProductId,
  type TransferSeq,
} from "@resik/contract/bank/ids";
import { sum } from "@resik/contract/bank/integer";
import { fail, ok, type Result } from "@resik/contract/error-code";
import type { PassbookRowView, Statement } from "@resik/contract/http/bank/me";
import { ACCOUNTS, type AccountCode } from "@resik/ledger/account";
import type { LedgerStore, PassbookRow } from "@resik/ledger/port";
import { toInstant } from "../registry/device-row.ts";
import type { Mine, MyDeps } from "./my-account.ts";
import { READ_ROWS, STATEMENT_DAYS_MAX, STATEMENT_ROWS_MAX } from "./my-limits.ts";
import { reversalsOf } from "./transfer-views.ts";

const DAY_MS = 86_400_000;
/** Western Indonesian Time. */
const ZONE = "+07:00";

/**
 * Lines of an account, newest first, read as they are needed. They stand in the order in which
 * they were recorded, so that is the time they show: balances would jump by any other.
 */
export async function* linesBack(
  ledger: Pick<LedgerStore, "passbook">,
  query: { bank: BankId; account: AccountCode; beforeSeq: TransferSeq | null },
): AsyncGenerator<PassbookRow> {
  for (let beforeSeq = query.beforeSeq; ;) {
    const page: PassbookRow[] = await ledger.passbook({ ...query, beforeSeq, limit: READ_ROWS });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < READ_ROWS) return;
    beforeSeq = last.transfer.seq;
  }
}

/** At most `limit` lines of the passbook, newest first. */
export async function myPassbook(
  deps: Pick<MyDeps, "ledger">,
  { bank, id }: Mine,
  query: { product: ProductId; beforeSeq: TransferSeq | null; limit: number },
): Promise<PassbookRowView[]> {
  const { product, beforeSeq, limit } = query;
  const account = ACCOUNTS.savings(id, product);
  return toRows(deps, bank, await deps.ledger.passbook({ bank, account, beforeSeq, limit }));
}

async function toRows(
  deps: Pick<MyDeps, "ledger">,
  bank: BankId,
  lines: readonly PassbookRow[],
): Promise<PassbookRowView[]> {
  const reversals = await reversalsOf(
    deps,
    bank,
    lines.map(({ transfer }) => transfer.seq),
  );
  return lines.map(({ transfer, amount, balanceAfter }) => {
    const { seq, kind, recordedAtMs, reverses, detail } = transfer;
    return {
      seq,
      kind,
      at: toInstant(recordedAtMs),
      amountRupiah: amount,
      balanceRupiah: balanceAfter,
      reverses,
      reversedBy: reversals.get(seq)?.seq ?? null,
      reason: "reason" in detail ? detail.reason : null,
    };
  });
}

/**
 * Every line of the savings in these days (WIB, both counted) between the two balances.
 *
 * @returns `invalid-input` when the days run backwards, `range-too-large` for more than
 * `STATEMENT_DAYS_MAX` days or `STATEMENT_ROWS_MAX` lines.
 */
export async function myStatement(
  deps: Pick<MyDeps, "ledger">,
  { bank, id }: Mine,
  query: { product: ProductId; from: string; to: string },
): Promise<Result<Statement, "invalid-input" | "range-too-large">> {
  const fromMs = Date.parse(`${query.from}T00:00:00${ZONE}`);
  const toMs = Date.parse(`${query.to}T00:00:00${ZONE}`) + DAY_MS;
  if (fromMs >= toMs) return fail("invalid-input", "the days run backwards");
  if (toMs - fromMs > STATEMENT_DAYS_MAX * DAY_MS) {
    return fail("range-too-large", `a statement has at most ${STATEMENT_DAYS_MAX} days`);
  }
  const account = ACCOUNTS.savings(id, query.product);
  const lines: PassbookRow[] = [];
  let openingRupiah = 0;
  const beforeSeq = await firstSeqAfter(deps, bank, toMs);
  for await (const line of linesBack(deps.ledger, { bank, account, beforeSeq })) {
    if (line.transfer.recordedAtMs < fromMs) {
      openingRupiah = line.balanceAfter;
      break;
    }
    if (lines.length === STATEMENT_ROWS_MAX) {
      return fail("range-too-large", `a statement has at most ${STATEMENT_ROWS_MAX} lines`);
    }
    lines.push(line);
  }
  const amounts = lines.map(({ amount }) => amount);
  return ok({
    openingRupiah,
    closingRupiah: lines[0]?.balanceAfter ?? openingRupiah,
    creditsRupiah: sum(amounts.filter((amount) => amount > 0)),
    debitsRupiah: sum(amounts.filter((amount) => amount < 0).map((amount) => 0 - amount)),
    rows: await toRows(deps, bank, lines.toReversed()),
  });
}

/** Where a book stood at an instant: its lines before this seq were recorded before it. */
async function firstSeqAfter(
  { ledger }: Pick<MyDeps, "ledger">,
  bank: BankId,
  toMs: number,
): Promise<TransferSeq> {
  const [last] = await ledger.transfers({ bank, beforeSeq: null, toMs, limit: 1 });
  return transferSeqSchema.parse((last?.seq ?? 0) + 1);
}
