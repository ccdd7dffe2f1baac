import { createRandom } from "@resik/kit/random";
import type { AirScenario } from "../scenario.ts";
import {
  DAY_MS,
  dailyWave,
  HOUR_MS,
  hourBell,
  localDay,
  localHour,
  weekdayOfDay,
} from "./calendar.ts";
import { clamp } from "./measure.ts";

/** The air over the whole district: the same for all its stations at the same moment. */
export interface Airshed {
  /** Background PM2.5 without local burning, µg/m³. */
  pm25UgM3(atMs: number): number;
  temperatureC(atMs: number): number;
  /** Relative humidity, 0 to 1. */
  humidityRatio(atMs: number): number;
  pressureHpa(atMs: number): number;
  /** The part of it that is haze. */
  hazeUgM3(atMs: number): number;
  isHazy(atMs: number): boolean;
}

interface AirDay {
  basePm25UgM3: number;
  hazePm25UgM3: number;
  warmthK: number;
  moistureRatio: number;
  pressureHpa: number;
}

/** Haze comes at most once in such a run of days. */
const HAZE_PERIOD_DAYS = 21;
const HAZE_CHANCE = 0.35;
/** A run needs a few days at a time; the cache is emptied when it holds more. */
const DAYS_CACHED_MAX = 64;

/** Spells of haze when it comes often: one in such a time, hours to most of a day long. */
const SPELL_PERIOD_MS = 29 * HOUR_MS;
const SPELL_HOURS_MIN = 4;
const SPELL_HOURS_MAX = 20;
/** Between two spells the air is clear for at least so long. */
const SPELL_APART_MS = 6 * HOUR_MS;
/** Smoke comes and goes with the wind, within this time. */
const SPELL_RAMP_MS = HOUR_MS;

/** Haze in spells of hours, µg/m³; 0 between them. */
function createHazeSpells(seed: string): (atMs: number) => number {
  let period = -1;
  let spell = { beginMs: 0, endMs: 0, levelUgM3: 0 };
  return (atMs) => {
    const now = Math.floor(atMs / SPELL_PERIOD_MS);
    if (now !== period) {
      period = now;
      const random = createRandom(`${seed}/haze-spell/${now}`);
      const hours = SPELL_HOURS_MIN * (SPELL_HOURS_MAX / SPELL_HOURS_MIN) ** random.float();
      const slackMs = SPELL_PERIOD_MS - SPELL_APART_MS - hours * HOUR_MS;
      const beginMs = now * SPELL_PERIOD_MS + random.float() * slackMs;
      const endMs = beginMs + hours * HOUR_MS;
      spell = { beginMs, endMs, levelUgM3: random.between(150, 300) };
    }
    const { beginMs, endMs, levelUgM3 } = spell;
    if (atMs < beginMs || atMs >= endMs) return 0;
    return levelUgM3 * clamp(Math.min(atMs - beginMs, endMs - atMs) / SPELL_RAMP_MS, 0, 1);
  };
}

/** Each day is drawn from the seed and its own number, so that any moment can be asked for. */
export function createAirshed(seed: string, haze: AirScenario["haze"]): Airshed {
  const days = new Map<number, AirDay>();
  const hazeSpell = haze === "often" ? createHazeSpells(seed) : () => 0;

  function hazeOf(day: number): number {
    if (haze === "never" || haze === "often") return 0;
    const level = createRandom(`${seed}/haze-level/${day}`).between(150, 300);
    if (haze === "always") return level;
    const period = Math.floor(day / HAZE_PERIOD_DAYS);
    const random = createRandom(`${seed}/haze/${period}`);
    if (!random.chance(HAZE_CHANCE)) return 0;
    const first = random.int(HAZE_PERIOD_DAYS - 5);
    const length = 2 + random.int(4);
    const index = day - period * HAZE_PERIOD_DAYS;
    return index >= first && index < first + length ? level : 0;
  }

  function dayOf(day: number): AirDay {
    let found = days.get(day);
    if (!found) {
      const random = createRandom(`${seed}/air-day/${day}`);
      found = {
        basePm25UgM3: random.between(20, 34),
        hazePm25UgM3: hazeOf(day),
        warmthK: random.between(-1.5, 1.5),
        moistureRatio: random.between(-0.06, 0.06),
        pressureHpa: random.between(1_007, 1_011),
      };
      if (days.size >= DAYS_CACHED_MAX) days.clear();
      days.set(day, found);
    }
    return found;
  }

  /** Blends the day's value with the next one's, so that midnight has no step. */
  function blend(atMs: number, of: (day: AirDay) => number): number {
    const day = localDay(atMs);
    const part = localHour(atMs) / 24;
    return of(dayOf(day)) * (1 - part) + of(dayOf(day + 1)) * part;
  }

  function dayShape(atMs: number): number {
    const hour = localHour(atMs);
    const dawn = 0.55 * hourBell(hour, 5.5, 2.2);
    return 1 + dawn + 0.2 * hourBell(hour, 19.5, 2) - 0.3 * hourBell(hour, 13, 3.5);
  }
  function hazeUgM3(atMs: number): number {
    const level = blend(atMs, (day) => day.hazePm25UgM3) + hazeSpell(atMs);
    return level * (0.85 + 0.15 * dayShape(atMs));
  }

  return {
    pm25UgM3(atMs) {
      const week = weekdayOfDay(localDay(atMs + DAY_MS / 48)) === 0 ? 0.88 : 1.02;
      const usual = clamp(blend(atMs, (day) => day.basePm25UgM3) * dayShape(atMs) * week, 15, 50);
      return usual + hazeUgM3(atMs);
    },
    temperatureC: (atMs) =>
      27.5 + 4.5 * dailyWave(localHour(atMs), 14) + blend(atMs, (day) => day.warmthK),
    humidityRatio: (atMs) =>
      clamp(
        0.77 + 0.17 * dailyWave(localHour(atMs), 4.5) + blend(atMs, (day) => day.moistureRatio),
        0.4,
        0.99,
      ),
    // The tropical barometric tide: two small waves a day.
    pressureHpa: (atMs) =>
      blend(atMs, (day) => day.pressureHpa) +
      1.4 * Math.cos(((localHour(atMs) - 10) / 12) * 2 * Math.PI),
    hazeUgM3,
    isHazy: (atMs) => dayOf(localDay(atMs)).hazePm25UgM3 > 0 || hazeSpell(atMs) > 0,
  };
}
