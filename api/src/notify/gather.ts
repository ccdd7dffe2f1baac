import type { AlertSeverity } from "@resik/contract/alert-rule";
import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { transitionsAfter, type AlertTransition } from "../registry/alerts.ts";
import {
  addMessage,
  countWaiting,
  mildestWaiting,
  replaceMessage,
  toldAlerts,
  untriedMessage,
  waitingByAlert,
  type MessageRef,
} from "../registry/desk/notification-messages.ts";
import { bodyOf, giveUp } from "../registry/desk/notification-outbox.ts";
import {
  enabledTargets,
  findTarget,
  type TargetRule,
} from "../registry/desk/notification-targets.ts";
import { keepOutboxCursor, readOutboxCursor } from "../registry/outbox-cursors.ts";
import type { RegistryDb } from "../registry/tables.ts";
import {
  alertOf,
  bodyOfAlerts,
  mergeAlerts,
  readNames,
  severityOf,
  type Names,
} from "./compose.ts";
import type { NotifyEvents } from "./notify-events.ts";
import { groupItems, rankOf, toldItems, type ToldItem } from "./told-items.ts";
import { waitMsOf, WINDOW_TRANSITIONS } from "./window.ts";

/** The row of `outbox_cursors`. */
export const NOTIFY_CONSUMER = "notify";
/** Alerts in one message; more of them make another one. */
export const MESSAGE_ALERTS_MAX = 500;
/** Messages that wait for one target; with one more the mildest is given up, and counted. */
export const WAITING_MAX = 1_000;
const FULL = `more than ${WAITING_MAX} messages wait`;
const MESSAGE_ID_LENGTH = 20;

export interface GatherOptions {
  db: RegistryDb;
  clock: Clock;
  random: Random;
  events: NotifyEvents;
  publicUrl: string | null;
}

export interface Gather {
  /**
   * Puts what happened into messages, if it has waited for company long enough.
   *
   * @returns for how long it has to wait; `more` when there may be more now, `end` when there is
   * nothing.
   * @throws when the registry fails; nothing is lost then.
   */
  step(): Promise<"more" | "end" | { waitMs: number }>;
}

/**
 * Follows the outbox of alerts. A message, what it tells of and the cursor are one transaction:
 * after a crash each transition stands in a message or is still to come, never both or neither.
 */
export function createGather(options: GatherOptions): Gather {
  const { db, clock, events } = options;
  /** When this program first saw a transition: a clock that was set back makes none younger. */
  let seenAtMs = new Map<number, number>();

  const ageMs = ({ id, atMs }: Pick<AlertTransition, "id" | "atMs">): number =>
    Math.max(clock.nowMs() - atMs, clock.monotonicMs() - (seenAtMs.get(id) ?? 0), 0);

  return {
    async step() {
      const afterId = await readOutboxCursor(db, NOTIFY_CONSUMER);
      const pending = await transitionsAfter(db, { afterId, limit: WINDOW_TRANSITIONS });
      const nowMs = clock.monotonicMs();
      seenAtMs = new Map(pending.map(({ id }) => [id, seenAtMs.get(id) ?? nowMs]));
      const last = pending.at(-1);
      if (!last) return "end";
      const hasListeners = (await enabledTargets(db)).length > 0;
      const waitMs = hasListeners ? waitMsOf(pending, ageMs) : 0;
      if (waitMs > 0) return { waitMs };
      const told = await db.transaction().execute(async (trx) => {
        if (!(await holdCursor(trx, afterId))) return null;
        const made = await tellTargets(trx, pending, options);
        await keepOutboxCursor(trx, NOTIFY_CONSUMER, last.id);
        return made;
      });
      if (told === null) return "more";
      events.gathered({ transitions: pending.length, messages: told.messages });
      events.dropped("queue-full", told.dropped);
      return "more";
    },
  };
}

/**
 * Locks the cursor for this transaction: the first statement writes, so that two programs wait for
 * each other and neither has read what the other one is about to change.
 *
 * @returns false when it is not where it was.
 */
async function holdCursor(trx: RegistryDb, afterId: number): Promise<boolean> {
  await trx
    .insertInto("outbox_cursors")
    .values({ consumer: NOTIFY_CONSUMER, after_id: 0 })
    .onConflict((conflict) =>
      conflict.column("consumer").doUpdateSet(({ ref }) => ({
        after_id: ref("outbox_cursors.after_id"),
      })),
    )
    .execute();
  return (await readOutboxCursor(trx, NOTIFY_CONSUMER)) === afterId;
}

