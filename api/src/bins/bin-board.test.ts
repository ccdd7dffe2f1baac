import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binFigure, binStandingOf } from "@resik/contract/health/bin-figures";
import { createManualClock } from "@resik/kit/clock";
import { openReadingStore } from "@resik/readings/open";
import type { Reading } from "@resik/contract/reading";
import type { ReadingSource, ReadingStore, ScanQuery } from "@resik/readings/port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeReading } from "../test/make-reading.ts";
import { createBinBoard, type BinBoard } from "./bin-board.ts";

const HOUR_MS = 3_600_000;
const STEP_MS = HOUR_MS / 3;
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
  /** One reading every twenty minutes, the last one at a time. */
  const tell = (
    device: string,
    endMs: number,
    readings: readonly Pick<Reading, "quality" | "fields">[],
    seq = 0,
  ) =>
    store.write({
      readings: readings.map((reading, index) =>
        makeReading({
          device,
          atMs: endMs - (readings.length - 1 - index) * STEP_MS,
          seq: seq + index,
          ...reading,
        }),
      ),
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

  it("says of a bin that lies on its side what its alerts say", async () => {
    const rising = Array.from({ length: 90 }, (_, index) => ({
      quality: "ok" as const,
      fields: { fillRatio: 0.1 + (index * 0.78) / 90, tiltDeg: 2 },
    }));
    // Its head sees the ground from too near, and says that rather than that it leans.
    const lying = { quality: "blind-zone" as const, fields: { tiltDeg: 70 } };
    const readings = [...rising, ...Array.from({ length: 9 }, () => lying)];
    await tell("bin-01", clock.nowMs(), readings);
    const { belief, rhythm } = (await board.look()).get("bin-01") ?? {};
    expect(belief).toMatchObject({ trust: "tilted" });
    const samples = readings.map(({ quality, fields }, index) => ({
      atMs: clock.nowMs() - (readings.length - 1 - index) * STEP_MS,
      quality,
      fillRatio: "fillRatio" in fields ? fields.fillRatio : null,
      tiltDeg: fields.tiltDeg,
      temperatureC: null,
      batteryV: null,
    }));
    const judged = rhythm && binStandingOf(samples, rhythm);
    const level = judged && binFigure(judged, "fillRatio", clock.nowMs());
    expect(level).toBeLessThan(0.9);
    expect(belief?.fillRatio).toBeCloseTo(level ?? 1, 6);
  });

  it("finds within hours what was told behind a reading that came before it", async () => {
    const level = (fillRatio: number) => ({ quality: "ok" as const, fields: { fillRatio } });
    const nowMs = clock.nowMs();
    await tell("bin-01", nowMs - 20 * HOUR_MS, [0.6, 0.6, 0.6].map(level));
    await tell("bin-01", nowMs, [level(0.1)], 90);
    expect(await levelOf("bin-01")).toBeCloseTo(0.6, 1);
    // The readings of an outage come after the one that ended it.
    const emptied = Array.from({ length: 30 }, () => level(0.1));
    await tell("bin-01", nowMs - STEP_MS, emptied, 30);
    await clock.advance(6 * HOUR_MS);
    expect(await levelOf("bin-01")).toBeCloseTo(0.1, 1);
  });

  it("knows of a silent bin no more than a program that was started now", async () => {
    const full = Array.from({ length: 30 }, (_, index) => ({
      quality: "ok" as const,
      fields: { fillRatio: 0.9 + index * 0.003 },
    }));
    await tell("bin-01", clock.nowMs(), full);
    expect(await levelOf("bin-01")).toBeGreaterThan(0.95);
    for (let hours = 0; hours < 120; hours += 6) {
      await clock.advance(6 * HOUR_MS);
      await board.look();
      const fresh = await createBinBoard({ source: store, clock }).look();
      const kept = (await board.look()).get("bin-01")?.belief;
      expect(kept).toEqual(fresh.get("bin-01")?.belief);
    }
    expect(await levelOf("bin-01")).toBeNull();
  });

  it("looks anew though the clock was set back", async () => {
    await say("bin-01", clock.nowMs(), 0, 0.3);
    expect(await levelOf("bin-01")).toBeCloseTo(0.3, 2);
    clock.jump(clock.nowMs() - 3 * HOUR_MS);
    await clock.advance(31_000);
    await say("bin-02", clock.nowMs(), 0, 0.5);
    expect(await levelOf("bin-02")).toBeCloseTo(0.5, 2);
  });

  it("lets others have a turn while it reads many bins", async () => {
    const sayAll = async (seq: number) => {
      for (let bin = 0; bin < 60; bin++) await say(`bin-${100 + bin}`, clock.nowMs(), seq, 0.3);
    };
    await sayAll(0);
    await board.look();
    await clock.advance(31_000);
    await sayAll(1);
    let isOver = false;
    const looking = board.look().then(() => {
      isOver = true;
    });
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(isOver).toBe(false);
    await looking;
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
