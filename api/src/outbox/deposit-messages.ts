import { LINES_MAX } from "@resik/contract/bank/limits";
import { itemIdSchema } from "@resik/contract/bank/ids";
import type { RuleBook } from "@resik/contract/bank/rule-book";
import { SCHEMA_VERSION, SEQ_MAX } from "@resik/contract/payload/reading";
import { deviceTopic } from "@resik/contract/topic";
import type { Transfer } from "@resik/ledger/transfer";
import { itemRuleWhen, massOfLine } from "../bank/line-mass.ts";
import type { Announcement } from "./follower.ts";

/** Transfers whose lines fit in the sequence numbers of one boot id. */
const TRANSFERS_PER_BOOT = Math.floor(SEQ_MAX / LINES_MAX);
const BOOK_CHARACTERS = 16;

/**
 * What a transfer says on channel `deposit`: a message a line, without a word about whom. The
 * report group is the one that the item had when the transfer was decided, so it is the same in
 * every repetition. The identity follows from the book alone, so a transfer that is announced again is the same reading.
 * See docs/adr/0008.
 *
 * @param counted the deposit or its valuation: the transfer itself, or what it reverses.
 * @param bookSha256 hash of the first transfer of the bank's chain.
 */
export function depositMessages(
  transfer: Transfer,
  counted: Transfer | null,
  { bookSha256, rules }: { bookSha256: string; rules: RuleBook },
): Announcement[] {
  const detail = counted?.detail;
  if (!counted || (detail?.kind !== "deposit" && detail?.kind !== "value")) return [];
  const sign = transfer.reverses === null ? 1 : -1;
  const part = Math.floor(transfer.seq / TRANSFERS_PER_BOOT);
  const boot = `${bookSha256.slice(0, BOOK_CHARACTERS)}-${part}`;
  const firstSeq = (transfer.seq % TRANSFERS_PER_BOOT) * LINES_MAX;
  return detail.lines.map((line, index) => {
    const item = itemIdSchema.parse(line.stock.slice(0, line.stock.indexOf(".")));
    const rule = itemRuleWhen(rules, line.stock, counted);
    // The quantity was announced when it was weighed; now only the value is new.
    const massG = detail.kind === "value" ? 0 : massOfLine(line, rule);
    return {
      topic: deviceTopic(transfer.bank, transfer.bank, "deposit"),
      payload: JSON.stringify({
        v: SCHEMA_VERSION,
        boot,
        seq: firstSeq + index,
        sampledAt: transfer.occurredAtMs,
        item,
        ...(rule === null ? {} : { itemGroup: rule.reportGroup }),
        ...(massG === null ? {} : { massG: sign * massG }),
        amountIdr: sign * (line.value?.grossRupiah ?? 0),
      }),
    };
  });
}
