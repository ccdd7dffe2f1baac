import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Reading } from "@resik/contract/reading";
import { deviceIdSchema, siteIdSchema } from "@resik/contract/slug";
import { systemClock } from "@resik/kit/clock";
import { openReadingStore } from "@resik/readings/open";
import { StoreUnavailableError, type ReadingStore } from "@resik/readings/port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCopyNotes } from "./copy-progress.ts";
import { CopyStopped } from "./patience.ts";
import { copyReadings, type CopyOptions } from "./readings-copy.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Math.floor(systemClock.nowMs() / DAY_MS) * DAY_MS - 20 * DAY_MS;
const ENDS = { from: "sqlite:", to: "sqlite:///elsewhere" };

let dir = "";
let source: ReadingStore;
let target: ReadingStore;
let noted: string[] = [];
const open = (name: string) =>
  openReadingStore("sqlite:", { dataDir: join(dir, name), clock: systemClock });
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "resik-copy-"));
  source = await open("source");
  target = await open("target");
  noted = [];
});
afterEach(async () => {
  await source.close();
  await target.close();
  rmSync(dir, { recursive: true, force: true });
});

function reading(device: string, seq: number, change: Partial<Reading> = {}): Reading {
  const atMs = START_MS + seq * 600_000;
  return {
    site: siteIdSchema.parse("pati-kota"),
    device: deviceIdSchema.parse(device),
    channel: "air",
    boot: "boot-a",
    seq,
    sampledAtMs: atMs,
    receivedAtMs: atMs + 100,
    atMs,
    quality: "ok",
    fields: { pm25UgM3: seq / 3 + 0.1, temperatureC: 27.1 },
    ...change,
  };
}
const air = (device: string, count: number, first = 0): Reading[] =>
  Array.from({ length: count }, (_, index) => reading(device, first + index));
const bins = (device: string, count: number): Reading[] =>
  air(device, count).map((one) => ({ ...one, channel: "bin", fields: { fillRatio: 0.25 } }));
const deposits = (device: string, count: number): Reading[] =>
  air(device, count).map((one) => ({
    ...one,
    channel: "deposit",
    fields: { item: "pet", massG: 250, amountIdr: 1_000 },
  }));
const write = (store: ReadingStore, readings: readonly Reading[]) =>
  store.write({ readings, quarantined: [] });

async function fill(): Promise<void> {
  await write(source, [
    ...air("st-01", 700),
    ...air("st-02", 300),
    ...bins("bin-01", 400),
    ...deposits("bank-a", 50),
  ]);
  const message = { topic: "resik/v1/a/b/air", payload: Buffer.from("{"), detail: "torn" };
  const quarantined = Array.from({ length: 3 }, (_, index) => ({
    ...message,
    receivedAtMs: START_MS + index,
    reason: "not-json" as const,
  }));
  await source.write({ readings: [], quarantined });
  while ((await source.rollUp(1_000)).more);
}

const copy = (change: Partial<CopyOptions> = {}) =>
  copyReadings({
    source,
    target,
    ends: ENDS,
    notes: openCopyNotes(dir, ENDS),
    clock: systemClock,
    signal: new AbortController().signal,
    retentionDays: null,
    note: (line) => noted.push(line),
    onProgress: () => undefined,
    batchReadings: 100,
    ...change,
  });

const scanned = async (store: ReadingStore, channel: "air" | "bin" | "deposit") => {
  const found: Reading[] = [];
  for await (const one of store.scan({ channel, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER })) {
    found.push(one);
  }
  return found;
};
const rolledUp = async (store: ReadingStore, channel: "air" | "deposit") => {
  const found = [];
  for await (const row of store.rollUps(channel, Number.MAX_SAFE_INTEGER)) found.push(row);
  return found;
};
/** Ends a copy after so many progress reports. */
function endingAfter(batches: number): Pick<CopyOptions, "signal" | "onProgress"> {
  const ending = new AbortController();
  let seen = 0;
  const onProgress = (): void => {
    seen += 1;
    if (seen === batches) ending.abort();
  };
  return { signal: ending.signal, onProgress };
}

