import {
  fields,
  flag,
  instantMs,
  list,
  nullable,
  number,
  oneOf,
  text,
  type Part,
  type Read,
} from "../../edge/parts.ts";

export const BIN_TRUSTS = ["ok", "no-echo", "wall-echo", "stuck-near", "tilted", "stale"] as const;

const share: Part<number> = (value) => {
  const read = number(value);
  return read !== undefined && read >= 0 && read <= 1 ? read : undefined;
};

const fullForecast = fields({ at: instantMs, early: instantMs, late: instantMs });
export type FullForecast = Read<typeof fullForecast>;

/** A bin of `GET bins`; instants in epoch milliseconds. */
export const binPart = fields({
  device: text,
  name: text,
  site: text,
  siteName: text,
  areaName: text,
  lat: number,
  lon: number,
  fillRatio: nullable(share),
  at: nullable(instantMs),
  trust: oneOf(BIN_TRUSTS),
  isFull: flag,
  emptiedAt: nullable(instantMs),
  ratePerDay: nullable(number),
  full: nullable(fullForecast),
});
export type BinRow = Read<typeof binPart>;

/** `GET bins`. */
export const binListPart = fields({ generatedAt: instantMs, bins: list(binPart) });
