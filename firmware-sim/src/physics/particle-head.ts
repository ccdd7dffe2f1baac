import type { Random } from "@resik/kit/random";
import { boundedNoise, clamp, roundTo } from "./measure.ts";

/** A low-cost head over-reads in air more humid than this. */
const HUMID_RATIO = 0.7;
const PM25_MAX_UG_M3 = 999;

export interface Particles {
  pm25UgM3: number;
  pm10UgM3: number;
}

/** Growth of particles with humidity, 1 + 0.488 h^8.6, scaled so that it starts at 70 %. */
export const growthWithHumidity = (humidityRatio: number): number =>
  humidityRatio <= HUMID_RATIO
    ? 1
    : (1 + 0.488 * humidityRatio ** 8.6) / (1 + 0.488 * HUMID_RATIO ** 8.6);

/** What is wrong with a head. */
export interface HeadState {
  /** The same value again and again. */
  stuckFan: boolean;
  /** Nothing is counted: the light is out or the tube is off. */
  zero: boolean;
  /** Everything is multiplied with this. */
  ageing: number;
}

/**
 * What a particle counter says of the air. A low-cost one errs by ±10 µg/m³ up to 100 and ±10 %
 * above, over-reads in humid air and repeats itself when its fan is stuck; a reference one errs
 * by 2 % and dries its air.
 */
export function createParticleHead(random: Random, isReference: boolean) {
  const decimals = isReference ? 1 : 0;
  let last: Particles | null = null;
  const withError = (value: number): number =>
    isReference
      ? value + boundedNoise(random, Math.max(1, value * 0.02))
      : value + boundedNoise(random, Math.max(10, value * 0.1));
  return (real: Particles, humidityRatio: number, state: HeadState): Particles => {
    // Without light nothing is counted, whatever the fan does.
    if (state.zero) return { pm25UgM3: 0, pm10UgM3: 0 };
    if (state.stuckFan && last) return last;
    const swell = (isReference ? 1 : growthWithHumidity(humidityRatio)) * state.ageing;
    const pm25UgM3 = clamp(roundTo(withError(real.pm25UgM3 * swell), decimals), 0, PM25_MAX_UG_M3);
    const pm10 = Math.max(withError(real.pm10UgM3 * swell), pm25UgM3);
    last = { pm25UgM3, pm10UgM3: clamp(roundTo(pm10, decimals), 0, PM25_MAX_UG_M3 * 2) };
    return last;
  };
}
