import { CHANNELS, STORED_CHANNELS, type StoredChannel } from "./channel.ts";
import { fieldsOf, numericFieldsOf, tagFieldsOf, type FieldKind } from "./series.ts";

/** How long a store with retention policies keeps a measurement: its days, or for good. */
export type Retention = "raw" | "keep";

export interface MeasurementField {
  kind: FieldKind;
  /** UCUM-like; empty where there is none. */
  unit: string;
  integer?: boolean;
}

/** A measurement of a series database: what screens may ask for. */
export interface Measurement {
  name: string;
  retention: Retention;
  tags: readonly string[];
  fields: Readonly<Record<string, MeasurementField>>;
}

/** What an hourly roll-up knows of a field; a mean over hours is `sum(_sum) / sum(_n)`. */
export const HOURLY_PARTS = ["n", "min", "max", "sum", "last"] as const;
export type HourlyPart = (typeof HOURLY_PARTS)[number];

export const hourlyMeasurement = (channel: StoredChannel): string => `${channel}_hourly`;
export const hourlyField = (field: string, part: HourlyPart): string => `${field}_${part}`;

const text = { kind: "text", unit: "" } as const;
const count = { kind: "number", unit: "1", integer: true } as const;
const instant = { kind: "number", unit: "ms", integer: true } as const;
const number = (unit: string): MeasurementField => ({ kind: "number", unit });

/** Every series of a device carries its site and its own id. */
const PLACE_TAGS = ["site", "device"] as const;

/**
 * A reading says of what quality it is in a tag: one of few words, by which a series database
 * chooses what counts without looking at each point.
 */
const READING_TAGS = [...PLACE_TAGS, "quality"] as const;

/** What every reading carries beside the fields of its channel. */
export const ENVELOPE_FIELDS = {
  boot: text,
  seq: count,
  /** Only where the device's clock said another time than the one that the point stands at. */
  sampledAtMs: instant,
  /** True where the device's clock was unset; absent otherwise. */
  unclocked: { kind: "boolean", unit: "" },
  receivedAtMs: instant,
} as const satisfies Record<string, MeasurementField>;

function rawMeasurement(channel: StoredChannel): Measurement {
  const tags = tagFieldsOf(channel);
  const fields = Object.entries(fieldsOf(channel))
    .filter(([name]) => !tags.includes(name))
    .map(([name, { kind, unit, integer }]) => [
      name,
      integer === true ? { kind, unit, integer } : { kind, unit },
    ]);
  return {
    name: channel,
    retention: CHANNELS[channel].expires ? "raw" : "keep",
    tags: [...READING_TAGS, ...tags],
    fields: { ...ENVELOPE_FIELDS, ...Object.fromEntries(fields) },
  };
}

function hourly(channel: StoredChannel): Measurement {
  const fields: Record<string, MeasurementField> = {};
  for (const name of numericFieldsOf(channel)) {
    const unit = fieldsOf(channel)[name]?.unit ?? "";
    for (const part of HOURLY_PARTS) {
      fields[hourlyField(name, part)] = part === "n" ? count : number(unit);
    }
  }
  return { name: hourlyMeasurement(channel), retention: "keep", tags: PLACE_TAGS, fields };
}

/**
 * Derived from the hourly roll-ups for screens that cannot derive: the point of an hour stands at
 * the hour's start and is written again when the hour changes.
 */
export const DERIVED = {
  /** ISPU of the 24 hours that end with this hour, of values as measured: without corrections. */
  ispu: {
    name: "ispu",
    retention: "keep",
    tags: PLACE_TAGS,
    fields: {
      index: count,
      /** The air is worse than the table knows: shown as ">500". */
      beyondScale: { kind: "boolean", unit: "" },
      /** Id of a category, such as `moderate`; names and colours: `ispu/category.ts`. */
      category: text,
      /** Id of a parameter, such as `pm25`. */
      critical: text,
      /** Share of the 24 hours that the critical parameter was measured. */
      completenessRatio: number("1"),
      provisional: { kind: "boolean", unit: "" },
      pm25HourUgM3: number("µg/m³"),
      pm25Index: count,
      pm10Index: count,
      so2Index: count,
      coIndex: count,
      o3Index: count,
      no2Index: count,
      hcIndex: count,
    },
  },
  /** Where a bin stands at the end of this hour. */
  binState: {
    name: "bin_state",
    retention: "keep",
    tags: PLACE_TAGS,
    fields: {
      fillRatio: number("1"),
      /** When it was last seen to become empty; 0 while nobody saw that. */
      emptiedAtMs: instant,
      /** Mean rise of the fill ratio an hour over the day to come. */
      ratePerH: number("1"),
      /** When it will be full by its rhythm, or became full; 0 while nobody can say. */
      fullAtMs: instant,
      /** Between these it will be full in 80 of 100 cases; 0 of a full bin, or as above. */
      fullEarlyMs: instant,
      fullLateMs: instant,
    },
  },
} as const satisfies Record<string, Measurement>;

/** Everything a screen may ask of a series database, by measurement name. */
export const MEASUREMENTS: Readonly<Record<string, Measurement>> = Object.fromEntries(
  [
    ...STORED_CHANNELS.map(rawMeasurement),
    ...STORED_CHANNELS.map(hourly),
    DERIVED.ispu,
    DERIVED.binState,
  ].map((measurement) => [measurement.name, measurement]),
);

export const measurementOf = (name: string): Measurement | null =>
  Object.hasOwn(MEASUREMENTS, name) ? (MEASUREMENTS[name] ?? null) : null;

/**
 * A point that was derived; writing it again replaces it field by field: what it does not name
 * stays as an earlier point of the same hour said it.
 */
export interface DerivedPoint {
  measurement: (typeof DERIVED)[keyof typeof DERIVED]["name"];
  site: string;
  device: string;
  atMs: number;
  fields: Readonly<Record<string, number | string | boolean>>;
}
