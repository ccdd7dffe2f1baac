import type { Quality } from "@resik/contract/payload/quality";
import type { FieldValue } from "@resik/contract/reading";
import type { Random } from "@resik/kit/random";
import type { DeviceSpec } from "../fleet.ts";
import type { BinScenario } from "../scenario.ts";
import { createBinReport } from "./bin-report.ts";
import { createBinWorld } from "./bin-world.ts";
import { dailyWave, localHour, MINUTE_MS } from "./calendar.ts";
import { boundedNoise, clamp, roundTo } from "./measure.ts";
import type { Emission, Model, ModelEvent } from "./model.ts";
import { createSpell } from "./spell.ts";
import { createVitals, type VitalsState } from "./vitals.ts";

/** The sensor sits this far above the rim, so that a full bin stays outside its blind zone. */
export const HEAD_SPACE_MM = 250;
/** Below this distance the head still rings: 20 to 23 cm. */
const BLIND_ZONE_MM = 230;
const NOISE_MM = 10;
/** A bin shallower than this has no room between rim and floor. */
const DEPTH_MM_MIN = HEAD_SPACE_MM + 50;
/** Speed of sound grows by this part per kelvin; the sensor does not correct for it. */
const SOUND_RATIO_PER_K = 0.0018;

/** Soft bags and foam swallow nearly every echo for as long as they lie on top. */
const SOFT_NO_ECHO_RATIO = 0.95;

interface BinRead {
  quality: Quality;
  /** Null when there is no level to tell. */
  distanceMm: number | null;
  fillRatio: number | null;
}

interface BinMoment {
  atMs: number;
  stepMs: number;
  /** How full the bin really is. */
  fill: number;
  airC: number;
  isTilted: boolean;
}

/** Fill ratio from the distance: 0 at the floor, 1 at the rim. */
const fillOf = (distanceMm: number, depthMm: number): number =>
  roundTo(clamp((depthMm - distanceMm) / (depthMm - HEAD_SPACE_MM), 0, 1), 3);

export interface BinOptions {
  spec: DeviceSpec;
  scenario: BinScenario;
  random: Random;
  /** Simulated time at which this bin's world begins. */
  originMs: number;
  event: ModelEvent;
}

/** Fire and tilt strike the bin from outside; emptying and filling go on beside them. */
function createBinFate({ spec, scenario, random, event }: BinOptions, vitals: VitalsState) {
  const world = createBinWorld(random.fork("world"), spec.daysToFull ?? random.between(1, 7));
  const tilt = createSpell(random.fork("tilt"), scenario.tilt);
  const fire = createSpell(random.fork("fire"), scenario.fire);
  let wasBurning = false;
  return (atMs: number, stepMs: number) => {
    if (world.step(atMs, stepMs)) {
      vitals.service();
      event("emptied", atMs, { fillRatio: roundTo(world.fill(), 4) });
    }
    const isBurning = fire.step(atMs, stepMs);
    if (isBurning) world.burn(stepMs / (80 * MINUTE_MS));
    if (isBurning && !wasBurning) event("fire", atMs, {});
    wasBurning = isBurning;
    const isTilted = tilt.step(atMs, stepMs);
    return {
      fill: world.fill(),
      isBurning,
      isTilted,
      heatC: isBurning ? 30 + 60 * Math.sin(Math.PI * clamp(fire.progress(atMs), 0.1, 1)) : 0,
      tiltDeg: isTilted ? 25 + 65 * tilt.strength() : 0,
    };
  };
}

