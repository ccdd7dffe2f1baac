import type { Random } from "@resik/kit/random";
import type { DeviceSpec } from "../fleet.ts";
import type { ScaleScenario } from "../scenario.ts";
import { DAY_MS, localDay } from "./calendar.ts";
import { CAPACITY_G, createLoadCell, type LoadCell } from "./load-cell.ts";
import type { Emission, Model, ModelEvent } from "./model.ts";
import { createVitals } from "./vitals.ts";
import { busyLoads, drawWeighingDays, loadsOfDay, type Load } from "./weighing-day.ts";

/** A verification (tera) lasts a year. */
const TERA_DAYS = 365;
/** Without a weighing the scale still wakes once a day, at the latest. */
const IDLE_MS = DAY_MS;

export interface ScaleOptions {
  spec: DeviceSpec;
  scenario: ScaleScenario;
  random: Random;
  originMs: number;
  event: ModelEvent;
}

const isoDay = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** When the scale was verified and until when that holds; a share of scales has let it lapse. */
function drawTera(random: Random, originMs: number, expiredRatio: number) {
  const isExpired = random.chance(expiredRatio);
  const ageDays = isExpired ? TERA_DAYS + random.between(5, 200) : random.between(5, 250);
  const calibratedMs = originMs - ageDays * DAY_MS;
  return {
    calibratedAt: isoDay(calibratedMs),
    teraUntil: isoDay(calibratedMs + TERA_DAYS * DAY_MS),
  };
}

/** The loads of one scale in order of time, drawn a day at a time. */
function createLoadQueue(options: ScaleOptions) {
  const { spec, scenario, random, originMs } = options;
  const weighingDays = spec.weighingDays ?? drawWeighingDays(random.fork("days"));
  const busyFromMs = spec.busyFrom === undefined ? Infinity : Date.parse(spec.busyFrom);
  let day = localDay(originMs) - 1;
  let loads: Load[] = [];
  return {
    /** The next load at or before the horizon; null when there is none until then. */
    peek(horizonMs: number): Load | null {
      while (loads.length === 0 && day < localDay(horizonMs)) {
        day++;
        const usual = loadsOfDay(random.fork(`loads/${day}`), scenario, day, weighingDays);
        loads = usual.filter(({ atMs }) => atMs >= originMs && atMs < busyFromMs);
        if (localDay(busyFromMs) <= day) {
          loads.push(...busyLoads(random.fork(`busy/${day}`), busyFromMs, day));
        }
      }
      const load = loads[0];
      return load && load.atMs <= horizonMs ? load : null;
    },
    shift: () => void loads.shift(),
  };
}

/** Something the scale will say; what exactly shows when its time has come. */
interface Planned {
  atMs: number;
  make(): Emission;
}

/** Everything the scale says of one load: live weights, then the one that may become evidence. */
function createWeighing(options: ScaleOptions, cell: LoadCell, sensor: Random) {
  const { scenario, random, originMs, event } = options;
  const tera = drawTera(random.fork("tera"), originMs, scenario.expiredTeraRatio);
  const weightAt = (atMs: number, massG: number, stable: boolean): Emission => {
    return { atMs, channel: "weight", quality: null, fields: { massG, stable }, truth: {} };
  };
  const weigh = (load: Load): Planned[] => {
    cell.put(load.grossG);
    const planned: Planned[] = [];
    const endMs = load.atMs + Math.round(sensor.between(2_000, 5_000));
    for (let atMs = load.atMs; atMs < endMs; atMs += Math.round(sensor.between(200, 500))) {
      const ageS = (atMs - load.atMs) / 1_000;
      planned.push({ atMs, make: () => weightAt(atMs, cell.swingingG(ageS), false) });
    }
    const overload = load.grossG > CAPACITY_G;
    const stable = !overload && !sensor.chance(scenario.neverStableRatio);
    if (overload) event("overload", endMs, { grossG: load.grossG });
    planned.push({ atMs: endMs, make: () => weightAt(endMs, cell.readG(), stable) });
    const evidence = (): Emission => ({
      atMs: endMs,
      channel: "scale",
      quality: overload ? "overload" : stable ? "ok" : "unstable",
      fields: { massG: cell.readG(), stable, tareG: cell.tareG(), overload, ...tera },
      truth: { grossG: load.grossG, driftG: Math.round(cell.driftG()) },
    });
    planned.push({ atMs: endMs, make: evidence });
    return planned;
  };
  return { weigh, tera };
}

/** A bench scale on weighing mornings: it settles, drifts, and now and then misbehaves. */
export function createScaleModel(options: ScaleOptions): Model {
  const { random, originMs } = options;
  const vitals = createVitals(random.fork("vitals"), { mains: true });
  const sensor = random.fork("sensor");
  const cell = createLoadCell(random.fork("cell"));
  const queue = createLoadQueue(options);
  const { weigh, tera } = createWeighing(options, cell, sensor);
  let planned: Planned[] = [];
  let idleAtMs = originMs + IDLE_MS;

  function step(): Emission | null {
    if (planned.length === 0) {
      const load = queue.peek(idleAtMs);
      if (!load) {
        idleAtMs += IDLE_MS;
        return null;
      }
      queue.shift();
      idleAtMs = load.atMs + IDLE_MS;
      planned = weigh(load);
    }
    const emission = planned.shift()?.make() ?? null;
    if (planned.length === 0) cell.remove();
    return emission;
  }

  return {
    nextAtMs: () => planned[0]?.atMs ?? queue.peek(idleAtMs)?.atMs ?? idleAtMs,
    step,
    configure(config) {
      if (config.tareG !== undefined) cell.setTareG(config.tareG);
    },
    tare() {
      cell.tare();
      return true;
    },
    boot: () => cell.zero(),
    vitals: vitals.read,
    real: () => tera,
    hasPower: () => true,
  };
}
