import { strict as assert } from "node:assert";
import { rm } from "node:fs/promises";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inboxFolder, openTestInbox, textsAfter, type OpenedInbox } from "./inbox.fixture.ts";

type Action =
  | { do: "commit"; rows: number }
  | { do: "release"; share: number }
  | { do: "read"; share: number }
  | { do: "idle" }
  | { do: "reopen" };

const actions = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("commit" as const), rows: fc.integer({ min: 1, max: 4 }) }),
    fc.record({
      do: fc.constant("release" as const),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({
      do: fc.constant("read" as const),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    fc.record({ do: fc.constant("idle" as const) }),
    fc.record({ do: fc.constant("reopen" as const) }),
  ),
  { maxLength: 30 },
);

/** What must hold: each commit's texts under its id, and how far was released. */
class Model {
  readonly segments: { id: number; texts: string[] }[] = [];
  releasedTo = 0;
  texts = 0;

  expectedAfter(cursor: number): string[] {
    return this.segments.filter(({ id }) => id > cursor).flatMap(({ texts }) => texts);
  }
}

/** Does it, and checks what it shows. */
async function step(action: Action, opened: OpenedInbox, model: Model): Promise<void> {
  const { inbox, clock, commit } = opened;
  switch (action.do) {
    case "commit": {
      const texts = Array.from({ length: action.rows }, () => `m${model.texts++}`);
      const before = model.segments.at(-1)?.id ?? 0;
      await commit(...texts);
      const id = inbox.after(Math.max(before, model.releasedTo), 1, 1)[0]?.id ?? -1;
      // Ids rise by one and are never used twice.
      assert.equal(id, before + 1);
      model.segments.push({ id, texts });
      return;
    }
    case "release": {
      const highest = model.segments.at(-1)?.id ?? 0;
      const cursor = Math.floor(highest * action.share);
      inbox.release(cursor);
      model.releasedTo = Math.max(model.releasedTo, cursor);
      return;
    }
    case "read": {
      const highest = model.segments.at(-1)?.id ?? 0;
      const cursor = Math.max(model.releasedTo, Math.floor(highest * action.share));
      assert.deepEqual(textsAfter(inbox, cursor), model.expectedAfter(cursor));
      return;
    }
    case "idle":
      await clock.advance(500);
      return;
    case "reopen":
      return;
  }
}

describe("inbox", () => {
  it("hands out what was committed and not released, in order, from memory and from disk", async () => {
    await fc.assert(
      fc.asyncProperty(actions, async (script) => {
        const folder = await inboxFolder();
        let opened = openTestInbox(folder);
        const model = new Model();
        for (const action of script) {
          if (action.do === "reopen") {
            opened.inbox.close();
            opened = openTestInbox(folder);
          } else {
            await step(action, opened, model);
          }
        }
        expect(opened.inbox.floor()).toBe(model.releasedTo);
        const waiting = model.expectedAfter(model.releasedTo);
        expect(textsAfter(opened.inbox, model.releasedTo)).toEqual(waiting);
        opened.inbox.close();
        // The same question to a cache that is empty: memory and disk must agree.
        const again = openTestInbox(folder);
        expect(textsAfter(again.inbox, model.releasedTo)).toEqual(waiting);
        expect(again.inbox.waitingRows()).toBe(waiting.length);
        again.inbox.close();
        await rm(folder, { recursive: true });
      }),
      { numRuns: 60 },
    );
  });
});
