import { describe, expect, it } from "vitest";
import { createTailCache } from "./tail-cache.ts";

const setUp = (lastId: number, bytesMax = 30) =>
  createTailCache<{ id: number; size: number }>({ lastId, bytesMax, bytesOf: ({ size }) => size });

describe("tail cache", () => {
  it("knows the successor of what was there before, also when an id was skipped", () => {
    const cache = setUp(7);
    cache.add({ id: 9, size: 1 });
    cache.add({ id: 10, size: 1 });
    expect(cache.after(7)?.id).toBe(9);
    expect(cache.after(9)?.id).toBe(10);
    expect(cache.after(10)).toBeNull();
  });

  it("says that it does not know rather than skip what it never held", () => {
    const cache = setUp(7);
    cache.add({ id: 8, size: 1 });
    expect(cache.after(6)).toBeNull();
  });

  it("drops the oldest when it is past its bytes, and holds exactly its bytes", () => {
    const cache = setUp(0);
    for (const id of [1, 2, 3]) cache.add({ id, size: 10 });
    expect(cache.after(0)?.id).toBe(1);
    cache.add({ id: 4, size: 1 });
    expect(cache.after(0)).toBeNull();
    expect(cache.after(1)?.id).toBe(2);
  });

  it("holds the newest even when it is larger than the maximum alone", () => {
    const cache = setUp(0);
    cache.add({ id: 1, size: 10 });
    cache.add({ id: 2, size: 99 });
    expect(cache.after(0)).toBeNull();
    expect(cache.after(1)?.id).toBe(2);
  });

  it("forgets up to an id and counts the bytes back", () => {
    const cache = setUp(0);
    for (const id of [1, 2, 3]) cache.add({ id, size: 10 });
    cache.dropTo(2);
    expect(cache.after(1)).toBeNull();
    cache.add({ id: 4, size: 20 });
    expect(cache.after(2)?.id).toBe(3);
  });
});
