import { createRandom } from "@resik/kit/random";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readOutboxCursor } from "../registry/outbox-cursors.ts";
import { NOTIFY_CONSUMER } from "./gather.ts";
import { openNotifyDesk, type NotifyDesk } from "./notify-desk.fixture.ts";
import { startNotify } from "./start-notify.ts";
import { WINDOW_TRANSITIONS } from "./window.ts";

let desk: NotifyDesk;
beforeEach(async () => {
  desk = await openNotifyDesk();
});
afterEach(() => desk.close());

it("lets requests be answered while it works through a long history", async () => {
  const windows = 4;
  for (let n = 0; n < windows * WINDOW_TRANSITIONS; n++) await desk.open(`a${n}`);
  const { db } = desk.registry;
  const notify = startNotify({
    db,
    clock: desk.clock,
    random: createRandom("notify"),
    events: desk.events,
    sessionSecret: "session-secret-of-this-test-0123456789abc",
    publicUrl: null,
  });
  const cursors: number[] = [];
  while (cursors.at(-1) !== windows * WINDOW_TRANSITIONS) {
    await new Promise((resolve) => setImmediate(resolve));
    cursors.push(await readOutboxCursor(db, NOTIFY_CONSUMER));
  }
  expect(new Set(cursors).size).toBeGreaterThanOrEqual(windows);
  await notify.stop();
});
