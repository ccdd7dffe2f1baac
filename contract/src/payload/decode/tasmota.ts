import { fieldsOf } from "../../series.ts";
import { UTC_OFFSET_MIN_DEFAULT, type ForeignPayloadFormat } from "../format.ts";
import { parseDocumentTime } from "./document-time.ts";
import { valueAt } from "./field-path.ts";
import { timeStamp } from "./identity.ts";
import { mappedReadings, type ToFieldUnit } from "./mapped-readings.ts";
import {
  decoded,
  isObject,
  kindOf,
  plainText,
  refuse,
  type Decoding,
  type Outcome,
} from "./outcome.ts";

/** Before it the clock was not set: Tasmota starts at 1970 until it has reached a time server. */
const CLOCK_SET_SINCE_MS = Date.UTC(2020, 0);

const HPA_BY_PRESSURE_UNIT: Readonly<Record<string, number>> = {
  hPa: 1,
  mmHg: 1.333_223_874_15,
  inHg: 33.863_886_666_7,
};

/**
 * A SENSOR or STATE document of Tasmota. `Time` is local unless the device was told to write its
 * offset (SetOption52); temperature and pressure are in the units the document names.
 */
export function decodeTasmota(
  document: unknown,
  format: ForeignPayloadFormat,
  source: { text: string; receivedAtMs: number },
): Decoding {
  if (!isObject(document)) return refuse("the document is not an object");
  const sampledAtMs = timeOf(document.Time, format.utcOffsetMin ?? UTC_OFFSET_MIN_DEFAULT);
  if (!sampledAtMs.ok) return sampledAtMs;
  const stamp = timeStamp({ prefix: "tas", ...source, sampledAtMs: sampledAtMs.value });
  const found = format.mapping.flatMap((entry) => {
    const value = valueAt(document, entry.from);
    return value === undefined ? [] : [{ entry, value }];
  });
  const readings = mappedReadings(found, format, stamp, unitsOf(document));
  if (!readings.ok || readings.value.length > 0) return readings;
  return refuse("the document has nothing that the mapping names");
}

function timeOf(time: unknown, utcOffsetMin: number): Outcome<number | null> {
  if (time === undefined) return decoded(null);
  const atMs = typeof time === "string" ? parseDocumentTime(time, utcOffsetMin) : null;
  if (atMs === null) return refuse("Time is not a time such as 2026-03-01T07:30:00");
  return decoded(atMs < CLOCK_SET_SINCE_MS ? null : atMs);
}

const unitsOf =
  (document: Readonly<Record<string, unknown>>): ToFieldUnit =>
  (value, entry) => {
    const unit = fieldsOf(entry.channel)[entry.field]?.unit;
    if (unit === "Cel") return toCelsius(value, document.TempUnit);
    if (unit === "hPa") return toHectopascal(value, document.PressureUnit);
    return decoded(value);
  };

function toCelsius(value: number, unit: unknown): Outcome<number> {
  if (unit === undefined || unit === "C") return decoded(value);
  if (unit === "F") return decoded(((value - 32) * 5) / 9);
  return refuse(`TempUnit ${nameOf(unit)} is neither C nor F`);
}

function toHectopascal(value: number, unit: unknown): Outcome<number> {
  if (unit === undefined) return decoded(value);
  const name = nameOf(unit);
  const factor = Object.hasOwn(HPA_BY_PRESSURE_UNIT, name) ? HPA_BY_PRESSURE_UNIT[name] : undefined;
  if (factor !== undefined) return decoded(value * factor);
  return refuse(`PressureUnit ${name} is not known`);
}

const nameOf = (unit: unknown): string => (plainText(unit) ?? kindOf(unit)).slice(0, 20);
