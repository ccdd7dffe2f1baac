import type { FigureId } from "../figure.ts";
import { SATURATED_UG_M3, type AirStanding } from "./air-standing.ts";
import { medianOf } from "./median.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A station that stands still for so long says nothing of the air. */
const SOUND_HOURS_MAX = 0.5;
/** What was measured longer ago is not what is in the air now. */
const RECENT_FRESH_MS = 10 * MINUTE_MS;
const HOUR_FRESH_MS = HOUR_MS;
const FAULT_FRESH_MS = 3 * HOUR_MS;
/** With a longer gap the mean of an hour is not that of the others' hour. */
const HOUR_GAP_MS_MAX = 10 * MINUTE_MS;
/** So many stations make a district: with fewer, haze and a fire look alike. */
const STATIONS_MIN = 3;
/** The air at one place wanders by this share against the others', smoke or not. */
const WANDER_SHARE = 0.2;
/** A head that says so many times what the others say ages, and goes on doing so. */
const DOUBTFUL_FACTOR = 1.3;
const DOUBTFUL_SHARE = 0.5;
/**
 * No place is so many times worse than the others, by its day or its last hours: it is the head.
 * Below the first of the two it is believed, from the second on it is not, and between them the
 * more is taken off the more it says: a figure that jumped would open and end alerts by turns.
 */
const LIAR_FACTORS = [1.4, 1.8] as const;
/** So much of that must be seen in both, the day and the last hours: else it is a fire, or clean. */
const LIAR_BOTH_FACTORS = [1.2, 1.4] as const;
/** In air thinner than this stations differ by little, whatever their heads are like. */
const THIN_UG_M3 = 60;
/** A fire does not hold a head at the end of its range for so long. */
const END_HOURS_MAX = 1;
/** Up to so many times what the others say is theirs as well: no place is like the other. */
const SHARED_FACTOR = 1.5;
/** The noise of heads in thin air is no difference between them. */
const FLOOR_UG_M3 = 5;

/** The air over all stations together: their middle. */
export interface DistrictAir {
  /** Null while too few stations can be heard. */
  hourUgM3: number | null;
  recentUgM3: number | null;
  beforeUgM3: number | null;
}

const isSound = ({ stuckHours, zeroHours }: AirStanding): boolean =>
  stuckHours < SOUND_HOURS_MAX && zeroHours < SOUND_HOURS_MAX;

/** @param standings of every station of the district. */
export function districtAirOf(standings: readonly AirStanding[], nowMs: number): DistrictAir {
  const sound = standings.filter(isSound);
  const recent = sound.filter(({ newestMs }) => nowMs - newestMs <= RECENT_FRESH_MS);
  const middle = (values: (number | null)[]): number | null => {
    const known = values.filter((value) => value !== null);
    return known.length >= STATIONS_MIN ? medianOf(known) : null;
  };
  return {
    hourUgM3: middle(
      sound
        .filter(({ newestMs }) => nowMs - newestMs <= HOUR_FRESH_MS)
        .map(({ hourUgM3 }) => hourUgM3),
    ),
    recentUgM3: middle(recent.map(({ recentUgM3 }) => recentUgM3)),
    beforeUgM3: middle(recent.map(({ beforeUgM3 }) => beforeUgM3)),
  };
}

export interface AirQuestion {
  figure: FigureId;
  nowMs: number;
  /** How many times the district the station usually says (`familyBiasOf`); null if unknown. */
  bias: number | null;
}

/**
 * What the whole district has in the air, where that explains what a station's hour says, µg/m³;
 * null where the place itself is worse, or nobody can compare.
 */
export function sharedAirUgM3(
  own: AirStanding,
  theirs: DistrictAir,
  bias: number | null,
): number | null {
  if (own.hourUgM3 === null || theirs.hourUgM3 === null) return null;
  // A head may grow worse faster than a day's comparison shows.
  const usual = Math.max(1, bias ?? 1, quotientOf(own.beforeUgM3, theirs.beforeUgM3) ?? 1);
  const isNoWorse = (mine: number | null, other: number | null): boolean =>
    mine !== null && other !== null && mine <= SHARED_FACTOR * usual * other;
  const isShared =
    isNoWorse(own.hourUgM3, theirs.hourUgM3) ||
    // Who was silent for some of the hour has a mean of other minutes than the others.
    (own.hourGapMs > HOUR_GAP_MS_MAX && isNoWorse(own.recentUgM3, theirs.recentUgM3));
  if (!isShared) return null;
  // The hour follows slowly: what comes shows in the newest minutes, what goes stays in the hour.
  return Math.max(theirs.hourUgM3, theirs.recentUgM3 ?? 0, theirs.beforeUgM3 ?? 0);
}