/** What stands in a transaction, to be counted when it is through. */
interface Told {
  /** Messages that were made. */
  messages: number;
  /** Messages that were given up because too many wait. */
  dropped: number;
}

async function tellTargets(
  trx: RegistryDb,
  pending: readonly AlertTransition[],
  options: GatherOptions,
): Promise<Told> {
  const ended = pending.filter(({ step }) => step === "resolved").map(({ alert }) => alert);
  const told: Told = { messages: 0, dropped: 0 };
  for (const target of await enabledTargets(trx)) {
    const known = await toldAlerts(trx, target.id, ended);
    const items = toldItems(target, pending, known);
    if (items.length === 0) continue;
    const names = await readNames(trx, items);
    const waiting = await waitingByAlert(
      trx,
      target.id,
      items.map(({ alert }) => alert),
    );
    // What is over waits for the message that says it began; what is new must not wait for it.
    const parts = Map.groupBy(items, ({ alert }) => waiting.get(alert) ?? null);
    for (const [afterSeq, part] of parts) {
      const telling = { target, items: part, names, afterSeq };
      if (await addToWaiting(trx, telling, options)) continue;
      for (const items of groupItems(part, MESSAGE_ALERTS_MAX)) {
        const isFull = await addGroup(trx, { ...telling, items }, options);
        told.messages++;
        if (isFull) told.dropped++;
      }
    }
  }
  return told;
}

interface Telling {
  target: TargetRule;
  items: readonly ToldItem[];
  names: Names;
  /** The waiting message that tells of the same alerts. */
  afterSeq: number | null;
}

const refsOf = (items: readonly ToldItem[]): MessageRef[] =>
  items.flatMap(({ alert, transitions }) =>
    transitions.map(({ id }) => ({ transitionId: id, alert })),
  );

/**
 * While a target does not answer, what comes after is added to the message that waits behind the
 * one being tried: when it is back it hears of everything in few messages.
 */
async function addToWaiting(
  trx: RegistryDb,
  { target, items, names, afterSeq }: Telling,
  { publicUrl }: GatherOptions,
): Promise<boolean> {
  const row = await findTarget(trx, target.id);
  if (!row || row.failures === 0) return false;
  const message = await untriedMessage(trx, target.id, afterSeq);
  if (!message) return false;
  const to = { language: target.language, publicUrl };
  const before = bodyOf(message);
  const alerts = mergeAlerts(
    before.alerts,
    items.map((item) => alertOf(item, names, to)),
  );
  if (alerts.length > MESSAGE_ALERTS_MAX) return false;
  const head = { id: before.id, createdAtMs: message.created_at_ms };
  const body = bodyOfAlerts(alerts, head, to);
  await replaceMessage(trx, message, { body, severity: severityOf(alerts), refs: refsOf(items) });
  return true;
}

/** @returns whether a message was given up for it, this one or a milder one. */
async function addGroup(
  trx: RegistryDb,
  { target, items, names, afterSeq }: Telling,
  { clock, random, publicUrl }: GatherOptions,
): Promise<boolean> {
  const to = { language: target.language, publicUrl };
  const nowMs = clock.nowMs();
  const alerts = items.map((item) => alertOf(item, names, to));
  const body = bodyOfAlerts(alerts, { id: random.id(MESSAGE_ID_LENGTH), createdAtMs: nowMs }, to);
  const severity = severityOf(alerts);
  const room = await makeRoom(trx, { target: target.id, severity, nowMs });
  await addMessage(trx, {
    target: target.id,
    severity,
    body,
    refs: refsOf(items),
    nowMs,
    afterSeq,
    ...(room === "none" ? { droppedBecause: FULL } : {}),
  });
  return room !== "free";
}

/**
 * Where as many messages wait as may, a milder one than the new one makes room for it (`made`).
 *
 * @returns `none` when none is milder: then the new one is given up.
 */
async function makeRoom(
  trx: RegistryDb,
  { target, severity, nowMs }: { target: string; severity: AlertSeverity; nowMs: number },
): Promise<"free" | "made" | "none"> {
  if ((await countWaiting(trx, target)) < WAITING_MAX) return "free";
  const mildest = await mildestWaiting(trx, target);
  if (!mildest || rankOf(mildest.severity) >= rankOf(severity)) return "none";
  await giveUp(trx, mildest.seq, FULL, nowMs);
  return "made";
}
