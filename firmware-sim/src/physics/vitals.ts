import type { Random } from "@resik/kit/random";
import { DAY_MS } from "./calendar.ts";
import { createCell, type CellScenario } from "./cell.ts";
import type { Vitals } from "./model.ts";
import { boundedNoise, clamp, roundTo } from "./measure.ts";

export interface VitalsState {
  /** Lets the battery age; a mains-powered device stays at its supply voltage. */
  age(atMs: number, stepMs: number): void;
  /** A visit of the crew: a nearly empty cell is replaced. */
  service(): void;
  read(): Vitals;
  /** Voltage without the error of its measurement. */
  realV(): number;
  /** The cell is falling faster than it ages, or dead from it. */
  isWeak(): boolean;
  /** False while the cell is too empty for the device to run. */
  hasPower(): boolean;
}

const MAINS_V = 5;

export interface VitalsOptions {
  mains: boolean;
  /** How cells fail; absent: they only age. */
  cell?: CellScenario;
}

/** Battery and radio of one device, each with a character of its own. */
export function createVitals(random: Random, options: VitalsOptions): VitalsState {
  const lifeDays = random.between(200, 600);
  const rssiBaseDbm = random.between(-104, -68);
  const used = options.mains ? 0 : random.between(0, 0.9);
  const cell = createCell(random.fork("cell"), {
    lifeMs: lifeDays * DAY_MS,
    used,
    ...(options.cell ? { scenario: options.cell } : {}),
  });
  return {
    age(atMs, stepMs) {
      if (!options.mains) cell.age(atMs, stepMs);
    },
    service: cell.service,
    read() {
      const batteryV = options.mains
        ? MAINS_V + boundedNoise(random, 0.05)
        : cell.volts() + boundedNoise(random, 0.01);
      return {
        batteryV: roundTo(clamp(batteryV, 2.5, 5.5), 2),
        rssiDbm: Math.round(clamp(rssiBaseDbm + boundedNoise(random, 6), -125, -40)),
      };
    },
    realV: () => (options.mains ? MAINS_V : cell.volts()),
    isWeak: cell.isWeak,
    hasPower: () => options.mains || !cell.isDead(),
  };
}
