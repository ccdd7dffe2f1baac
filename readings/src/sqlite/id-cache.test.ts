import { expect, it } from "vitest";
import { createIdCache } from "./id-cache.ts";

it("keeps what is in use and stays within its bound", () => {
  const cache = createIdCache(10);
  cache.set("in-use", 1);
  for (let id = 2; id < 1_000; id++) {
    cache.set(`once-${id}`, id);
    expect(cache.get("in-use")).toBe(1);
  }
  const kept = Array.from({ length: 1_000 }, (_, id) => cache.get(`once-${id}`) !== undefined);
  expect(kept.filter(Boolean).length).toBeLessThanOrEqual(10);
  expect(cache.get("once-2")).toBeUndefined();
});

it("knows nothing after clear", () => {
  const cache = createIdCache(10);
  cache.set("a", 1);
  cache.clear();
  expect(cache.get("a")).toBeUndefined();
});