/** The ultrasonic head and its faults over a bin of the given depth. */
function createBinSensor(random: Random, scenario: BinScenario) {
  const noEchoRatio = random.between(scenario.noEchoRatioMin, scenario.noEchoRatioMax);
  const wallEcho = createSpell(random.fork("wall-echo"), scenario.wallEcho);
  const condensation = createSpell(random.fork("condensation"), scenario.condensation);
  const noEcho = createSpell(random.fork("no-echo"), scenario.noEchoSpell);
  let faults = { wallEcho: false, condensation: false, noEcho: false };
  function read(moment: BinMoment, depthMm: number): BinRead {
    const { atMs, stepMs, fill, airC, isTilted } = moment;
    const isWall = wallEcho.step(atMs, stepMs);
    const isWet = condensation.step(atMs, stepMs);
    const isSoft = noEcho.step(atMs, stepMs);
    faults = { wallEcho: isWall, condensation: isWet, noEcho: isSoft };
    const nothing = { distanceMm: null, fillRatio: null };
    if (random.chance(isSoft ? SOFT_NO_ECHO_RATIO : noEchoRatio))
      return { quality: "no-echo", ...nothing };
    if (isWet) return { quality: "blind-zone", ...nothing };
    let distanceMm = depthMm - fill * (depthMm - HEAD_SPACE_MM);
    if (isWall) distanceMm = HEAD_SPACE_MM;
    if (isTilted) distanceMm *= 0.7;
    distanceMm =
      distanceMm * (1 - SOUND_RATIO_PER_K * (airC - 25)) + boundedNoise(random, NOISE_MM);
    if (distanceMm < BLIND_ZONE_MM) return { quality: "blind-zone", ...nothing };
    const rounded = Math.round(Math.min(distanceMm, depthMm));
    return {
      quality: isTilted ? "tilted" : "ok",
      distanceMm: rounded,
      fillRatio: fillOf(rounded, depthMm),
    };
  }
  return { read, faults: (): Readonly<typeof faults> => faults };
}

/** A bin with an ultrasonic level sensor. */
export function createBinModel(options: BinOptions): Model {
  const { spec, scenario, random, originMs } = options;
  let depthMm = spec.binDepthMm ?? Math.round(random.between(900, 1_500));
  const { cell } = scenario;
  const vitals = createVitals(random.fork("vitals"), { mains: false, ...(cell ? { cell } : {}) });
  const live = createBinFate(options, vitals);
  const sense = createBinSensor(random.fork("sensor"), scenario);
  const report = createBinReport(spec.intervalS);
  let lastMs = originMs;
  let nextMs = originMs + Math.round(random.float() * report.wakeMs());
  let real: Readonly<Record<string, FieldValue>> = {};

  function step(): Emission | null {
    const atMs = nextMs;
    const stepMs = atMs - lastMs;
    lastMs = atMs;
    nextMs = atMs + report.wakeMs();
    vitals.age(atMs, stepMs);
    const { fill, isBurning, isTilted, heatC, tiltDeg } = live(atMs, stepMs);
    const airC = 27.5 + 4.5 * dailyWave(localHour(atMs), 14);
    const read = sense.read({ atMs, stepMs, fill, airC, isTilted }, depthMm);
    const batteryV = roundTo(vitals.realV(), 3);
    const fillRatio = roundTo(fill, 4);
    const cellTruth = { batteryV, weakCell: vitals.isWeak() };
    real = { fillRatio, burning: isBurning, tilted: isTilted, ...cellTruth, ...sense.faults() };
    if (!vitals.hasPower()) return null;
    // A fire is told at every wake.
    if (!isBurning && !report.isDue(atMs, read.fillRatio)) return null;
    report.published(atMs, read.fillRatio);
    const fields: Record<string, FieldValue> = {
      depthMm,
      temperatureC: roundTo(airC + heatC + boundedNoise(random, 0.5), 1),
      tiltDeg: roundTo(Math.abs(tiltDeg + boundedNoise(random, 2)), 1),
      ...vitals.read(),
    };
    if (read.distanceMm !== null) fields.distanceMm = read.distanceMm;
    if (read.fillRatio !== null) fields.fillRatio = read.fillRatio;
    return { atMs, channel: "bin", quality: read.quality, fields, truth: real };
  }

  return {
    nextAtMs: () => nextMs,
    step,
    configure(config) {
      if (config.binDepthMm !== undefined) depthMm = Math.max(config.binDepthMm, DEPTH_MM_MIN);
      report.configure(config);
      nextMs = Math.min(nextMs, lastMs + report.wakeMs());
    },
    tare: () => false,
    boot: report.reset,
    vitals: vitals.read,
    real: () => real,
    hasPower: vitals.hasPower,
  };
}
