import { COMMIT_BYTES_MAX, COMMIT_ROWS_MAX, COMMIT_WAIT_MS_MAX } from "@resik/contract/limits";
import { encodeSegment, recordBytes, type InboxRecord } from "@resik/contract/relay";
import type { Clock } from "@resik/kit/clock";
import { createGroupCommit } from "@resik/kit/group-commit";
import { openSegmentTable, type Segment } from "./segment-table.ts";
import { createTailCache } from "./tail-cache.ts";

export interface Inbox {
  /** `done(null)` is called once the message is on disk; with an error when it is not. */
  add(record: InboxRecord, done: (error: Error | null) => void): void;
  /** Segments after the cursor, in order, at most so many rows and bytes but at least one. */
  after(cursor: number, rowsMax: number, bytesMax: number): Segment[];
  /** Everything up to the cursor was stored elsewhere and may go. */
  release(cursor: number): void;
  /** The last cursor that was released: a consumer that starts anew continues after it. */
  floor(): number;
  waitingRows(): number;
  waitingBytes(): number;
  /** When the oldest waiting message was received; null when nothing waits. Reads the disk. */
  oldestAtMs(): number | null;
  /** Called after each commit, before its messages are acknowledged. */
  onCommit(run: (rows: number, durationMs: number) => void): void;
  /** Commits what waits and closes the file. */
  close(): void;
}

/** Segments kept in memory so that a consumer that keeps up never makes us read the disk. */
const TAIL_BYTES_MAX = 16 * 1_024 * 1_024;
/** Released segments go with the next commit; when none comes, after this long. */
const RELEASE_IDLE_MS = 500;

export interface InboxOptions {
  path: string;
  clock: Clock;
  /** Released segments could not be deleted now: the disk is full. It is tried again. */
  onReleaseFailed(error: unknown): void;
}

/**
 * The messages that were acknowledged and are not yet stored: many messages, one sync, one row.
 *
 * @throws when the file cannot be opened durably.
 */
export function openInbox({ path, clock, onReleaseFailed }: InboxOptions): Inbox {
  const contents = openContents(path, onReleaseFailed);
  const listeners: ((rows: number, durationMs: number) => void)[] = [];
  const commit = createGroupCommit<InboxRecord>({
    clock,
    rowsMax: COMMIT_ROWS_MAX,
    bytesMax: COMMIT_BYTES_MAX,
    waitMsMax: COMMIT_WAIT_MS_MAX,
    bytesOf: recordBytes,
    commit(records) {
      const startMs = clock.monotonicMs();
      contents.write(records);
      const durationMs = clock.monotonicMs() - startMs;
      for (const run of listeners) run(records.length, durationMs);
    },
  });
  const idle = clock.every(RELEASE_IDLE_MS, () => {
    if (commit.size() === 0) contents.removeStep();
  });

  return {
    add: (record, done) => commit.add(record, done),
    after: (cursor, rowsMax, bytesMax) => collect(cursor, contents.next, rowsMax, bytesMax),
    release: contents.release,
    floor: contents.floor,
    waitingRows: contents.waitingRows,
    waitingBytes: contents.waitingBytes,
    oldestAtMs: contents.oldestAtMs,
    onCommit: (run) => void listeners.push(run),
    close() {
      idle.cancel();
      commit.flush();
      while (contents.removeStep());
      contents.close();
    },
  };
}

/** The segments on disk, the newest of them in memory too, and how far they were released. */
function openContents(path: string, onReleaseFailed: (error: unknown) => void) {
  const table = openSegmentTable(path);
  let waitingRows = table.start.rows;
  let waitingBytes = table.start.bytes;
  let removedTo = table.start.lowId - 1;
  let releasedTo = removedTo;
  const tail = createTailCache<Segment>({
    lastId: table.start.highId,
    bytesMax: TAIL_BYTES_MAX,
    bytesOf: (segment) => segment.bytes.length,
  });

  /** One durable transaction: appends what is given and removes a step of what was released. */
  function change(segment: Parameters<typeof table.write>[0]): number | null {
    const { id, removed } = table.write(segment, releasedTo);
    removedTo = removed.to;
    waitingRows -= removed.rows;
    waitingBytes -= removed.bytes;
    tail.dropTo(removed.to);
    return id;
  }

  return {
    write(records: readonly InboxRecord[]): void {
      const bytes = encodeSegment(records);
      const rows = records.length;
      const id = change({ firstAtMs: records[0]?.receivedAtMs ?? 0, rows, bytes });
      if (id === null) return;
      waitingRows += rows;
      waitingBytes += bytes.length;
      tail.add({ id, rows, bytes });
    },
    /** Deletes one step of what was released; false when nothing is left or it cannot be now. */
    removeStep(): boolean {
      if (releasedTo <= removedTo) return false;
      try {
        change(null);
        return true;
      } catch (error) {
        // Deleting needs room in the log. What stays comes again after a restart and is known then.
        onReleaseFailed(error);
        return false;
      }
    },
    release(cursor: number): void {
      releasedTo = Math.max(releasedTo, cursor);
    },
    next: (cursor: number): Segment | undefined => tail.after(cursor) ?? table.after(cursor),
    floor: () => releasedTo,
    waitingRows: () => waitingRows,
    waitingBytes: () => waitingBytes,
    oldestAtMs: () => table.oldestAtMs(),
    close: () => table.close(),
  };
}

function collect(
  cursor: number,
  next: (from: number) => Segment | undefined,
  rowsMax: number,
  bytesMax: number,
): Segment[] {
  const segments: Segment[] = [];
  let rows = 0;
  let bytes = 0;
  for (let segment = next(cursor); segment; segment = next(segment.id)) {
    rows += segment.rows;
    bytes += segment.bytes.length;
    if (segments.length > 0 && (rows > rowsMax || bytes > bytesMax)) break;
    segments.push(segment);
  }
  return segments;
}
