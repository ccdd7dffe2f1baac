import type { FieldValue } from "@resik/contract/reading";
import type { Random } from "@resik/kit/random";
import type { DeviceSpec } from "../fleet.ts";
import type { AirScenario } from "../scenario.ts";
import type { Airshed } from "./airshed.ts";
import { dailyWave, hourBell, localHour, SECOND_MS } from "./calendar.ts";
import { boundedNoise, clamp, roundTo } from "./measure.ts";
import type { Emission, Model, ModelEvent } from "./model.ts";
import { createParticleHead, type HeadState, type Particles } from "./particle-head.ts";
import { createSpell } from "./spell.ts";
import { createVitals } from "./vitals.ts";

/** Laser and fan need this long after power-on; what is read before is wrong. */
const WARM_UP_MS = 30 * SECOND_MS;
export interface AirOptions {
  spec: DeviceSpec;
  scenario: AirScenario;
  airshed: Airshed;
  random: Random;
  originMs: number;
  event: ModelEvent;
}

interface AirTruth extends Particles {
  humidityRatio: number;
  isBurning: boolean;
  /** What a fire nearby adds. */
  plumeUgM3: number;
}

/** What really is in the air at one place: the district's air, the place's character, fires. */
function createAirWorld(options: AirOptions) {
  const { scenario, airshed, event } = options;
  const random = options.random.fork("world");
  const placeFactor = random.between(0.85, 1.15);
  const coarseRatio = random.between(1.25, 1.9);
  const burning = createSpell(random.fork("burning"), scenario.burning);
  let drift = 0;
  let wasBurning = false;
  return (atMs: number, stepMs: number): AirTruth => {
    drift = drift * 0.98 + 0.012 * random.gaussian();
    const isBurning = burning.step(atMs, stepMs);
    if (isBurning && !wasBurning) event("burning", atMs, {});
    wasBurning = isBurning;
    const plume = isBurning
      ? (100 + 300 * burning.strength()) * (0.4 + 0.6 * Math.sin(Math.PI * burning.progress(atMs)))
      : 0;
    const background = airshed.pm25UgM3(atMs) * placeFactor * (1 + clamp(drift, -0.2, 0.2));
    const pm25UgM3 = background + plume;
    // Smoke is fine dust: the coarser part comes from the ground, not from the fire.
    const pm10UgM3 = clamp(background * coarseRatio + plume * 1.2, pm25UgM3 * 1.2, pm25UgM3 * 2);
    const humidityRatio = airshed.humidityRatio(atMs);
    return { pm25UgM3, pm10UgM3, humidityRatio, isBurning, plumeUgM3: plume };
  };
}

/** Faults of a low-cost head; a reference station is looked after. */
function createHeadFaults({ scenario, random }: AirOptions) {
  const stuckFan = createSpell(random.fork("stuck-fan"), scenario.stuckFan);
  const zero = createSpell(random.fork("zero"), scenario.zero);
  const ageing = createSpell(random.fork("ageing"), scenario.ageing);
  return (atMs: number, stepMs: number): HeadState => {
    const isAgeing = ageing.step(atMs, stepMs);
    // Dust on the laser dims it; dust in the chamber scatters as if the air were full of it.
    const strength = ageing.strength();
    const worst = strength < 0.5 ? 0.25 + 0.4 * strength : 1 + 2.5 * strength;
    return {
      stuckFan: stuckFan.step(atMs, stepMs),
      zero: zero.step(atMs, stepMs),
      ageing: isAgeing ? worst ** Math.min(1, 2 * ageing.progress(atMs)) : 1,
    };
  };
}

const SOUND_HEAD: HeadState = { stuckFan: false, zero: false, ageing: 1 };