/** A figure of a station at a moment; null where the readings say nothing of it. */
export function airFigure(
  standing: AirStanding | null,
  district: DistrictAir,
  { figure, nowMs, bias }: AirQuestion,
): number | null {
  // It is about the whole district, so a station that is silent itself does not hide it.
  if (figure === "pm25HazeUgM3") return district.hourUgM3;
  if (standing === null) return null;
  const ageMs = nowMs - standing.newestMs;
  if (figure === "pm25HourUgM3") {
    // An older one is compared with what the others say now, when the smoke may have gone.
    return ageMs <= RECENT_FRESH_MS ? hourOf(standing, district, bias) : null;
  }
  if (figure === "pm25PlumeUgM3") {
    const isJudged = ageMs <= RECENT_FRESH_MS && isSound(standing);
    return isJudged ? plumeOf(standing, district, bias) : null;
  }
  if (ageMs > FAULT_FRESH_MS) return null;
  if (figure === "airStuckHours") return stuckHoursOf(standing, district);
  return figure === "airZeroHours" ? standing.zeroHours : null;
}

/** At the end of what it can say for longer than a fire lasts, or since it is there. */
const isHeldAtEnd = ({ endHours, isOnlyEnd }: AirStanding): boolean =>
  isOnlyEnd || endHours > END_HOURS_MAX;

/** In thick air a head repeats the most that it can say; where the others say little it is stuck. */
function stuckHoursOf(own: AirStanding, { recentUgM3 }: DistrictAir): number {
  const isAlone = isHeldAtEnd(own) && recentUgM3 !== null && recentUgM3 < THIN_UG_M3;
  return isAlone ? own.endHours : own.stuckHours;
}

/**
 * A head that says too much of everything, by its day and by its last hours, is read as if it said
 * what the others do. One that stands still says nothing of now: what is left of its hour is of the
 * minutes before.
 */
function hourOf(standing: AirStanding, district: DistrictAir, bias: number | null): number | null {
  const { hourUgM3, beforeUgM3, stuckHours, zeroHours } = standing;
  if (stuckHours > 0 || zeroHours > 0 || isHeldAtEnd(standing)) return null;
  if (hourUgM3 === null || bias === null) return hourUgM3;
  const ofLate = quotientOf(beforeUgM3, district.beforeUgM3) ?? bias;
  // The day lags behind a head that grows worse, and behind one that was cleaned.
  const factor = Math.max(bias, ofLate);
  const share = shareOf(factor, LIAR_FACTORS) * shareOf(Math.min(bias, ofLate), LIAR_BOTH_FACTORS);
  return share === 0 ? hourUgM3 : hourUgM3 / factor ** share;
}

/** How far a value is on the way from the first to the second: 0 to 1. */
const shareOf = (value: number, [from, to]: readonly [number, number]): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

/**
 * How far a station stands above what is to be expected of it: what the others say now, times how
 * it compared with them in the hours before and in the last day. In haze all stations rise together
 * and none stands out; a head that says twice of everything said so before, too. In thick air
 * stations differ by more, so more is asked of a fire. Without others its own hours before count.
 */
function plumeOf(own: AirStanding, district: DistrictAir, bias: number | null): number | null {
  const { recentUgM3: recent, beforeUgM3: before } = own;
  if (recent === null || isHeldAtEnd(own)) return null;
  // The head could say no more in the hours before, so nobody knows how they compare with now.
  if (before !== null && before >= SATURATED_UG_M3) return null;
  const { recentUgM3: theirs, beforeUgM3: theirsBefore } = district;
  if (theirs === null) return before === null ? null : Math.max(0, recent - before);
  const factors = [bias, quotientOf(before, theirsBefore)].filter((value) => value !== null);
  if (factors.length === 0 && theirs > THIN_UG_M3) return null;
  const factor = Math.max(1, ...factors);
  const share = factor >= DOUBTFUL_FACTOR ? DOUBTFUL_SHARE : WANDER_SHARE;
  return Math.max(0, recent - (1 + share) * factor * theirs);
}

const quotientOf = (own: number | null, theirs: number | null): number | null =>
  own === null || theirs === null ? null : (own + FLOOR_UG_M3) / (theirs + FLOOR_UG_M3);
