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
/** So many stations make a district: with fewer, haze and a fire look alike. */
const STATIONS_MIN = 3;
/** The air at one place wanders by this share against the others', smoke or not. */
const WANDER_SHARE = 0.2;
/** A head that says so many times what the others say ages, and goes on doing so. */
const DOUBTFUL_FACTOR = 1.3;
const DOUBTFUL_SHARE = 0.5;
/** No place is so many times worse than the others all day long: it is the head. */
const LIAR_FACTOR = 1.8;
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
  { hourUgM3: own, beforeUgM3: before }: AirStanding,
  { hourUgM3, recentUgM3, beforeUgM3: theirsBefore }: DistrictAir,
  bias: number | null,
): number | null {
  if (own === null || hourUgM3 === null) return null;
  // A head may grow worse faster than a day's comparison shows.
  const usual = Math.max(1, bias ?? 1, quotientOf(before, theirsBefore) ?? 1);
  const isShared = own <= SHARED_FACTOR * usual * hourUgM3;
  // The hour follows slowly: what comes shows in the newest minutes.
  return isShared ? Math.max(hourUgM3, recentUgM3 ?? 0) : null;
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
    return ageMs <= RECENT_FRESH_MS && isSound(standing) ? hourOf(standing, bias) : null;
  }
  if (figure === "pm25PlumeUgM3") {
    const isJudged = ageMs <= RECENT_FRESH_MS && isSound(standing);
    return isJudged ? plumeOf(standing, district, bias) : null;
  }
  if (ageMs > FAULT_FRESH_MS) return null;
  if (figure === "airStuckHours") return standing.stuckHours;
  return figure === "airZeroHours" ? standing.zeroHours : null;
}

/** A head that says far too much of everything is read as if it said what the others do. */
function hourOf({ hourUgM3 }: AirStanding, bias: number | null): number | null {
  return hourUgM3 === null || bias === null || bias < LIAR_FACTOR ? hourUgM3 : hourUgM3 / bias;
}

/**
 * How far a station stands above what is to be expected of it: what the others say now, times how
 * it compared with them in the hours before and in the last day. In haze all stations rise together
 * and none stands out; a head that says twice of everything said so before, too. In thick air
 * stations differ by more, so more is asked of a fire. Without others its own hours before count.
 */
function plumeOf(own: AirStanding, district: DistrictAir, bias: number | null): number | null {
  const { recentUgM3: recent, beforeUgM3: before } = own;
  if (recent === null || own.endHours > END_HOURS_MAX) return null;
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
