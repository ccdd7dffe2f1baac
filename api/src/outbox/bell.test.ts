import { createManualClock } from "@resik/kit/clock";
import { describe, expect, it } from "vitest";
import { createBell, type Ring } from "./bell.ts";

function setUp() {
  const clock = createManualClock(0);
  const ending = new AbortController();
  const bell = createBell(clock, ending.signal);
  /** Rests and notes when it woke. */
  const rest = (until: readonly Ring[]) => bell.rest(1_000, until).then(() => clock.nowMs());
  return { clock, ending, bell, rest };
}

describe("bell", () => {
  it("wakes at its ring, and at the end of the delay without one", async () => {
    const { clock, bell, rest } = setUp();
    const woken = rest(["posted"]);
    await clock.advance(400);
    bell.ring("posted");
    expect(await woken).toBe(400);
    bell.hush();
    const late = rest(["posted"]);
    await clock.advance(1_000);
    expect(await late).toBe(1_400);
  });

  it("does not sleep through a ring that came while it worked, until it is hushed", async () => {
    const { clock, bell, rest } = setUp();
    bell.ring("posted");
    expect(await rest(["posted"])).toBe(0);
    bell.hush();
    const woken = rest(["posted"]);
    await clock.advance(1_000);
    expect(await woken).toBe(1_000);
  });

  it("lets other rings pass: a post does not shorten a wait for the broker", async () => {
    const { clock, bell, rest } = setUp();
    const woken = rest(["connected"]);
    await clock.advance(300);
    bell.ring("posted");
    await clock.advance(300);
    bell.ring("connected");
    expect(await woken).toBe(600);
  });

  it("ends every rest when all ends", async () => {
    const { clock, ending, rest } = setUp();
    const woken = rest([]);
    await clock.advance(100);
    ending.abort();
    expect(await woken).toBe(100);
    expect(await rest([])).toBe(100);
  });
});
