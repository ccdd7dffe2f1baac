import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeSegment, type InboxRecord } from "@resik/contract/relay";
import { createManualClock, type ManualClock } from "@resik/kit/clock";
import { openInbox, type Inbox } from "./inbox.ts";

export const recordOf = (text: string, bytes = 0): InboxRecord => ({
  receivedAtMs: 1_000,
  retain: false,
  topic: "resik/v1/site-1/bin-1/bin",
  payload: Buffer.concat([Buffer.from(text), Buffer.alloc(bytes, 0x20)]),
});

export const inboxFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "resik-inbox-"));

export interface OpenedInbox {
  inbox: Inbox;
  clock: ManualClock;
  releaseFailures: unknown[];
  /** One group commit of these texts. */
  commit(...texts: string[]): Promise<void>;
}

export function openTestInbox(folder: string): OpenedInbox {
  const clock = createManualClock(1_000);
  const releaseFailures: unknown[] = [];
  const inbox = openInbox({
    path: join(folder, "inbox.sqlite"),
    clock,
    onReleaseFailed: (error) => releaseFailures.push(error),
  });
  return {
    inbox,
    clock,
    releaseFailures,
    async commit(...texts) {
      await Promise.all(
        texts.map(
          (text) =>
            new Promise<void>((resolve, reject) =>
              inbox.add(recordOf(text), (error) => (error ? reject(error) : resolve())),
            ),
        ),
      );
    },
  };
}

/** Everything after a cursor as texts. */
export function textsAfter(inbox: Inbox, cursor: number): string[] {
  const segments = inbox.after(cursor, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  return segments.flatMap(({ bytes }) =>
    decodeSegment(bytes).map(({ payload }) => Buffer.from(payload).toString()),
  );
}
