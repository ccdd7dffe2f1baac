import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openDurableSqlite } from "@resik/kit/sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inboxFolder, openTestInbox, recordOf, textsAfter } from "./inbox.fixture.ts";

let folder: string;
beforeEach(async () => {
  folder = await inboxFolder();
});
afterEach(() => rm(folder, { recursive: true }));

describe("inbox", () => {
  it("calls back only when the messages can be read after a crash", async () => {
    const { inbox, commit } = openTestInbox(folder);
    let seen: string[] | null = null;
    inbox.add(recordOf("a"), () => {
      // Another connection sees only what is committed.
      const other = openTestInbox(folder);
      seen = textsAfter(other.inbox, 0);
      other.inbox.close();
    });
    expect(seen).toBeNull();
    await commit("b");
    expect(seen).toEqual(["a", "b"]);
    inbox.close();
  });

  it("keeps order and counts rows and bytes", async () => {
    const { inbox, commit } = openTestInbox(folder);
    await commit("a", "b");
    await commit("c");
    expect(textsAfter(inbox, 0)).toEqual(["a", "b", "c"]);
    expect(inbox.waitingRows()).toBe(3);
    expect(inbox.waitingBytes()).toBe(
      inbox.after(0, 100, 10_000).reduce((sum, { bytes }) => sum + bytes.length, 0),
    );
    expect(inbox.oldestAtMs()).toBe(1_000);
    inbox.close();
  });

  it("gives at most the rows and bytes asked for, but at least one segment", async () => {
    const { inbox, commit } = openTestInbox(folder);
    for (const text of ["a", "b", "c"]) await commit(text);
    const size = inbox.after(0, 1, 1)[0]?.bytes.length ?? 0;
    expect(inbox.after(0, 1, 1)).toHaveLength(1);
    expect(inbox.after(0, 2, 1e6)).toHaveLength(2);
    expect(inbox.after(0, 100, 2 * size)).toHaveLength(2);
    expect(inbox.after(0, 100, 2 * size - 1)).toHaveLength(1);
    inbox.close();
  });

  it("deletes what was released when nothing else is to do", async () => {
    const { inbox, commit, clock } = openTestInbox(folder);
    await commit("a");
    await commit("b");
    const [first] = inbox.after(0, 1, 1);
    inbox.release(first?.id ?? 0);
    await clock.advance(500);
    expect(inbox.waitingRows()).toBe(1);
    expect(textsAfter(inbox, 0)).toEqual(["b"]);
    inbox.close();
  });

  it("continues after the last release, also before the disk has followed", async () => {
    const { inbox, commit } = openTestInbox(folder);
    await commit("a");
    await commit("b");
    const [first] = inbox.after(0, 1, 1);
    inbox.release(first?.id ?? 0);
    expect(textsAfter(inbox, inbox.floor())).toEqual(["b"]);
    inbox.close();
  });

  it("never uses an id again, not even after all were deleted and the file was opened anew", async () => {
    const first = openTestInbox(folder);
    await first.commit("a");
    const last = first.inbox.after(0, 9, 999).at(-1)?.id ?? 0;
    first.inbox.release(last);
    first.inbox.close();
    const second = openTestInbox(folder);
    expect(second.inbox.waitingRows()).toBe(0);
    expect(second.inbox.oldestAtMs()).toBeNull();
    expect(second.inbox.floor()).toBe(last);
    await second.commit("b");
    expect(second.inbox.after(second.inbox.floor(), 9, 999)[0]?.id).toBe(last + 1);
    second.inbox.close();
  });

  it("deletes many released segments in bounded steps and loses none that wait", async () => {
    const { inbox, commit, clock } = openTestInbox(folder);
    for (let index = 0; index < 600; index++) await commit(`m${index}`);
    const cursor = inbox.after(0, 590, 1e9).at(-1)?.id ?? 0;
    inbox.release(cursor);
    await clock.advance(500);
    expect(inbox.waitingRows()).toBe(600 - 256);
    await clock.advance(1_000);
    expect(textsAfter(inbox, 0)).toEqual(Array.from({ length: 10 }, (_, i) => `m${590 + i}`));
    inbox.close();
  });

  it("commits what waits when it is closed", () => {
    const { inbox } = openTestInbox(folder);
    const errors: (Error | null)[] = [];
    inbox.add(recordOf("a"), (error) => errors.push(error));
    inbox.close();
    expect(errors).toEqual([null]);
    const again = openTestInbox(folder);
    expect(textsAfter(again.inbox, 0)).toEqual(["a"]);
    again.inbox.close();
  });

  it("tells each message of a commit that failed, and goes on with the next one", async () => {
    const { inbox, commit } = openTestInbox(folder);
    await commit("a");
    const bad = { ...recordOf("x"), receivedAtMs: 2 ** 48 };
    const answers: (Error | null)[] = [];
    inbox.add(bad, (error) => answers.push(error));
    await expect(commit("b")).rejects.toThrow("out of range");
    expect(answers[0]).toBeInstanceOf(Error);
    await commit("c");
    expect(textsAfter(inbox, 0)).toEqual(["a", "c"]);
    inbox.close();
  });

  it("goes on when released segments cannot be deleted, tells it, and deletes them later", async () => {
    const { inbox, commit, clock, releaseFailures } = openTestInbox(folder);
    await commit("a");
    const db = openDurableSqlite(join(folder, "inbox.sqlite"));
    db.exec("CREATE TRIGGER full BEFORE DELETE ON segment BEGIN SELECT raise(ABORT, 'full'); END");
    inbox.release(inbox.after(0, 1, 1)[0]?.id ?? 0);
    await clock.advance(500);
    expect(releaseFailures).toHaveLength(1);
    expect(inbox.waitingRows()).toBe(1);
    db.exec("DROP TRIGGER full");
    db.close();
    await clock.advance(500);
    expect(inbox.waitingRows()).toBe(0);
    inbox.close();
  });
});
