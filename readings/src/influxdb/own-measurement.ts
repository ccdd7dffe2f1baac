import type { StoredChannel } from "@resik/contract/channel";
import {
  hourlyMeasurement,
  measurementOf,
  type Measurement,
  type MeasurementField,
} from "@resik/contract/measurement";

const text = { kind: "text", unit: "" } as const satisfies MeasurementField;
const instant = { kind: "number", unit: "ms", integer: true } as const satisfies MeasurementField;

/**
 * Measurements of the adapter's own, beside those of the contract: no screen asks for them. None
 * has the name of a channel, of a roll-up or of anything derived.
 */
export const OWN = {
  /** The newest reading of each device and channel; its point stands at time 0. */
  latest: {
    name: "latest",
    retention: "keep",
    tags: ["channel", "device"],
    fields: { reading: text },
  },
  /** Times given to readings that have none of their own; stands where the reading stands. */
  unclocked: {
    name: "unclocked",
    retention: "raw",
    tags: ["channel", "device"],
    fields: { boot: text, seq: { kind: "number", unit: "1", integer: true } },
  },
  /** Hours that were written to, in the order of the writer's own time. */
  journal: {
    name: "rollup_journal",
    retention: "raw",
    tags: ["writer", "channel", "site", "device"],
    fields: { hourMs: instant },
  },
  /** How far a writer worked its journal off, in nanoseconds as text: JSON would round them. */
  cursor: {
    name: "rollup_cursor",
    retention: "keep",
    tags: ["writer"],
    fields: { upToNs: text },
  },
  /** Where raw readings may be gone; `writer` says who found out. */
  seal: {
    name: "rollup_seal",
    retention: "keep",
    tags: ["writer"],
    fields: { expiredBeforeMs: instant, droppedBeforeMs: instant, carriedBeforeMs: instant },
  },
  quarantine: {
    name: "quarantine",
    retention: "raw",
    tags: ["reason"],
    fields: {
      fingerprint: text,
      topic: text,
      detail: text,
      receivedAtMs: instant,
      payload: text,
      payload2: text,
    },
  },
} as const satisfies Record<string, Measurement>;

/** The measurement of a channel's readings. */
export function readingMeasurement(channel: StoredChannel): Measurement {
  const measurement = measurementOf(channel);
  if (!measurement) throw new Error(`the contract has no measurement for ${channel}`);
  return measurement;
}

/**
 * Field of every hourly point: whether the hour is final because its raw readings are elsewhere.
 * It is there in each of them, so that there is one field by which all can be found.
 */
export const SEALED_FIELD = "sealed";

export function hourlyPoints(channel: StoredChannel): Measurement {
  const measurement = measurementOf(hourlyMeasurement(channel));
  if (!measurement) throw new Error(`the contract has no roll-up for ${channel}`);
  const sealed: MeasurementField = { kind: "boolean", unit: "" };
  return { ...measurement, fields: { ...measurement.fields, [SEALED_FIELD]: sealed } };
}