/** Gases of a reference station, µg/m³, with the shape of a day. */
function gases(random: Random, atMs: number): Record<string, number> {
  const hour = localHour(atMs);
  const traffic = hourBell(hour, 7, 1.8) + hourBell(hour, 18, 2.2);
  const sun = Math.max(0, dailyWave(hour, 13));
  const near = (value: number): number =>
    roundTo(Math.max(0, value + boundedNoise(random, value * 0.06)), 1);
  return {
    so2UgM3: near(14 + 6 * traffic),
    coUgM3: near(520 + 480 * traffic),
    o3UgM3: near(22 + 75 * sun),
    no2UgM3: near(13 + 24 * traffic),
    hcUgM3: near(35 + 30 * traffic),
  };
}

/** An air station: low-cost with particles only, or a reference station with gas columns. */
export function createAirModel(options: AirOptions): Model {
  const { spec, scenario, airshed, random, originMs } = options;
  const isReference = spec.reference === true;
  let intervalMs = (spec.intervalS ?? Math.round(random.between(60, 120))) * SECOND_MS;
  const world = createAirWorld(options);
  const sensor = random.fork("sensor");
  const sense = createParticleHead(random.fork("head"), isReference);
  const faultsAt = createHeadFaults(options);
  const gap = createSpell(random.fork("gap"), scenario.gap);
  const vitals = createVitals(random.fork("vitals"), { mains: true });
  let lastMs = originMs;
  let nextMs = originMs + Math.round(random.float() * intervalMs);
  let bootedMs = -Infinity;
  let real: Readonly<Record<string, FieldValue>> = {};
  function step(): Emission | null {
    const atMs = nextMs;
    const stepMs = atMs - lastMs;
    lastMs = atMs;
    nextMs = atMs + intervalMs;
    const truth = world(atMs, stepMs);
    const faults = isReference ? SOUND_HEAD : faultsAt(atMs, stepMs);
    const isGap = gap.step(atMs, stepMs);
    real = {
      pm25UgM3: roundTo(truth.pm25UgM3, 2),
      pm10UgM3: roundTo(truth.pm10UgM3, 2),
      humidityRatio: roundTo(truth.humidityRatio, 3),
      hazy: airshed.isHazy(atMs),
      hazeUgM3: roundTo(airshed.hazeUgM3(atMs), 2),
      burning: truth.isBurning,
      plumeUgM3: roundTo(truth.plumeUgM3, 2),
      gap: isGap,
      ...faults,
    };
    if (isGap) return null;
    const isWarm = atMs - bootedMs >= WARM_UP_MS;
    const read = sense(truth, truth.humidityRatio, faults);
    const fields: Record<string, FieldValue> = {
      // A cold head counts too little.
      pm25UgM3: isWarm ? read.pm25UgM3 : Math.round(read.pm25UgM3 * 0.3),
      pm10UgM3: isWarm ? read.pm10UgM3 : Math.round(read.pm10UgM3 * 0.3),
      ...(isReference ? gases(sensor, atMs) : {}),
      temperatureC: roundTo(airshed.temperatureC(atMs) + boundedNoise(sensor, 0.4), 1),
      humidityRatio: roundTo(clamp(truth.humidityRatio + boundedNoise(sensor, 0.02), 0, 1), 3),
      pressureHpa: roundTo(airshed.pressureHpa(atMs) + boundedNoise(sensor, 0.3), 1),
    };
    return {
      atMs,
      channel: "air",
      quality: isWarm ? "ok" : "warming-up",
      fields,
      truth: real,
    };
  }

  return {
    nextAtMs: () => nextMs,
    step,
    configure(config) {
      if (config.intervalS === undefined) return;
      intervalMs = config.intervalS * SECOND_MS;
      nextMs = Math.min(nextMs, lastMs + intervalMs);
    },
    tare: () => false,
    boot(atMs) {
      bootedMs = atMs;
      // The first word after power-on comes while the head is still warming up.
      if (atMs > lastMs) nextMs = Math.min(nextMs, atMs + WARM_UP_MS / 2);
    },
    vitals: () => vitals.read(),
    real: () => real,
    hasPower: vitals.hasPower,
  };
}
