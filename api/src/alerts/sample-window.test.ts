import type { Reading } from "@resik/contract/reading";
import type { ReadingSource } from "@resik/readings/port";
import { beforeEach, describe, expect, it } from "vitest";
import { makeReading } from "../test/make-reading.ts";
import { createSampleWindows, WINDOW_SAMPLES_MAX } from "./sample-window.ts";

const START_MS = Date.UTC(2026, 10, 2, 3);
const HOUR_MS = 3_600_000;
const WINDOW_MS = 48 * HOUR_MS;
const RELOAD_MS = 3 * HOUR_MS;

/** What was stored, in order of time. */
let stored: Reading[];
let dropped: number;
beforeEach(() => {
  stored = [];
  dropped = 0;
});

const source: Pick<ReadingSource, "scan"> = {
  async *scan({ fromMs, toMs }) {
    for (const reading of stored) if (reading.atMs >= fromMs && reading.atMs < toMs) yield reading;
  },
};
const windows = () =>
  createSampleWindows({
    source,
    channel: "bin",
    windowMs: WINDOW_MS,
    reloadEveryMs: RELOAD_MS,
    toSample: ({ atMs, seq }) => ({ atMs, seq }),
    onDropped(device, samples) {
      expect(device).toBe("bin-01");
      dropped += samples;
    },
  });

/** So many readings more, at this distance. */
function say(count: number, everyMs: number): Reading {
  const last = stored.at(-1);
  let [seq, atMs] = [last ? last.seq + 1 : 0, last ? last.atMs + everyMs : START_MS];
  for (let n = 0; n < count; n++, seq++, atMs += everyMs) {
    stored.push(makeReading({ device: "bin-01", seq, atMs }));
  }
  const newest = stored.at(-1);
  if (!newest) throw new Error("nothing was said");
  return newest;
}

describe("a window of samples", () => {
  it("holds two whole days of a device that speaks every 10 seconds", async () => {
    const newest = say((50 * HOUR_MS) / 10_000, 10_000);
    const samples = await windows().take(newest, newest.atMs);
    expect(samples).toHaveLength(WINDOW_MS / 10_000 + 1);
    expect(dropped).toBe(0);
  });

  it("holds the newest samples alone of a device that floods, and counts the others", async () => {
    const newest = say(3 * WINDOW_SAMPLES_MAX, 20);
    const samples = await windows().take(newest, newest.atMs);
    expect(samples).toHaveLength(WINDOW_SAMPLES_MAX);
    expect(samples[0]).toMatchObject({ seq: newest.seq - WINDOW_SAMPLES_MAX + 1 });
    expect(samples.at(-1)).toMatchObject({ seq: newest.seq });
    expect(dropped).toBe(2 * WINDOW_SAMPLES_MAX);
  });

  it("stays within that while it is followed, reading by reading and over holes", async () => {
    const own = windows();
    const first = say(WINDOW_SAMPLES_MAX, 1_000);
    expect(await own.take(first, first.atMs)).toHaveLength(WINDOW_SAMPLES_MAX);
    const next = say(1, 1_000);
    expect(await own.take(next, next.atMs)).toHaveLength(WINDOW_SAMPLES_MAX);
    expect(dropped).toBe(1);
    const later = say(500, 1_000);
    const samples = await own.take(later, later.atMs);
    expect(samples).toHaveLength(WINDOW_SAMPLES_MAX);
    expect(samples.at(-1)).toMatchObject({ seq: later.seq });
    expect(dropped).toBe(501);
  });
});
