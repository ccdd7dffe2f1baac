import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import { createBell } from "../outbox/bell.ts";
import {
  beginTry,
  bodyOf,
  countAllWaiting,
  giveUp,
  giveUpOverdue,
  keepTold,
  nextMessage,
  pausedUntilMs,
  settleDelivered,
  settleTry,
  waitingTargets,
  type MessageRow,
} from "../registry/desk/notification-outbox.ts";
import { findTarget, type TargetRow } from "../registry/desk/notification-targets.ts";
import { releaseLease, takeLease } from "../registry/leases.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { backoffMs } from "./backoff.ts";
import type { Deliver } from "./deliver.ts";
import type { NotifyEvents } from "./notify-events.ts";
import type { Outcome } from "./outcome.ts";

/** One message to all recipients of a target; who was not asked by then is asked at the next try. */
const MESSAGE_BUDGET_MS = 15_000;
/** Longer than a message may take: another program takes over when this one is silent. */
export const SEND_LEASE_MS = 20_000;
/** Another program may have written messages, or may have a target in hand. */
const LOOK_EVERY_MS = 2_000;
const HOLDER_LENGTH = 16;

export interface SenderOptions {
  db: RegistryDb;
  clock: Clock;
  random: Random;
  events: NotifyEvents;
  deliver: Deliver;
}

export interface Sender {
  /** There are new messages, or a target was changed. */
  wake(): void;
  /** Ends tries that are under way; they are made again after the next start. */
  stop(): Promise<void>;
}

/**
 * Sends what waits, each target by a loop of its own with one message under way: there are as many
 * at once as targets, at most `TARGETS_MAX`, and none waits for another. A lease on each target
 * keeps two programs from sending to it at once.
 */
export function startSender(options: SenderOptions): Sender {
  const { db, clock, random, events } = options;
  const holder = random.id(HOLDER_LENGTH);
  const stopping = new AbortController();
  const bell = createBell(clock, stopping.signal);
  const busy = new Map<string, Promise<void>>();

  async function sendTo(target: string): Promise<void> {
    const name = `notify/${target}`;
    try {
      for (;;) {
        if (stopping.signal.aborted) return;
        const lease = { name, holder, nowMs: clock.nowMs(), lengthMs: SEND_LEASE_MS };
        if (!(await takeLease(db, lease))) return await clock.sleep(LOOK_EVERY_MS, stopping.signal);
        if (!(await sendNext(target, options, stopping.signal))) return;
      }
    } catch (error) {
      events.delayed(String(error), LOOK_EVERY_MS);
      await clock.sleep(LOOK_EVERY_MS, stopping.signal);
    } finally {
      await releaseLease(db, name, holder).catch((error: unknown) =>
        events.delayed(String(error), SEND_LEASE_MS),
      );
    }
  }

  async function look(): Promise<number> {
    const nowMs = clock.nowMs();
    let restMs = LOOK_EVERY_MS;
    const waiting = await countAllWaiting(db);
    events.waiting(waiting);
    if (waiting === 0) return restMs;
    events.dropped("overdue", await giveUpOverdue(db, nowMs));
    for (const { target, atMs } of await waitingTargets(db, nowMs)) {
      if (busy.has(target)) continue;
      if (atMs > nowMs) {
        restMs = Math.min(restMs, atMs - nowMs);
        continue;
      }
      const sending = sendTo(target).finally(() => {
        busy.delete(target);
        bell.ring("posted");
      });
      busy.set(target, sending);
    }
    return restMs;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      bell.hush();
      const restMs = await look().catch((error: unknown) => {
        events.delayed(String(error), LOOK_EVERY_MS);
        return LOOK_EVERY_MS;
      });
      await bell.rest(restMs, ["posted"]);
    }
  }

  const running = run();
  return {
    wake: () => bell.ring("posted"),
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(busy.values());
    },
  };
}

/** @returns whether there may be more to send to this target now. */
async function sendNext(
  id: string,
  options: SenderOptions,
  stopping: AbortSignal,
): Promise<boolean> {
  const { db, clock, deliver } = options;
  const nowMs = clock.nowMs();
  const target = await findTarget(db, id);
  if (!target || target.enabled === 0 || pausedUntilMs(target, nowMs) > nowMs) return false;
  const next = await nextMessage(db, id, nowMs);
  const message = next && (await beginTry(db, next.seq, nowMs + SEND_LEASE_MS));
  if (!message) return false;
  const late = new AbortController();
  const timer = clock.after(MESSAGE_BUDGET_MS, () => late.abort());
  const told = new Set(toldOf(message));
  const sending = {
    body: bodyOf(message),
    severity: message.severity,
    attempt: message.tries,
    told: new Set(told),
    async onTold(recipient: string) {
      told.add(recipient);
      await keepTold(db, message.seq, told);
    },
  };
  try {
    const signal = AbortSignal.any([late.signal, stopping]);
    const outcome = await deliver(target, sending, signal);
    // A try that we ended ourselves says nothing of the target; it is made again after the start.
    if (stopping.aborted && outcome.kind !== "delivered") return false;
    return await settle(target, message, outcome, options);
  } finally {
    timer.cancel();
  }
}

/** `keepTold` wrote it. */
const toldOf = ({ told }: MessageRow): string[] => JSON.parse(told) as string[];

async function settle(
  target: TargetRow,
  message: MessageRow,
  outcome: Outcome,
  { db, clock, random, events }: SenderOptions,
): Promise<boolean> {
  const nowMs = clock.nowMs();
  const { kind } = target;
  switch (outcome.kind) {
    case "delivered":
      await db
        .transaction()
        .execute((trx) => settleDelivered(trx, { seq: message.seq, target: target.id, nowMs }));
      events.sent(kind);
      return true;
    case "nobody":
      await giveUp(db, message.seq, outcome.detail, nowMs);
      events.dropped("no-recipient", 1);
      return true;
    case "away":
    case "refused": {
      const isAway = outcome.kind === "away";
      const failures = isAway ? target.failures : message.tries - 1;
      const asked = isAway ? outcome.retryAfterMs : undefined;
      const retryMs = backoffMs(failures, random, asked);
      const againAtMs = nowMs + retryMs;
      const pauseUntilMs = isAway ? againAtMs : null;
      const failed = { seq: message.seq, target: target.id, detail: outcome.detail };
      await db
        .transaction()
        .execute((trx) => settleTry(trx, { ...failed, againAtMs, pauseUntilMs }));
      const { reason, detail } = outcome;
      events.tryFailed({ kind, reason, target: target.id, detail, retryMs });
      return !isAway;
    }
  }
}
