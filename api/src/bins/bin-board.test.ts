import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createManualClock } from "@resik/kit/clock";
import { openReadingStore } from "@resik/readings/open";
import type { ReadingSource, ReadingStore, ScanQuery } from "@resik/readings/port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeReading } from "../test/make-reading.ts";
import { createBinBoard, type BinBoard } from "./bin-board.ts";

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse("2026-11-02T10:00:00+07:00");

describe("the board of bins", () => {
  const clock = createManualClock(NOW_MS);
  let dir: string;
  let store: ReadingStore;
  let board: BinBoard;
  let scans: ScanQuery[];
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "resik-board-"));
    store = await openReadingStore("sqlite:", { dataDir: dir, clock });
    scans = [];
    const watched = store;
    const source: ReadingSource = Object.assign(Object.create(watched) as ReadingSource, {
      scan(query: ScanQuery) {
        scans.push(query);
        return watched.scan(query);
      },
    });
    board = createBinBoard({ source, clock });
  });
  afterEach(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });

  const say = (device: string, atMs: number, seq: number, fillRatio: number) =>
    store.write({
      readings: [makeReading({ device, atMs, seq, fields: { fillRatio } })],
      quarantined: [],
    });
  const levelOf = async (device: string): Promise<number | null | undefined> =>
    (await board.look()).get(device)?.belief.fillRatio;

  it("is empty without readings", async () => {
    expect((await board.look()).size).toBe(0);
  });

  it("reads a bin when it said something, and from where it was known", async () => {
    const nowMs = clock.nowMs();
    for (let step = 0; step < 9; step++) {
      await say("bin-01", nowMs - (9 - step) * 20 * 60_000, step, 0.3);
      await say("bin-02", nowMs - (9 - step) * 20 * 60_000, step, 0.5);
    }
    expect(await levelOf("bin-01")).toBeCloseTo(0.3, 1);
    expect(scans.map(({ device }) => device)).toEqual(["bin-01", "bin-02"]);
    await clock.advance(31_000);
    await board.look();
    expect(scans).toHaveLength(2);
    await say("bin-01", clock.nowMs(), 20, 0.36);
    await clock.advance(31_000);
    await board.look();
    expect(scans).toHaveLength(3);
    expect(scans[2]?.device).toBe("bin-01");
    expect(scans[2]?.fromMs).toBeGreaterThan(clock.nowMs() - 3 * HOUR_MS);
    expect((await board.look()).get("bin-01")?.heardMs).toBe(clock.nowMs() - 31_000);
  });

  it("is not asked for anew within half a minute, nor twice at once", async () => {
    const nowMs = clock.nowMs();
    for (let step = 0; step < 3; step++) await say("bin-01", nowMs - 60_000 + step, step, 0.3);
    await Promise.all([board.look(), board.look(), board.look()]);
    expect(scans).toHaveLength(1);
    await say("bin-01", nowMs, 9, 0.35);
    await board.look();
    expect(scans).toHaveLength(1);
  });

  it("takes in what was told late, behind newer readings", async () => {
    const nowMs = clock.nowMs();
    const readings = [0.2, 0.22, 0.24].map((fillRatio, index) =>
      makeReading({
        device: "bin-01",
        atMs: nowMs - (30 - index) * HOUR_MS,
        seq: index,
        fields: { fillRatio },
      }),
    );
    await store.write({ readings, quarantined: [] });
    await board.look();
    await clock.advance(31_000);
    // After an outage of a day everything comes at once.
    const late = Array.from({ length: 25 }, (_, index) =>
      makeReading({
        device: "bin-01",
        atMs: nowMs - (26 - index) * HOUR_MS,
        seq: 3 + index,
        fields: { fillRatio: 0.25 + index * 0.01 },
      }),
    );
    await store.write({ readings: late, quarantined: [] });
    expect(await levelOf("bin-01")).toBeCloseTo(0.49, 2);
  });

  it("learns the rhythm from weeks of hours", async () => {
    const nowMs = clock.nowMs();
    const readings = Array.from({ length: 21 * 24 }, (_, index) =>
      makeReading({
        device: "bin-01",
        atMs: nowMs - (21 * 24 - index) * HOUR_MS,
        seq: index,
        fields: { fillRatio: (index % 48) / 50 },
      }),
    );
    await store.write({ readings, quarantined: [] });
    const standing = (await board.look()).get("bin-01");
    expect(standing?.rhythm.weeks).toBeGreaterThan(2.9);
    expect(standing?.rhythm.perH).toBeGreaterThan(0.017);
    expect(standing?.rhythm.perH).toBeLessThan(0.022);
  });

  it("fails when the store does, and looks again the next time", async () => {
    let isAway = true;
    const source: ReadingSource = Object.assign(Object.create(store) as ReadingSource, {
      latest: () => (isAway ? Promise.reject(new Error("away")) : store.latest({ channel: "bin" })),
    });
    const own = createBinBoard({ source, clock });
    await expect(own.look()).rejects.toThrow("away");
    isAway = false;
    expect((await own.look()).size).toBe(0);
  });
});
