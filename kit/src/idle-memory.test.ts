import { describe, expect, it } from "vitest";
import { createManualClock } from "./clock.ts";
import { collectWhenIdle, processHeap } from "./idle-memory.ts";
import { createLogger } from "./logger.ts";

const MIB = 1_024 * 1_024;
const PERIOD_MS = 5_000;

async function watched(options: { heldBytes: number; liveBytes: number }) {
  const clock = createManualClock(0);
  const state = { ...options, cpuMs: 0, collections: 0 };
  const timer = collectWhenIdle({
    clock,
    logger: createLogger("test", "silent"),
    heap: {
      cpuMs: () => state.cpuMs,
      heldBytes: () => state.heldBytes,
      collect() {
        state.collections++;
        state.heldBytes = state.liveBytes;
      },
    },
  });
  const period = async (busyMs: number): Promise<void> => {
    state.cpuMs += busyMs;
    await clock.advance(PERIOD_MS);
  };
  return { state, timer, period };
}

describe("collectWhenIdle", () => {
  it("gives memory back in the first idle period, and again only after growth", async () => {
    const { state, period } = await watched({ heldBytes: 60 * MIB, liveBytes: 20 * MIB });
    await period(10);
    expect(state.collections).toBe(1);
    await period(10);
    expect(state.collections).toBe(1);
    state.heldBytes = 28 * MIB - 1;
    await period(10);
    expect(state.collections).toBe(1);
    state.heldBytes = 28 * MIB;
    await period(10);
    expect(state.collections).toBe(2);
  });

  it("leaves a busy process alone, however much it holds", async () => {
    const { state, period } = await watched({ heldBytes: 900 * MIB, liveBytes: 20 * MIB });
    await period(100);
    await period(4_000);
    expect(state.collections).toBe(0);
    await period(99);
    expect(state.collections).toBe(1);
  });

  it("ends when it is told to", async () => {
    const { state, timer, period } = await watched({ heldBytes: 60 * MIB, liveBytes: 20 * MIB });
    timer.cancel();
    await period(0);
    expect(state.collections).toBe(0);
  });

  it("frees garbage of the process it runs in", async () => {
    const heap = processHeap();
    const garbage = new WeakRef(Array.from({ length: 100_000 }, (_, index) => ({ index })));
    // A weak reference holds its target until the task that made it has ended.
    await new Promise((resolve) => setImmediate(resolve));
    heap.collect();
    expect(garbage.deref() === undefined).toBe(true);
  });
});
