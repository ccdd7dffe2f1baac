import { createManualClock } from "@resik/kit/clock";
import { StoreUnavailableError } from "@resik/readings/port";
import { describe, expect, it } from "vitest";
import { retryForever } from "./retry.ts";

/** Fails with these one after the other, then succeeds; tells the waits between the tries. */
async function waitsAfter(...errors: Error[]): Promise<number[]> {
  const clock = createManualClock(0);
  const triedAtMs: number[] = [];
  const told: number[] = [];
  const done = retryForever(
    async () => {
      triedAtMs.push(clock.nowMs());
      const error = errors[triedAtMs.length - 1];
      if (error) throw error;
      return "stored";
    },
    {
      clock,
      signal: new AbortController().signal,
      onFailure: (_error, waitMs) => told.push(waitMs),
    },
  );
  // Lets the first try happen before time moves on.
  await clock.advance(0);
  for (let step = 0; step < 20; step++) await clock.advance(60_000);
  expect(await done).toBe("stored");
  const waits = triedAtMs.slice(1).map((atMs, index) => atMs - (triedAtMs[index] ?? 0));
  expect(told).toEqual(waits);
  return waits;
}
const away = (retryAfterMs: number | null) => new StoreUnavailableError("away", { retryAfterMs });
const broken = new Error("no room");

describe("trying again", () => {
  it("doubles its pause from a tenth of a second up to five seconds", async () => {
    const errors = Array.from({ length: 8 }, () => broken);
    expect(await waitsAfter(...errors)).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  });

  it("waits as long as the store asks", async () => {
    expect(await waitsAfter(away(7_000), away(30_000))).toEqual([7_000, 30_000]);
  });

  it("waits a minute at most, whatever the store asks", async () => {
    expect(await waitsAfter(away(60_000), away(60_001), away(86_400_000))).toEqual([
      60_000, 60_000, 60_000,
    ]);
  });

  it.each([0, 1, null, -5_000])("keeps its own pace when the store asks for %s ms", async (ms) => {
    expect(await waitsAfter(away(ms), away(ms), away(ms))).toEqual([100, 200, 400]);
  });

  it("goes on at its own pace after the store asked once", async () => {
    expect(await waitsAfter(broken, away(9_000), broken)).toEqual([100, 9_000, 400]);
  });

  it("ends a wait that the store asked for when it is told to", async () => {
    const clock = createManualClock(0);
    const ending = new AbortController();
    const done = retryForever(() => Promise.reject(away(50_000)), {
      clock,
      signal: ending.signal,
      onFailure: () => undefined,
    });
    await clock.advance(1_000);
    ending.abort();
    expect(await done).toBeNull();
  });
});
