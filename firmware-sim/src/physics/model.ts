import type { DeviceConfig } from "@resik/contract/payload/downlink";
import type { Quality } from "@resik/contract/payload/quality";
import type { FieldValue } from "@resik/contract/reading";

export type SensorChannel = "bin" | "air" | "scale" | "weight";

/** What a sensor says at one moment, before it becomes a message. */
export interface Emission {
  /** Simulated time. */
  atMs: number;
  channel: SensorChannel;
  /** Null on `weight`, which has none. */
  quality: Quality | null;
  /** Keys and bounds as the contract lists them for the channel. */
  fields: Readonly<Record<string, FieldValue>>;
  /** What was really so at that moment: the record that judges the pages. */
  truth: Readonly<Record<string, FieldValue>>;
}

export interface Vitals {
  batteryV: number;
  rssiDbm: number;
}

/**
 * The physics of one device: the world around its sensor and the sensor's own faults. It is pure:
 * the same seed, scenario and origin give the same emissions, however fast they are asked for.
 */
export interface Model {
  /** Simulated time of the next step; grows with every step. */
  nextAtMs(): number;
  /** Moves to `nextAtMs()`; null when the device measured but has nothing to tell. */
  step(): Emission | null;
  /** Desired state from the operator; takes effect for the next reading. */
  configure(config: DeviceConfig): void;
  /** Sets the present load as zero; false when the device has nothing to tare. */
  tare(): boolean;
  /** The device has just been switched on: sensors that must warm up do so again. */
  boot(atMs: number): void;
  vitals(): Vitals;
  /** What is really so since the last step, told or not. */
  real(): Readonly<Record<string, FieldValue>>;
  /** False while the device is dark for want of a cell. */
  hasPower(): boolean;
}

/** Things that really happened, for the truth log; `values` hold units in their names. */
export type ModelEvent = (
  name: string,
  atMs: number,
  values: Readonly<Record<string, FieldValue>>,
) => void;