describe("a copy", () => {
  it("brings readings, roll-ups, quarantine and latest values, and finds both sides equal", async () => {
    await fill();
    const progress: number[] = [];
    const report = await copy({ onProgress: (done, total) => progress.push(done / total) });
    expect(report).toMatchObject({ readings: 1_450, copied: 1_450, differences: [], moving: 0 });
    expect(report.quarantine).toEqual({ source: 3, target: 3, older: 0 });
    for (const channel of ["air", "bin", "deposit"] as const) {
      expect(await scanned(target, channel)).toEqual(await scanned(source, channel));
    }
    expect(await rolledUp(target, "air")).toEqual(await rolledUp(source, "air"));
    expect(await target.latest({})).toEqual(await source.latest({}));
    expect((await target.quarantine({ limit: 10 })).rows).toEqual(
      (await source.quarantine({ limit: 10 })).rows.map((row) => ({
        ...row,
        id: expect.any(String),
      })),
    );
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
  });

  it("goes on after an interruption and writes what was confirmed no second time", async () => {
    await fill();
    await expect(copy(endingAfter(4))).rejects.toThrow(CopyStopped);
    const confirmed = (await scanned(target, "bin")).length + (await scanned(target, "air")).length;
    expect(confirmed).toBeGreaterThanOrEqual(400);
    expect(confirmed).toBeLessThan(1_450);
    const report = await copy();
    // The instant at which it stood is written again, which changes nothing.
    expect(report.copied).toBeLessThanOrEqual(1_450 - confirmed + 1);
    expect(report).toMatchObject({ isResumed: true, differences: [], moving: 0 });
    for (const channel of ["air", "bin", "deposit"] as const) {
      expect(await scanned(target, channel)).toEqual(await scanned(source, channel));
    }
  });

  it("takes what came since when it is run again, and no more", async () => {
    await fill();
    await copy();
    await write(source, [...air("st-01", 20, 2_900), ...air("st-09", 5)]);
    const report = await copy();
    expect(report).toMatchObject({ readings: 1_475, differences: [], moving: 0 });
    expect(report.copied).toBeLessThan(200);
    expect(await scanned(target, "air")).toEqual(await scanned(source, "air"));
  });

  it("begins anew when the target was emptied, or when the notes are gone or torn", async () => {
    await fill();
    await copy();
    await target.close();
    rmSync(join(dir, "target"), { recursive: true });
    target = await open("target");
    const report = await copy();
    expect(report).toMatchObject({ isResumed: false, copied: 1_450, differences: [] });
    expect(noted.join()).toMatch(/the target is empty although/);
    rmSync(join(dir, "copies"), { recursive: true });
    expect(await copy()).toMatchObject({ isResumed: false, copied: 1_450, differences: [] });
  });

  it("keeps the roll-ups of hours whose raw readings are gone, and the silent devices", async () => {
    await fill();
    await write(source, [reading("st-silent", 1)]);
    while ((await source.rollUp(1_000)).more);
    const before = await rolledUp(source, "air");
    while ((await source.deleteBefore(START_MS + 10 * HOUR_MS + 1, 10_000)) > 0);
    const report = await copy();
    expect(report).toMatchObject({ differences: [], moving: 0 });
    expect(await rolledUp(target, "air")).toEqual(before);
    expect(await rolledUp(target, "deposit")).toEqual(await rolledUp(source, "deposit"));
    expect(await target.latest({})).toEqual(await source.latest({}));
    expect((await target.latest({})).some(({ device }) => device === "st-silent")).toBe(true);
  });

  it("leaves out and counts what a target's server would refuse, but not its roll-ups", async () => {
    await fill();
    const report = await copy({ retentionDays: 18 });
    expect(report.differences).toEqual([]);
    expect(report.olderReadings).toBeGreaterThan(500);
    expect(report.copied + report.olderReadings).toBe(1_450);
    expect(report.quarantine).toEqual({ source: 0, target: 0, older: 3 });
    expect(await scanned(target, "deposit")).toHaveLength(50);
    expect(await rolledUp(target, "air")).toEqual(await rolledUp(source, "air"));
  });

  it("says what is not equal: a series the target has more of, and one with other values", async () => {
    await fill();
    await write(target, [reading("st-02", 9_999), reading("st-77", 1)]);
    await write(target, [reading("st-01", 5, { fields: { pm25UgM3: 99 } })]);
    const report = await copy();
    const site = "pati-kota";
    expect(report.differences).toEqual([
      {
        channel: "air",
        site,
        device: "st-01",
        source: 700,
        target: 700,
        fields: expect.any(Array),
      },
      { channel: "air", site, device: "st-02", source: 300, target: 301, fields: [] },
      { channel: "air", site, device: "st-77", source: null, target: 1, fields: [] },
    ]);
    expect(report.differences[0]?.fields).toContain("pm25UgM3");
  });

  it("takes what the source gained meanwhile, or says that the series moves", async () => {
    await fill();
    let seq = 2_900;
    const grow = (): void => void write(source, [reading("bin-moves", seq++)]);
    const report = await copy({ onProgress: grow });
    expect(report.differences).toEqual([]);
    expect(report.moving).toBeLessThanOrEqual(1);
    expect(await copy()).toMatchObject({ differences: [], moving: 0 });
    expect(await scanned(target, "air")).toEqual(await scanned(source, "air"));
  });

  it("waits for a target that is away, and ends when it is told to meanwhile", async () => {
    await fill();
    let away = 3;
    const shaky: ReadingStore = {
      ...target,
      async write(batch) {
        if (away-- > 0) throw new StoreUnavailableError("away.", { retryAfterMs: 1 });
        return target.write(batch);
      },
    };
    expect(await copy({ target: shaky })).toMatchObject({ copied: 1_450, differences: [] });
    expect(noted).toEqual(["resik: waiting for the store: away."]);
    const ending = new AbortController();
    const gone: ReadingStore = {
      ...target,
      async tally() {
        ending.abort();
        throw new StoreUnavailableError("gone.", { retryAfterMs: 600_000 });
      },
    };
    await expect(copy({ target: gone, signal: ending.signal })).rejects.toThrow(CopyStopped);
  });

  it("reads on where a source went away in the middle, and gives one up that stays unreadable", async () => {
    await fill();
    let failures = 2;
    const shaky = (readingsMax: number, isLasting: boolean): ReadingStore => ({
      ...source,
      async *scan(query) {
        let given = 0;
        for await (const one of source.scan(query)) {
          if (++given > readingsMax && (isLasting || failures-- > 0)) {
            throw new StoreUnavailableError("gone.");
          }
          yield one;
        }
      },
    });
    const once = shaky(150, false);
    expect(await copy({ source: once })).toMatchObject({ differences: [], moving: 0 });
    expect(await scanned(target, "air")).toEqual(await scanned(source, "air"));
    // It answers, and never gives a reading.
    const stuck = shaky(0, true);
    openCopyNotes(dir, ENDS).forget();
    await expect(copy({ source: stuck })).rejects.toThrow(/not to be had: gone\. Run the same/);
  });

  it("passes on what the target refused, and calls the two unequal", async () => {
    await fill();
    const strict: ReadingStore = {
      ...target,
      async write(batch) {
        const refused = batch.readings.filter(({ device }) => device === "st-02");
        const rest = batch.readings.filter(({ device }) => device !== "st-02");
        const result = await target.write({ ...batch, readings: rest });
        return { ...result, rejected: refused.map((one) => ({ reading: one, detail: "no" })) };
      },
    };
    const report = await copy({ target: strict });
    expect(report.rejected.details[0]).toBe("air of st-02, boot boot-a, seq 0: no");
    expect(report.rejected.details).toHaveLength(20);
    expect(report.differences).toMatchObject([{ device: "st-02", source: 300, target: null }]);
  });
});
