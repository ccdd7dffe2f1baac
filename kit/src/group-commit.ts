import type { Clock, Timer } from "./clock.ts";

export interface GroupCommitOptions<T> {
  clock: Clock;
  rowsMax: number;
  bytesMax: number;
  /** The longest a lone row waits for company. */
  waitMsMax: number;
  bytesOf(row: T): number;
  /** Makes the rows durable before it returns; throws when it could not. */
  commit(rows: T[]): void;
}

export interface GroupCommit<T> {
  /** Queues a row; `done` is called once, after the commit that held it, with its error or null. */
  add(row: T, done: (error: Error | null) => void): void;
  /** Commits what waits, now. */
  flush(): void;
  /** Rows that wait. */
  size(): number;
}

/**
 * Many rows, one sync. A lone row is committed at the end of the current turn of the event loop.
 * While commits are slow, the next one waits as long as the last one took (at most `waitMsMax`),
 * so that a slow disk is asked less often and each answer covers more rows.
 */
export function createGroupCommit<T>(options: GroupCommitOptions<T>): GroupCommit<T> {
  const { clock, rowsMax, bytesMax, waitMsMax, bytesOf, commit } = options;
  let rows: T[] = [];
  let callbacks: ((error: Error | null) => void)[] = [];
  let bytes = 0;
  let lastCommitMs = 0;
  let lastEndMs = -Infinity;
  let timer: Timer | null = null;
  let turn: NodeJS.Immediate | null = null;

  function flush(): void {
    timer?.cancel();
    timer = null;
    if (turn) clearImmediate(turn);
    turn = null;
    if (rows.length === 0) return;
    const batch = rows;
    const waiting = callbacks;
    rows = [];
    callbacks = [];
    bytes = 0;
    const startMs = clock.monotonicMs();
    let failure: Error | null = null;
    try {
      commit(batch);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    lastEndMs = clock.monotonicMs();
    lastCommitMs = lastEndMs - startMs;
    for (const done of waiting) done(failure);
  }

  function schedule(): void {
    if (timer || turn) return;
    const waitMs = Math.min(waitMsMax, lastCommitMs) - (clock.monotonicMs() - lastEndMs);
    if (waitMs >= 1) timer = clock.after(waitMs, flush);
    else turn = setImmediate(flush);
  }

  return {
    add(row, done) {
      rows.push(row);
      callbacks.push(done);
      bytes += bytesOf(row);
      if (rows.length >= rowsMax || bytes >= bytesMax) flush();
      else schedule();
    },
    flush,
    size: () => rows.length,
  };
}
