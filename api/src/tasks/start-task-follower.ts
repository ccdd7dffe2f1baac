import type { Clock } from "@resik/kit/clock";
import type { Random } from "@resik/kit/random";
import type { ReadingSource } from "@resik/readings/port";
import { releaseLease, takeLease } from "../registry/leases.ts";
import type { RegistryDb } from "../registry/tables.ts";
import { followTasks } from "./follow-tasks.ts";
import type { TaskEvents } from "./task-events.ts";

/** From the end of a round to the beginning of the next. */
export const FOLLOW_EVERY_MS = 30_000;
const LEASE_NAME = "task-follower";
/** Several rounds: a slow one must not lose it. */
const LEASE_MS = 4 * FOLLOW_EVERY_MS;
const HOLDER_LENGTH = 16;

export interface TaskFollower {
  stop(): Promise<void>;
}

export interface TaskFollowerOptions {
  db: RegistryDb;
  source: Pick<ReadingSource, "latest">;
  clock: Clock;
  random: Random;
  events: TaskEvents;
  /** Steps were written that pages and messages may tell of. */
  onSteps(): void;
}

/** Follows tasks and photos, in one program at a time. */
export function startTaskFollower(options: TaskFollowerOptions): TaskFollower {
  const { db, source, clock, random, events, onSteps } = options;
  const holder = random.id(HOLDER_LENGTH);
  const stopping = new AbortController();

  async function lookOnce(): Promise<void> {
    const nowMs = clock.nowMs();
    const lease = { name: LEASE_NAME, holder, nowMs, lengthMs: LEASE_MS };
    if (!(await takeLease(db, lease))) return;
    if ((await followTasks({ db, source, nowMs, events })) > 0) onSteps();
  }

  async function run(): Promise<void> {
    for (;;) {
      await clock.sleep(FOLLOW_EVERY_MS, stopping.signal);
      if (stopping.signal.aborted) return;
      await lookOnce().catch(events.followFailed);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      await releaseLease(db, LEASE_NAME, holder);
    },
  };
}
