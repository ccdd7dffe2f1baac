import type { Reading } from "@resik/contract/reading";
import { describe, expect, it } from "vitest";
import { airReading, batchOf, deviceId, HOUR_MS, START_MS } from "../reading.fixture.ts";
import type { CurrentStore } from "../store.suite.ts";
import { scanAll } from "./writing.suite.ts";

/** A reading of a device whose clock is not set: it counts for when it was received. */
const received = (seq: number, afterMs: number, change: Partial<Reading> = {}): Reading => {
  const receivedAtMs = START_MS + afterMs;
  return airReading({ seq, sampledAtMs: null, receivedAtMs, atMs: receivedAtMs, ...change });
};

export function describeUnclocked(current: CurrentStore): void {
  describe("a reading without a clock that comes again at a later time", () => {
    it("is stored once and keeps its first time, within a batch and across batches", async () => {
      const { store, source } = current();
      const first = [received(0, 0), received(1, 10), received(2, 20)];
      await store.write(batchOf([...first, received(1, 40)]));
      expect(await scanAll(source)).toEqual(first);
      await store.write(batchOf([received(1, 50), received(2, 60), received(3, 70)]));
      expect(await scanAll(source)).toEqual([...first, received(3, 70)]);
    });

    it("is known when the store was opened anew", async () => {
      const { store, source, reopen } = current();
      await store.write(batchOf([received(5, 0), received(6, 0)]));
      const again = await reopen();
      await again.write(batchOf([received(6, 2 * HOUR_MS), received(7, 2 * HOUR_MS)]));
      const expected = [received(5, 0), received(6, 0), received(7, 2 * HOUR_MS)];
      expect(await scanAll(source)).toEqual(expected);
      expect(await source.latest({})).toEqual(expected.slice(2));
    });

    it("does not touch the hour in which it comes again", async () => {
      const { store, source } = current();
      await store.write(batchOf([received(0, 0)]));
      await store.write(batchOf([received(0, 3 * HOUR_MS)]));
      await store.rollUp(100);
      const hours = [];
      for await (const { hourMs } of source.rollUps("air", START_MS * 2)) hours.push(hourMs);
      expect(hours).toEqual([START_MS]);
    });

    it("is another one from another boot, device or channel, or with a lower sequence", async () => {
      const { store, source } = current();
      await store.write(batchOf([received(5, 0)]));
      const others = [
        received(4, 10),
        received(5, 20, { boot: "boot-b" }),
        received(5, 30, { device: deviceId("st-02") }),
      ];
      const bin = received(5, 40, { channel: "bin", fields: { fillRatio: 0.5 } });
      await store.write(batchOf([...others, bin]));
      expect(await scanAll(source)).toEqual([received(5, 0), ...others]);
      expect(await scanAll(source, "bin")).toEqual([bin]);
    });

    it("keeps its first time in a channel that does not expire", async () => {
      const { store, source } = current();
      const alert = (afterMs: number) =>
        received(0, afterMs, {
          channel: "alert",
          fields: { rule: "bin-full", severity: "warning", state: "open", open: 1 },
        });
      await store.write(batchOf([alert(0)]));
      await store.write(batchOf([alert(HOUR_MS)]));
      expect(await scanAll(source, "alert")).toEqual([alert(0)]);
    });
  });
}
