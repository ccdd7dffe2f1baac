import { lastOf, maxOf, valueOf } from "../influxql/column.ts";
import { chosen, equals, isOneOf, type Condition } from "../influxql/condition.ts";
import { select, type Statement } from "../influxql/select.ts";
import { ANNOUNCED_WITHIN, SITE_VARIABLE, type PlaceKind } from "../variable.ts";

export type PlaceField = "name" | "siteName" | "areaName" | "latDeg" | "lonDeg";

/** What was announced of the places in use: a row for each device or waste bank. */
export function placeRows(
  kinds: readonly PlaceKind[],
  fields: readonly PlaceField[],
  more: readonly Condition[] = [],
): Statement {
  const newest = select({
    from: "place",
    columns: [...fields, "retired"].map((field) => lastOf(field)),
    where: [ANNOUNCED_WITHIN, isOneOf("kind", kinds), chosen("site", SITE_VARIABLE), ...more],
    groupBy: ["device"],
  });
  return select({
    from: newest,
    columns: fields.map((field) => valueOf(field)),
    where: [equals("retired", false)],
    groupBy: ["device"],
  });
}

/** When a device was last heard, on whatever channel: a row for each device and channel. */
export const heardRows = (
  as: string,
  where: readonly Condition[],
  channels: readonly string[] = ["status", "bin", "air", "scale"],
): Statement =>
  select({
    from: channels,
    columns: [maxOf("receivedAtMs", as)],
    where: [...where, chosen("site", SITE_VARIABLE)],
    groupBy: ["device"],
  });
