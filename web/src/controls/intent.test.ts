import { expect, test } from "vitest";
import type { Answer } from "../edge/request.ts";
import { createIntentKeeper } from "./intent.ts";

const lost: Answer<true> = { ok: false, failure: { reason: "network" } };
const refused = (status: number): Answer<true> => ({
  ok: false,
  failure: { reason: "refused", status, code: "x", detail: "", retryAfterS: null },
});

function keeper() {
  let keys = 0;
  let nowMs = Date.parse("2026-11-21T02:00:00Z");
  return createIntentKeeper({
    newKey: () => `key-${++keys}`,
    now: () => (nowMs += 1_000),
  });
}

test("what the network swallowed goes out again with its key and its time", () => {
  const intents = keeper();
  const first = intents.intentFor("/x", { amountRupiah: 1 }, true);
  intents.settle(lost);
  expect(intents.intentFor("/x", { amountRupiah: 1 }, true)).toEqual(first);
  intents.settle(refused(503));
  expect(intents.intentFor("/x", { amountRupiah: 1 }, true)).toEqual(first);
  expect(first.body).toEqual({ occurredAt: "2026-11-21T02:00:01.000Z", amountRupiah: 1 });
});

test("an answer ends the intent, and so does a refusal: the book remembers it by its key", () => {
  const intents = keeper();
  const first = intents.intentFor("/x", { a: 1 }, false);
  intents.settle({ ok: true, value: true });
  const second = intents.intentFor("/x", { a: 1 }, false);
  intents.settle(refused(409));
  const third = intents.intentFor("/x", { a: 1 }, false);
  expect(new Set([first.key, second.key, third.key]).size).toBe(3);
});

test("another wish is another intent, also while the first has no answer", () => {
  const intents = keeper();
  const first = intents.intentFor("/x", { a: 1 }, false);
  expect(intents.intentFor("/x", { a: 2 }, false).key).not.toBe(first.key);
  expect(intents.intentFor("/y", { a: 2 }, false).key).not.toBe(first.key);
});
