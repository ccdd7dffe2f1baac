import { believeBin, type BinBelief, type BinReading } from "@resik/contract/bin/bin-belief";
import { UNKNOWN_RHYTHM } from "@resik/contract/bin/bin-rhythm";
import { BIN_FULL_RATIO, type FillSample } from "@resik/contract/bin/fill-cycle";
import { forecastFull, type FullTime } from "@resik/contract/bin/full-forecast";
import { learnRhythm, LEVEL_OF_HOUR_MS, RHYTHM_HOURS } from "@resik/contract/bin/learn-rhythm";
import type { BinRecord } from "./bin-record.ts";
import { lastSlopeOf } from "./last-slope.ts";

const HOUR_MS = 3_600_000;
/** As the product does: raw readings of two days, the rhythm learned anew every six hours. */
const RAW_MS = 48 * HOUR_MS;
const LEARN_MS = 6 * HOUR_MS;
/** What the naive forecast has always looked at. */
const NAIVE_MS = 14 * 24 * HOUR_MS;

/** What both forecasts say at one instant. */
export interface Answers {
  belief: BinBelief;
  /** `nowMs` where it says that it is full; null without an answer. */
  full: FullTime | null;
  naiveMs: number | null;
}

/** Asks both forecasts about one bin; instants must rise. Nothing heard later is known. */
export function createKnowledge(record: BinRecord): (nowMs: number) => Answers {
  let next = 0;
  let raw: BinReading[] = [];
  const lastOfHour = new Map<number, FillSample>();
  let rhythm = UNKNOWN_RHYTHM;
  let learnedMs = -Infinity;

  function hear(nowMs: number): void {
    for (; (record.heard[next]?.heardMs ?? Infinity) <= nowMs; next++) {
      const reading = record.heard[next];
      if (!reading) break;
      raw.push(reading);
      const hourMs = Math.floor(reading.atMs / HOUR_MS) * HOUR_MS;
      const known = lastOfHour.get(hourMs);
      if (reading.fillRatio === null || (known && known.atMs > reading.atMs)) continue;
      lastOfHour.set(hourMs, { atMs: reading.atMs, fillRatio: reading.fillRatio });
    }
    raw = raw.filter(({ atMs }) => atMs > nowMs - RAW_MS && atMs <= nowMs);
    raw.sort((a, b) => a.atMs - b.atMs);
  }

  /** Hourly levels as a roll-up tells them: by hour, each taken to stand `offsetMs` into it. */
  const hourly = (fromMs: number, toMs: number, offsetMs: number): FillSample[] =>
    [...lastOfHour.entries()]
      .filter(([hourMs]) => hourMs >= fromMs && hourMs < toMs)
      .sort(([a], [b]) => a - b)
      .map(([hourMs, { fillRatio }]) => ({ atMs: hourMs + offsetMs, fillRatio }));

  return (nowMs) => {
    hear(nowMs);
    if (nowMs - learnedMs >= LEARN_MS) {
      rhythm = learnRhythm(hourly(nowMs - RHYTHM_HOURS * HOUR_MS, nowMs, LEVEL_OF_HOUR_MS));
      learnedMs = nowMs;
    }
    const rawFromMs = raw[0]?.atMs ?? nowMs;
    const before = hourly(nowMs - 2 * RAW_MS, rawFromMs - HOUR_MS, LEVEL_OF_HOUR_MS);
    const belief = believeBin(
      [...before.map((level) => ({ ...level, quality: "ok" as const })), ...raw],
      rhythm,
    );
    const naive = lastSlopeOf(hourly(nowMs - NAIVE_MS, nowMs, HOUR_MS / 2));
    return { belief, full: fullOf(belief, rhythm, nowMs), naiveMs: naive?.fullAtMs ?? null };
  };
}

function fullOf(
  { fillRatio, atMs }: BinBelief,
  rhythm: typeof UNKNOWN_RHYTHM,
  nowMs: number,
): FullTime | null {
  if (fillRatio === null || atMs === null) return null;
  if (fillRatio >= BIN_FULL_RATIO) return { atMs: nowMs, earlyMs: nowMs, lateMs: nowMs };
  return forecastFull({ rhythm, fillRatio, atMs, nowMs });
}
