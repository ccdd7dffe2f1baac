import { DERIVED } from "@resik/contract/measurement";
import { countOf, lastOf, type Column } from "../influxql/column.ts";
import { chosen, compares, IN_RANGE, type Condition } from "../influxql/condition.ts";
import { select, type Statement } from "../influxql/select.ts";
import { NEARLY_FULL_RATIO } from "../look/scale.ts";
import { SITE_VARIABLE } from "../variable.ts";

type StateField = keyof typeof DERIVED.binState.fields;

/** The newest derived state in the range: a row for each bin. */
export const binNow = (fields: readonly StateField[], more: readonly Condition[] = []): Statement =>
  select({
    from: DERIVED.binState.name,
    columns: fields.map((field): Column => lastOf(field)),
    where: [IN_RANGE, chosen("site", SITE_VARIABLE), ...more],
    groupBy: ["device"],
  });

export const NEARLY_FULL_COUNT = select({
  from: binNow(["fillRatio"]),
  columns: [countOf("fillRatio", "n")],
  where: [compares("fillRatio", ">=", NEARLY_FULL_RATIO)],
});
