import { transferSeqSchema, type BankId } from "@resik/contract/bank/ids";
import type { Clock } from "@resik/kit/clock";
import type { LedgerStore } from "@resik/ledger/port";
import type { Transfer } from "@resik/ledger/transfer";
import type { RuleBooks } from "../bank/rule-books.ts";
import type { ApiEvents } from "../events.ts";
import type { MqttLink } from "../mqtt/link.ts";
import { keepOutboxCursor, readOutboxCursor } from "../registry/outbox-cursors.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { createBell } from "./bell.ts";
import { depositMessages, type DepositMessage } from "./deposit-messages.ts";

/** The row of `outbox_cursors`. */
export const DEPOSIT_CONSUMER = "deposit";

/** Transfers read at once: some milliseconds, in which requests wait. */
const JOURNAL_PAGE_ROWS = 50;
/** Messages that wait for their PUBACK at once; the lines of one more transfer may go above it. */
const IN_FLIGHT_MAX = 100;
/** The journal is looked at this often though nobody rang. */
const LOOK_EVERY_MS = 30_000;
/** After a failure; doubles up to the maximum, for ever. */
const BACKOFF_MS_MIN = 250;
const BACKOFF_MS_MAX = 30_000;

const FIRST_SEQ = transferSeqSchema.parse(1);
const MS_PER_S = 1_000;

export interface DepositAnnouncer {
  /** Something was posted. */
  wake(): void;
  /** Ends without waiting for the broker; what it did not acknowledge is announced again. */
  stop(): Promise<void>;
}

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
export function startDepositAnnouncer(options: DepositAnnouncerOptions): DepositAnnouncer {
  const { clock, link, events } = options;
  const stopping = new AbortController();
  const bell = createBell(clock, stopping.signal);

  async function run(): Promise<void> {
    const announce = createAnnouncing(options, stopping.signal);
    let failures = 0;
    while (!stopping.signal.aborted) {
      bell.hush();
      const outcome = await announce().catch((error: unknown) => ({ failure: String(error) }));
      if (typeof outcome === "string") failures = 0;
      if (outcome === "end") await bell.rest(LOOK_EVERY_MS, ["posted", "connected"]);
      if (outcome === "away") await bell.rest(LOOK_EVERY_MS, ["connected"]);
      if (typeof outcome === "string" || stopping.signal.aborted) continue;
      const retryMs = Math.min(BACKOFF_MS_MIN * 2 ** Math.min(failures++, 10), BACKOFF_MS_MAX);
      events.depositsDelayed(outcome.failure, retryMs);
      await bell.rest(retryMs, ["connected"]);
    }
  }

  link.onConnect(() => bell.ring("connected"));
  const running = run();
  return {
    wake: () => bell.ring("posted"),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** `end`: nothing is left; `away`: there is no broker; `failure`: it did not acknowledge. */
type Outcome = "more" | "end" | "away" | { failure: string };

/** Announces what follows the cursor, one page of the journal a call. */
function createAnnouncing(
  options: DepositAnnouncerOptions,
  signal: AbortSignal,
): () => Promise<Outcome> {
  const { ledger, db, link, clock, events } = options;
  const messagesOf = createMessagesOf(options);
  const aborted = new Promise<"stopped">((resolve) =>
    signal.addEventListener("abort", () => resolve("stopped")),
  );
  let cursor: number | null = null;

  async function send(messages: readonly DepositMessage[], upToId: number): Promise<Outcome> {
    const acks = messages.map(({ topic, payload }) => link.publish(topic, payload));
    const sent = await Promise.race([Promise.all(acks), aborted]);
    if (sent === "stopped") return "more";
    const refused = sent.find((ack) => !ack.ok);
    if (refused && !refused.ok) return { failure: refused.detail };
    await keepOutboxCursor(db, DEPOSIT_CONSUMER, upToId);
    cursor = upToId;
    events.depositsAnnounced(messages.length);
    return "more";
  }

  return async () => {
    cursor ??= await firstCursor(options);
    const page = await ledger.journal({ afterId: cursor, limit: JOURNAL_PAGE_ROWS });
    const [oldest] = page;
    events.depositLag(oldest ? Math.max(0, clock.nowMs() - oldest.recordedAtMs) / MS_PER_S : 0);
    if (!oldest) return "end";
    if (!link.isConnected()) return "away";
    let window: DepositMessage[] = [];
    for (const transfer of page) {
      window.push(...(await messagesOf(transfer)));
      if (window.length < IN_FLIGHT_MAX && transfer !== page.at(-1)) continue;
      const outcome = await send(window, transfer.id);
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
}: DepositAnnouncerOptions): (transfer: Transfer) => Promise<DepositMessage[]> {
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
