import { fieldsOf } from "../../series.ts";
import type { ValueEntry } from "../format.ts";
import { decoded, refuse, type Outcome } from "./outcome.ts";

interface Linear {
  factor: number;
  offset?: number;
}

const RATIO: Readonly<Record<string, Linear>> = {
  "/": { factor: 1 },
  "%": { factor: 0.01 },
  "/100": { factor: 0.01 },
  "/1000": { factor: 0.001 },
};

/**
 * How a SenML unit (RFC 8428, 12.1; RFC 8798) becomes the unit of a field. Both registries are
 * longer: what is not here measures something else, or is a battery's charge (`%EL`), which is no
 * voltage.
 */
const BY_FIELD_UNIT: Readonly<Record<string, Readonly<Record<string, Linear>>>> = {
  mm: { m: { factor: 1_000 }, cm: { factor: 10 }, mm: { factor: 1 } },
  "1": RATIO,
  Cel: { Cel: { factor: 1 }, K: { factor: 1, offset: -273.15 } },
  deg: { deg: { factor: 1 }, rad: { factor: 180 / Math.PI } },
  V: { V: { factor: 1 }, mV: { factor: 0.001 } },
  dBm: { dBm: { factor: 1 }, dBW: { factor: 1, offset: 30 } },
  "µg/m³": { "ug/m3": { factor: 1 }, "kg/m3": { factor: 1e9 } },
  hPa: { hPa: { factor: 1 }, Pa: { factor: 0.01 } },
  s: {
    s: { factor: 1 },
    ms: { factor: 0.001 },
    min: { factor: 60 },
    h: { factor: 3_600 },
  },
};

const HUMIDITY: Readonly<Record<string, Linear>> = { ...RATIO, "%RH": { factor: 0.01 } };

/** A value in the unit of the entry's field; a record without a unit counts as it is. */
export function fromSenmlUnit(
  value: number,
  unit: string | undefined,
  entry: Pick<ValueEntry, "channel" | "field">,
): Outcome<number> {
  if (unit === undefined || unit === "") return decoded(value);
  const own = fieldsOf(entry.channel)[entry.field]?.unit ?? "";
  const known = entry.field === "humidityRatio" ? HUMIDITY : (BY_FIELD_UNIT[own] ?? {});
  const linear = Object.hasOwn(known, unit) ? known[unit] : undefined;
  if (linear) return decoded(value * linear.factor + (linear.offset ?? 0));
  const given = unit.slice(0, 20);
  return refuse(`unit ${given} does not fit ${entry.channel}.${entry.field} (${own})`);
}
