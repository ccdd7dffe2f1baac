import { describe, expect, it } from "vitest";
import { createManualClock, systemClock } from "./clock.ts";

describe("the manual clock", () => {
  it("runs what falls due in order of time, periods included", async () => {
    const clock = createManualClock(1_000);
    const ran: [string, number][] = [];
    clock.after(30, () => ran.push(["late", clock.nowMs()]));
    clock.every(20, () => ran.push(["tick", clock.nowMs()]));
    clock.after(10, () => ran.push(["early", clock.nowMs()]));
    await clock.advance(45);
    expect(ran).toEqual([
      ["early", 1_010],
      ["tick", 1_020],
      ["late", 1_030],
      ["tick", 1_040],
    ]);
    expect([clock.nowMs(), clock.monotonicMs()]).toEqual([1_045, 45]);
  });

  it("shows whole milliseconds, as the system's does, however it is moved", async () => {
    const clock = createManualClock(1_000);
    await clock.advance(0.4);
    expect(clock.nowMs()).toBe(1_000);
    await clock.advance(0.7);
    expect(clock.nowMs()).toBe(1_001);
    clock.jump(5_000.9);
    expect(clock.nowMs()).toBe(5_000);
  });

  it("does not run a cancelled timer", async () => {
    const clock = createManualClock(0);
    let ran = 0;
    const timer = clock.every(5, () => ran++);
    await clock.advance(12);
    timer.cancel();
    await clock.advance(100);
    expect(ran).toBe(2);
  });

  it("lets the wall clock jump without moving timers", async () => {
    const clock = createManualClock(0);
    let ran = false;
    clock.after(10, () => {
      ran = true;
    });
    clock.jump(1_000_000);
    expect([clock.nowMs(), ran]).toEqual([1_000_000, false]);
    await clock.advance(10);
    expect(ran).toBe(true);
  });

  it("wakes a sleeper when its signal aborts", async () => {
    const clock = createManualClock(0);
    const abort = new AbortController();
    const sleeping = clock.sleep(1_000, abort.signal);
    abort.abort();
    await expect(sleeping).resolves.toBeUndefined();
  });
});

describe("the system clock", () => {
  it("wakes a sleeper when its signal aborts, before and during the sleep", async () => {
    const startMs = systemClock.monotonicMs();
    await systemClock.sleep(60_000, AbortSignal.abort());
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    abort.abort();
    await sleeping;
    expect(systemClock.monotonicMs() - startMs).toBeLessThan(5_000);
  });
});
