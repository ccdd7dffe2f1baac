import { AMOUNT_MAX, QUANTITY_MAX } from "./bank/limits.ts";
import type { StoredChannel } from "./channel.ts";

export type FieldKind = "number" | "text" | "boolean";

export interface FieldSpec {
  kind: FieldKind;
  /** UCUM-like unit for people and open data; empty where there is none. */
  unit: string;
  /** Bounds of a number, inclusive; a value outside is quarantined as `out-of-bounds`. */
  min?: number;
  max?: number;
  /** A number that must be whole. */
  integer?: boolean;
  /** Longest text in characters. */
  lengthMax?: number;
  /** The message is not a reading of its channel without it. */
  required?: boolean;
  /** A text out of few that screens group by: a tag where the store has tags. */
  tag?: boolean;
}

const gas = { kind: "number", unit: "µg/m³", min: 0 } as const;
/** How often something happened since the last report, so that a sum over time is right. */
const count = { kind: "number", unit: "1", min: 0, max: 1_000_000_000_000, integer: true } as const;
const seconds = { kind: "number", unit: "s", min: 0, max: 1_000_000_000 } as const;

/**
 * The fields of each stored channel: the one list that payload schemas, tables, measurements,
 * queries and dashboards are made from. Bounds follow what the sensor can physically say.
 */
export const FIELDS = {
  bin: {
    distanceMm: { kind: "number", unit: "mm", min: 0, max: 10_000 },
    depthMm: { kind: "number", unit: "mm", min: 100, max: 10_000 },
    fillRatio: { kind: "number", unit: "1", min: 0, max: 1 },
    temperatureC: { kind: "number", unit: "Cel", min: -40, max: 200 },
    tiltDeg: { kind: "number", unit: "deg", min: 0, max: 180 },
    batteryV: { kind: "number", unit: "V", min: 0, max: 60 },
    rssiDbm: { kind: "number", unit: "dBm", min: -200, max: 20 },
  },
  air: {
    pm25UgM3: { ...gas, max: 2_000 },
    pm10UgM3: { ...gas, max: 3_000 },
    so2UgM3: { ...gas, max: 10_000 },
    coUgM3: { ...gas, max: 200_000 },
    o3UgM3: { ...gas, max: 5_000 },
    no2UgM3: { ...gas, max: 10_000 },
    hcUgM3: { ...gas, max: 10_000 },
    temperatureC: { kind: "number", unit: "Cel", min: -40, max: 85 },
    humidityRatio: { kind: "number", unit: "1", min: 0, max: 1 },
    pressureHpa: { kind: "number", unit: "hPa", min: 300, max: 1_100 },
  },
  scale: {
    massG: {
      kind: "number",
      unit: "g",
      min: -1_000_000,
      max: 2_000_000,
      integer: true,
      required: true,
    },
    stable: { kind: "boolean", unit: "", required: true },
    tareG: { kind: "number", unit: "g", min: 0, max: 2_000_000, integer: true },
    overload: { kind: "boolean", unit: "" },
    calibratedAt: { kind: "text", unit: "", lengthMax: 32 },
    teraUntil: { kind: "text", unit: "", lengthMax: 32 },
  },
  status: {
    state: { kind: "text", unit: "", lengthMax: 8, required: true },
    firmware: { kind: "text", unit: "", lengthMax: 40 },
    batteryV: { kind: "number", unit: "V", min: 0, max: 60 },
    rssiDbm: { kind: "number", unit: "dBm", min: -200, max: 20 },
    uptimeS: { kind: "number", unit: "s", min: 0, max: 4_294_967_295, integer: true },
  },
  /** One line of the book. A reversal has the amounts of what it undid below zero. */
  deposit: {
    item: { kind: "text", unit: "", lengthMax: 40, required: true, tag: true },
    /** Report group of the item: plastic, paper, metal, glass, other. */
    itemGroup: { kind: "text", unit: "", lengthMax: 20, tag: true },
    /** Absent where nobody knows what a litre or a piece weighs; 0 where only the value came. */
    massG: { kind: "number", unit: "g", min: -QUANTITY_MAX, max: QUANTITY_MAX, integer: true },
    amountIdr: {
      kind: "number",
      unit: "IDR",
      min: -AMOUNT_MAX,
      max: AMOUNT_MAX,
      integer: true,
      required: true,
    },
  },
  /** Where a device, station or waste bank stands; announced at the api's start and on change. */
  place: {
    kind: { kind: "text", unit: "", lengthMax: 20, required: true, tag: true },
    name: { kind: "text", unit: "", lengthMax: 120, required: true },
    siteName: { kind: "text", unit: "", lengthMax: 120 },
    areaName: { kind: "text", unit: "", lengthMax: 120 },
    latDeg: { kind: "number", unit: "deg", min: -90, max: 90 },
    lonDeg: { kind: "number", unit: "deg", min: -180, max: 180 },
    retired: { kind: "boolean", unit: "", required: true },
  },
  /** Figures of a waste bank that say nothing of a person. */
  bank: {
    members: count,
    /** Members with a deposit in the last 30 days. */
    activeMembers: count,
  },
  /** One change of an alert's state. Its device is the one it is about. */
  alert: {
    rule: { kind: "text", unit: "", lengthMax: 40, required: true, tag: true },
    severity: { kind: "text", unit: "", lengthMax: 10, required: true, tag: true },
    state: { kind: "text", unit: "", lengthMax: 12, required: true },
    /** 1 while the alert is open, 0 once it is resolved: a sum counts what is open. */
    open: { ...count, max: 1, required: true },
    /** What was measured, in the unit of its rule. */
    value: { kind: "number", unit: "", min: -1_000_000_000, max: 1_000_000_000 },
  },
  /** What a program says of the path of readings, each in its own name. */
  pipeline: {
    inboxRows: count,
    inboxBytes: { ...count, unit: "By" },
    inboxAgeS: seconds,
    connectedDevices: count,
    messagesAccepted: count,
    publishesRefused: count,
    received: count,
    stored: count,
    duplicates: count,
    lagS: seconds,
    storeFailures: count,
    /** Longest wait for the store since the last report. */
    writeMaxS: seconds,
    quarantinedNotJson: count,
    quarantinedSchema: count,
    quarantinedOutOfBounds: count,
    quarantinedClockSkew: count,
    quarantinedUnknownChannel: count,
    quarantinedTooLarge: count,
    quarantinedStoreRejected: count,
  },
} as const satisfies Record<StoredChannel, Record<string, FieldSpec>>;

/** The specs of one channel by field name, widened for generic code. */
export const fieldsOf = (channel: StoredChannel): Readonly<Record<string, FieldSpec>> =>
  FIELDS[channel];

/** Names of the fields that are tags where the store has tags. */
export const tagFieldsOf = (channel: StoredChannel): string[] =>
  Object.entries(fieldsOf(channel))
    .filter(([, spec]) => spec.tag === true)
    .map(([name]) => name);

export const numericFieldsOf = (channel: StoredChannel): string[] =>
  Object.entries(fieldsOf(channel))
    .filter(([, spec]) => spec.kind === "number")
    .map(([name]) => name);

export const AGGREGATES = ["mean", "min", "max", "sum", "count", "last"] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** Length of a roll-up window. Longer windows are made from these. */
export const ROLLUP_MS = 3_600_000;

export const DAY_MS = 24 * ROLLUP_MS;
/** Days begin at midnight of western Indonesia (UTC+7) for everybody here; windows of days, too. */
export const DAY_ALIGN_MS = 7 * 3_600_000;
