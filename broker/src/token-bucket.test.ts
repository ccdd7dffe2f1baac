import { createManualClock } from "@resik/kit/clock";
import { describe, expect, it } from "vitest";
import { createRateLimiter } from "./token-bucket.ts";

function setUp(options: { perS?: number; burst?: number; keysMax?: number } = {}) {
  const clock = createManualClock(0);
  const limiter = createRateLimiter({ clock, perS: 2, burst: 3, keysMax: 100, ...options });
  return { clock, takeMany: (key: string, n: number) => taken(limiter, key, n), limiter };
}

function taken(limiter: { take(key: string): boolean }, key: string, tries: number): number {
  let count = 0;
  for (let attempt = 0; attempt < tries; attempt++) if (limiter.take(key)) count++;
  return count;
}

describe("rate limiter", () => {
  it("lets a burst through and refuses the next one", () => {
    expect(setUp().takeMany("a", 4)).toBe(3);
  });

  it("lets the whole burst through at any fraction of a millisecond", () => {
    const manual = createManualClock(0);
    for (const startMs of [1_234.567_891_2, 7.000_000_1, 98_765_432.101_234]) {
      const clock = { ...manual, monotonicMs: () => startMs };
      const limiter = createRateLimiter({ clock, perS: 3, burst: 5_000, keysMax: 1 });
      expect(taken(limiter, "a", 5_001)).toBe(5_000);
    }
  });

  it("gives back at its rate and never more than the burst", async () => {
    const { clock, takeMany } = setUp();
    takeMany("a", 3);
    await clock.advance(499);
    expect(takeMany("a", 1)).toBe(0);
    await clock.advance(1);
    expect(takeMany("a", 2)).toBe(1);
    await clock.advance(3_600_000);
    expect(takeMany("a", 10)).toBe(3);
  });

  it("keeps a steady sender at exactly the rate", async () => {
    const { clock, limiter } = setUp({ perS: 10, burst: 1 });
    let count = 0;
    for (let step = 0; step < 1_000; step++) {
      if (limiter.take("a")) count++;
      await clock.advance(10);
    }
    expect(count).toBeGreaterThanOrEqual(99);
    expect(count).toBeLessThanOrEqual(101);
  });

  it("counts each key by itself", () => {
    const { takeMany } = setUp();
    takeMany("a", 3);
    expect(takeMany("b", 3)).toBe(3);
  });

  it("forgets the key used least recently, not the one that was seen first", () => {
    const { takeMany } = setUp({ keysMax: 2 });
    takeMany("flooder", 3);
    takeMany("b", 1);
    takeMany("flooder", 1);
    takeMany("c", 1);
    expect(takeMany("flooder", 1)).toBe(0);
  });

  it("is not fooled by a wall clock that jumps", () => {
    const { clock, takeMany } = setUp();
    takeMany("a", 3);
    clock.jump(1e12);
    expect(takeMany("a", 1)).toBe(0);
  });
});
