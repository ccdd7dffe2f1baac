import { createManualClock } from "@resik/kit/clock";
import { describe, expect, it } from "vitest";
import { ASKERS_KEPT_MAX, createRateLimit, REQUESTS_PER_MINUTE } from "./rate-limit.ts";

const PER_MINUTE = REQUESTS_PER_MINUTE.lookup;

describe("the rate limit", () => {
  const fill = (limit: ReturnType<typeof createRateLimit>, asker: string) =>
    Array.from({ length: PER_MINUTE }, () => limit.take("lookup", asker));

  it("hears a minute's worth at once, then as many as a minute has, each asker for itself", async () => {
    const clock = createManualClock(0);
    const limit = createRateLimit(clock);
    expect(fill(limit, "one").every((waitS) => waitS === null)).toBe(true);
    expect(limit.take("lookup", "one")).toBe(1);
    expect(limit.take("lookup", "two")).toBeNull();
    expect(limit.take("resident-write", "one")).toBeNull();
    await clock.advance(60_000 / PER_MINUTE);
    expect(limit.take("lookup", "one")).toBeNull();
    expect(limit.take("lookup", "one")).toBe(1);
    await clock.advance(3_600_000);
    expect(fill(limit, "one").every((waitS) => waitS === null)).toBe(true);
    expect(limit.take("lookup", "one")).toBe(1);
  });

  it("remembers those who ask, and forgets the quiet ones when there are too many", () => {
    const limit = createRateLimit(createManualClock(0));
    fill(limit, "quiet");
    fill(limit, "busy");
    const busy = new Set<number | null>();
    for (let index = 1; index < ASKERS_KEPT_MAX; index++) {
      limit.take("lookup", `other-${index}`);
      busy.add(limit.take("lookup", "busy"));
    }
    expect(busy).toEqual(new Set([1]));
    expect(limit.take("lookup", "quiet")).toBeNull();
  });
});
