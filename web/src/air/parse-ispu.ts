import { ISPU_CATEGORY_IDS } from "@resik/contract/ispu/category";
import { ISPU_PARAMETERS } from "@resik/contract/ispu/parameter";
import {
  answerOf,
  fields,
  flag,
  instant,
  integer,
  list,
  nullable,
  number,
  oneOf,
  text,
  type Read,
} from "../edge/parts.ts";

const category = oneOf(ISPU_CATEGORY_IDS);
const parameter = oneOf(ISPU_PARAMETERS);

const station = fields({
  device: text,
  name: text,
  siteName: text,
  areaName: text,
  indicative: flag,
  day: nullable(
    fields({
      at: instant,
      index: integer,
      beyondScale: flag,
      category,
      critical: parameter,
      provisional: flag,
      parameters: list(fields({ parameter, completenessRatio: number })),
    }),
  ),
  hour: nullable(fields({ at: instant, pm25UgM3: number, category })),
});
export type AirStation = Read<typeof station>;
export type AirIndex = NonNullable<AirStation["day"]>;
export type AirHour = NonNullable<AirStation["hour"]>;

const overview = fields({
  district: fields({ name: text }),
  summary: fields({ worst: nullable(text), without: integer }),
  stations: list(station),
});
export type AirOverview = Read<typeof overview>;

/** Reads the answer of `GET open/ispu`; null when it is not one. */
export const parseIspuOverview = answerOf(overview);

const history = fields({
  at: list(integer),
  index: list(integer),
  beyondScale: list(flag),
  category: list(category),
  provisional: list(flag),
});
export type AirHistory = Read<typeof history>;

/** Reads the answer of `GET open/ispu/{id}`; null when it is not one, or its columns differ. */
export function parseIspuHistory(value: unknown): AirHistory | null {
  const read = answerOf(history)(value);
  if (read === null) return null;
  const { at, ...columns } = read;
  const isEven = Object.values(columns).every((column) => column.length === at.length);
  return isEven ? read : null;
}
