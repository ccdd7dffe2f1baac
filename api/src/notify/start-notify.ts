import type { TargetInput } from "@resik/contract/http/notifications";
import type { Clock } from "@resik/kit/clock";
import { nextTurn } from "@resik/kit/next-turn";
import type { Random } from "@resik/kit/random";
import webPush from "web-push";
import { createBell } from "../outbox/bell.ts";
import { pruneMessages } from "../registry/desk/notification-outbox.ts";
import { pushKeys } from "../registry/desk/notification-push.ts";
import type { TargetRow } from "../registry/desk/notification-targets.ts";
import type { RegistryDb } from "../registry/tables.ts";
import type { AddressRule } from "./addresses.ts";
import { testBody } from "./compose.ts";
import { createDeliver } from "./deliver.ts";
import { createGather } from "./gather.ts";
import type { NotifyEvents } from "./notify-events.ts";
import type { Outcome } from "./outcome.ts";
import { createSealer, type Sealer } from "./seal.ts";
import { startSender } from "./sender.ts";

/** Another program may have written transitions. */
const LOOK_EVERY_MS = 2_000;
const RETRY_MS = 2_000;
const PRUNE_EVERY_MS = 3_600_000;
/** A press of the test button is answered within this. */
const TEST_BUDGET_MS = 9_000;
const TEST_ID_LENGTH = 20;

export interface NotifyOptions {
  db: RegistryDb;
  clock: Clock;
  random: Random;
  events: NotifyEvents;
  sessionSecret: string;
  publicUrl: string | null;
  pushRule?: AddressRule;
}

/** Messages about alerts: what follows the alerts, sends, and what routes need of both. */
export interface Notify {
  sealer: Sealer;
  /** Transitions were written, messages are to be tried again, or a target was changed. */
  wake(): void;
  /** Sends a test message now. */
  test(target: TargetRow): Promise<Outcome>;
  /** The public key that browsers subscribe under. */
  publicPushKey(): Promise<string>;
  /** So many messages were given up because their target was switched off or removed. */
  switchedOff(messages: number): void;
  stop(): Promise<void>;
}

/** Starts both loops. Nothing waits for them: without any target they do nothing. */
export function startNotify(options: NotifyOptions): Notify {
  const { db, clock, random, events, sessionSecret, publicUrl, pushRule } = options;
  const sealer = createSealer(sessionSecret);
  const rule = pushRule ? { pushRule } : {};
  const deliver = createDeliver({ db, clock, sealer, publicUrl, ...rule });
  const sender = startSender({ db, clock, random: random.fork("sender"), events, deliver });
  const gather = createGather({ db, clock, random: random.fork("gather"), events, publicUrl });
  const stopping = new AbortController();
  const bell = createBell(clock, stopping.signal);

  async function run(): Promise<void> {
    let prunedAtMs = Number.NEGATIVE_INFINITY;
    while (!stopping.signal.aborted) {
      bell.hush();
      try {
        // A long history is many steps, in which nothing else would get a turn.
        await nextTurn();
        const step = await gather.step();
        if (step === "more") {
          sender.wake();
          continue;
        }
        if (step === "end" && clock.monotonicMs() - prunedAtMs >= PRUNE_EVERY_MS) {
          if ((await pruneMessages(db, clock.nowMs())) > 0) continue;
          prunedAtMs = clock.monotonicMs();
        }
        const waitMs = step === "end" ? LOOK_EVERY_MS : Math.min(step.waitMs, LOOK_EVERY_MS);
        await bell.rest(waitMs, ["posted"]);
      } catch (error) {
        events.delayed(String(error), RETRY_MS);
        await clock.sleep(RETRY_MS, stopping.signal);
      }
    }
  }

  const running = run();
  return {
    sealer,
    wake() {
      bell.ring("posted");
      sender.wake();
    },
    test: (target) => sendTest(target, { ...options, deliver }),
    publicPushKey: async () => (await pushKeys(db, sealer, webPush.generateVAPIDKeys)).publicKey,
    switchedOff: (messages) => events.dropped("switched-off", messages),
    async stop() {
      stopping.abort();
      await running;
      await sender.stop();
    },
  };
}

async function sendTest(
  target: TargetRow,
  options: NotifyOptions & { deliver: ReturnType<typeof createDeliver> },
): Promise<Outcome> {
  const { clock, random, publicUrl, deliver } = options;
  const late = new AbortController();
  const timer = clock.after(TEST_BUDGET_MS, () => late.abort());
  const language: TargetInput["language"] = target.language;
  const body = testBody(random.id(TEST_ID_LENGTH), clock.nowMs(), { language, publicUrl });
  const sending = { body, severity: "high", attempt: 1, told: new Set<string>() } as const;
  try {
    return await deliver(target, { ...sending, onTold: async () => {} }, late.signal);
  } finally {
    timer.cancel();
  }
}
