import { transferSeqSchema, type BankId } from "@resik/contract/bank/ids";
import type { Clock } from "@resik/kit/clock";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import type { RuleBooks } from "../bank/rule-books.ts";
import type { ApiEvents } from "../events.ts";
import type { MqttLink } from "../mqtt/link.ts";
import { keepOutboxCursor, readOutboxCursor } from "../registry/outbox-cursors.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { depositMessages } from "./deposit-messages.ts";
import {
  sendAll,
  startFollower,
  type Announcement,
  type Follower,
  type Outcome,
} from "./follower.ts";

/** The row of `outbox_cursors`. */
export const DEPOSIT_CONSUMER = "deposit";

/** Transfers read at once: some milliseconds, in which requests wait. */
const JOURNAL_PAGE_ROWS = 50;
/** Messages that wait for their PUBACK at once; the lines of one more transfer may go above it. */
const IN_FLIGHT_MAX = 100;
/** The journal is looked at this often though nobody rang. */
const LOOK_EVERY_MS = 30_000;

const FIRST_SEQ = transferSeqSchema.parse(1);
const MS_PER_S = 1_000;

export interface DepositAnnouncerOptions {
  ledger: Pick<LedgerStore, "journal" | "transfer">;
  ruleBooks: RuleBooks;
  db: RegistryDb;
  link: MqttLink;
  clock: Clock;
  events: ApiEvents;
}

/**
 * Follows the journal and announces every posted deposit over MQTT, in order and at least once:
 * the cursor moves only after the broker acknowledged everything before it. The book itself is the
 * outbox, so no request waits for this, and nothing is lost while the broker is away.
 */
export const startDepositAnnouncer = (options: DepositAnnouncerOptions): Follower =>
  startFollower({
    link: options.link,
    clock: options.clock,
    lookEveryMs: LOOK_EVERY_MS,
    step: createAnnouncing(options),
    onFailure: options.events.depositsDelayed,
  });

/** Announces what follows the cursor, one page of the journal a call. */
function createAnnouncing(
  options: DepositAnnouncerOptions,
): (signal: AbortSignal) => Promise<Outcome> {
  const { ledger, db, link, clock, events } = options;
  const messagesOf = createMessagesOf(options);
  let cursor: number | null = null;

  async function send(
    messages: readonly Announcement[],
    upToId: number,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const sent = await sendAll(link, messages, signal);
    if (sent === "stopped") return "more";
    if (sent !== null) return sent;
    await keepOutboxCursor(db, DEPOSIT_CONSUMER, upToId);
    cursor = upToId;
    events.depositsAnnounced(messages.length);
    return "more";
  }

  return async (signal) => {
    cursor ??= await firstCursor(options);
    const page = await ledger.journal({ afterId: cursor, limit: JOURNAL_PAGE_ROWS });
    const [oldest] = page;
    events.depositLag(oldest ? Math.max(0, clock.nowMs() - oldest.recordedAtMs) / MS_PER_S : 0);
    if (!oldest) return "end";
    if (!link.isConnected()) return "away";
    let window: Announcement[] = [];
    for (const transfer of page) {
      window.push(...(await messagesOf(transfer)));
      if (window.length < IN_FLIGHT_MAX && transfer !== page.at(-1)) continue;
      const outcome = await send(window, transfer.id, signal);
      if (outcome !== "more" || signal.aborted) return outcome;
      window = [];
    }
    return "more";
  };
}

/**
 * Where to go on. A cursor without its transfer is of another book, such as the one before a backup
 * was restored: then everything is announced again, which changes nothing that is stored.
 */
async function firstCursor({ db, ledger }: DepositAnnouncerOptions): Promise<number> {
  const kept = await readOutboxCursor(db, DEPOSIT_CONSUMER);
  if (kept === 0) return 0;
  const [at] = await ledger.journal({ afterId: kept - 1, limit: 1 });
  return at?.id === kept ? kept : 0;
}

/** The messages of a transfer, with what they depend on besides it. */
function createMessagesOf({
  ledger,
  ruleBooks,
}: DepositAnnouncerOptions): (transfer: Transfer) => Promise<Announcement[]> {
  // One entry a bank, and a district numbers at most 999 of them.
  const bookByBank = new Map<BankId, string>();

  async function bookOf(bank: BankId): Promise<string> {
    const known = bookByBank.get(bank);
    if (known !== undefined) return known;
    const first = await ledger.transfer(bank, FIRST_SEQ);
    if (!first) throw new Error(`${bank} has transfers but no first one`);
    bookByBank.set(bank, first.sha256);
    return first.sha256;
  }

  return async (transfer) => {
    const { bank, kind, reverses } = transfer;
    if (kind !== "deposit" && kind !== "value" && kind !== "reverse") return [];
    const counted = reverses === null ? transfer : await ledger.transfer(bank, reverses);
    const rules = await ruleBooks.of(bank);
    return depositMessages(transfer, counted, { bookSha256: await bookOf(bank), rules });
  };
}
