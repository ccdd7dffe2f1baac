import type { Quality } from "../payload/quality.ts";
import { expectedRise, UNKNOWN_RHYTHM, type BinRhythm } from "./bin-rhythm.ts";
import { followFill, type FillEcho, type FillSample } from "./fill-cycle.ts";

const HOUR_MS = 3_600_000;
/** Readings of so long say how often the echo is missing. */
const NO_ECHO_MS = 3 * HOUR_MS;
/** So many at least: of a bin that speaks seldom, those before them too, up to so long ago. */
const NO_ECHO_READINGS_MIN = 6;
const NO_ECHO_MS_MAX = 8 * HOUR_MS;
/** A bin without an echo at least this often is not measured any more. */
const NO_ECHO_RATIO_MAX = 0.5;
/** Levels of so long are averaged, each moved to the newest by the rhythm. */
const LEVEL_MS = 45 * 60_000;
const LEVEL_SAMPLES_MAX = 4;
/** From here a bin leans too far to look at its waste; the rule of tilted bins asks the same. */
const TILTED_DEG = 20;

/** One message of a bin, as far as its level goes. */
export interface BinReading {
  atMs: number;
  quality: Quality;
  fillRatio: number | null;
  /** How far it leaned; a head that is too near to measure cannot say "tilted" as well. */
  tiltDeg?: number | null;
}

/** Why the newest readings are not believed as they are. */
export type BinDoubt = "ok" | "no-echo" | "wall-echo" | "stuck-near" | "tilted";

/** What can be believed of a bin after the last of its readings. */
export interface BinBelief {
  /** 0 to 1; null while no level could be believed. */
  fillRatio: number | null;
  /** When that level was measured. */
  atMs: number | null;
  /** The first reading that showed it empty; null while nobody saw it being emptied. */
  emptiedAtMs: number | null;
  trust: BinDoubt;
  /** Share of the last three hours' readings, or of the last six; null while they are too few. */
  noEchoRatio: number | null;
  /** Hours for which the level has stood at the rim without being believed; 0 when it does not. */
  wallEchoHours: number;
  /**
   * Hours of "too near to measure" that are not a full bin; 0 when there are none. Null while that
   * is all it has said: a bin full for days and a head wet for days read the same.
   */
  nearStuckHours: number | null;
}

/**
 * What is really in a bin. Without echo there is no level; a tilted bin, a warm-up and a fault say
 * nothing of it; for jumps to the rim and for the blind zone see `followFill`.
 *
 * @param readings in order of time; of the last two days, say, and before them whatever is known
 * (hourly levels do), so that a spell at their start is told from waste.
 */
export function believeBin(
  readings: readonly BinReading[],
  rhythm: BinRhythm = UNKNOWN_RHYTHM,
): BinBelief {
  const newestMs = readings.at(-1)?.atMs ?? 0;
  const echoes = readings.flatMap(echoOf);
  const cycle = followFill(echoes, rhythm);
  const { fillRatio, emptiedAtMs, samples, rimSinceMs, nearSinceMs } = cycle;
  const hoursSince = (sinceMs: number | null): number =>
    sinceMs === null ? 0 : (newestMs - sinceMs) / HOUR_MS;
  const noEchoRatio = shareWithoutEcho(readings, newestMs);
  const belief = {
    fillRatio: fillRatio === null ? null : levelNow(samples, rhythm, fillRatio),
    atMs: samples.at(-1)?.atMs ?? null,
    emptiedAtMs,
    noEchoRatio,
    wallEchoHours: hoursSince(rimSinceMs),
    nearStuckHours: fillRatio === null && echoes.length > 0 ? null : hoursSince(nearSinceMs),
  };
  return { ...belief, trust: doubtOf(readings, belief) };
}

/** A bin that lies on its side sees the ground or its own wall, at times from too near. */
const isTilted = ({ quality, tiltDeg }: BinReading): boolean =>
  quality === "tilted" || (quality === "blind-zone" && (tiltDeg ?? 0) >= TILTED_DEG);

function echoOf(reading: BinReading): FillEcho[] {
  const { atMs, quality, fillRatio } = reading;
  if (isTilted(reading)) return [];
  if (quality === "blind-zone") return [{ atMs, isBlind: true }];
  return quality === "ok" && fillRatio !== null ? [{ atMs, fillRatio }] : [];
}

/** The mean of the last levels, so that one centimetre of noise does not move a forecast. */
function levelNow(samples: readonly FillSample[], rhythm: BinRhythm, level: number): number {
  const last = samples.at(-1);
  if (!last) return level;
  const near = samples
    .slice(-LEVEL_SAMPLES_MAX)
    .filter(({ atMs }) => atMs >= last.atMs - LEVEL_MS)
    .map(({ atMs, fillRatio }) => fillRatio + expectedRise(rhythm, atMs, last.atMs));
  const mean = near.reduce((sum, value) => sum + value, 0) / near.length;
  return Math.min(1, Math.max(0, mean));
}

function shareWithoutEcho(readings: readonly BinReading[], newestMs: number): number | null {
  const recent = readings.findLastIndex(({ atMs }) => atMs < newestMs - NO_ECHO_MS) + 1;
  const first = Math.min(recent, readings.length - NO_ECHO_READINGS_MIN);
  const oldest = readings[first];
  if (!oldest || oldest.atMs < newestMs - NO_ECHO_MS_MAX) return null;
  const count = readings.length - first;
  let without = 0;
  for (let index = first; index < readings.length; index++) {
    if (readings[index]?.quality === "no-echo") without++;
  }
  return without / count;
}

function doubtOf(
  readings: readonly BinReading[],
  { noEchoRatio, wallEchoHours, nearStuckHours }: Omit<BinBelief, "trust">,
): BinDoubt {
  // A tilted bin tells itself; one lid moved by a person is nothing.
  const [before, newest] = readings.slice(-2);
  if (newest && before && isTilted(newest) && isTilted(before)) return "tilted";
  if (nearStuckHours === null || nearStuckHours > 0) return "stuck-near";
  if (wallEchoHours > 0) return "wall-echo";
  return (noEchoRatio ?? 0) >= NO_ECHO_RATIO_MAX ? "no-echo" : "ok";
}
