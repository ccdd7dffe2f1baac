import { afterEach, beforeEach, expect, it } from "vitest";
import { openRegistry, type Registry } from "../open.ts";
import { addMute, endMute, liveMutes, MUTES_MAX, type MuteRow } from "./alert-mutes.ts";
import { readRevision } from "./alert-rules.ts";

const NOW_MS = Date.UTC(2026, 10, 22);
const END_MS = NOW_MS + 3_600_000;

let registry: Registry;
beforeEach(() => {
  registry = openRegistry(":memory:");
});
afterEach(() => registry.close());

const mute = (id: string, own: Partial<MuteRow> = {}) =>
  addMute(registry.db, {
    id,
    rule: null,
    site: null,
    device: null,
    from_ms: NOW_MS,
    until_ms: END_MS,
    reason: "Perbaikan",
    by_user: null,
    by_name: "Wati",
    ...own,
  });

it("are taken up to as many as may be; one more waits until one is over", async () => {
  for (let index = 0; index < MUTES_MAX; index++) {
    expect(await mute(`mute${index}`)).toMatchObject({ ok: true });
  }
  expect(await mute("more")).toMatchObject({ code: "invalid-input" });
  expect(await liveMutes(registry.db)).toHaveLength(MUTES_MAX);
  expect(await mute("later", { from_ms: END_MS, until_ms: END_MS + 1 })).toMatchObject({
    ok: true,
  });
  expect(await liveMutes(registry.db)).toMatchObject([{ id: "later" }]);
});

it("are seen by every evaluator when they begin and when they end, and not when refused", async () => {
  const { db } = registry;
  await mute("mute1");
  expect(await readRevision(db)).toBe(1);
  expect(await endMute(db, "nothing")).toMatchObject({ code: "not-found" });
  expect(await readRevision(db)).toBe(1);
  expect(await endMute(db, "mute1")).toMatchObject({ ok: true });
  expect(await readRevision(db)).toBe(2);
});
