import { describe, expect, it } from "vitest";
import { createManualClock } from "./clock.ts";
import { createLogger } from "./logger.ts";
import { createShutdown } from "./shutdown.ts";

function setUp() {
  const clock = createManualClock(0);
  const shutdown = createShutdown({
    clock,
    logger: createLogger("test", "silent"),
    stepTimeoutMs: 100,
  });
  return { clock, shutdown };
}

describe("ordered shutdown", () => {
  it("closes what was opened last first, one after the other", async () => {
    const { shutdown } = setUp();
    const closed: string[] = [];
    shutdown.add("store", () => void closed.push("store"));
    shutdown.add("source", async () => {
      await Promise.resolve();
      closed.push("source");
    });
    expect(await shutdown.run()).toEqual({ failed: 0 });
    expect(closed).toEqual(["source", "store"]);
  });

  it("runs once, whoever asks", async () => {
    const { shutdown } = setUp();
    let runs = 0;
    shutdown.add("one", () => void runs++);
    await Promise.all([shutdown.run(), shutdown.run()]);
    expect(runs).toBe(1);
  });

  it("goes on after a step that fails or never ends, and says so", async () => {
    const { clock, shutdown } = setUp();
    let closed = false;
    shutdown.add("last", () => {
      closed = true;
    });
    shutdown.add("stuck", () => new Promise(() => undefined));
    shutdown.add("broken", () => Promise.reject(new Error("no")));
    const running = shutdown.run();
    await clock.advance(1);
    await clock.advance(100);
    expect(await running).toEqual({ failed: 2 });
    expect(closed).toBe(true);
  });
});
