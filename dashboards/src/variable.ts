import {
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { dataSource } from "./data-source.ts";
import { lastOf, valueOf } from "./influxql/column.ts";
import { chosen, equals, isOneOf, within, type Condition } from "./influxql/condition.ts";
import { select, type Statement } from "./influxql/select.ts";

/** Every device is announced at least once a day; one that nobody announces any more goes. */
export const ANNOUNCED_WITHIN = within("8d");

/**
 * The values of a tag, from a SELECT and not SHOW TAG VALUES: 2.x refuses that for a database
 * without a default mapping, and 3.x has a database for each retention policy.
 */
const valuesOf = (tag: string, newest: Statement, where: readonly Condition[] = []): Statement =>
  select({ from: newest, columns: [valueOf(tag)], where });

const listed = (name: string, label: string, statement: Statement): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(dataSource())
    .query({ query: statement.text, refId: "InfluxVariableQueryEditor-VariableQuery" })
    .definition(statement.text)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    // A point without the tag is no choice.
    .regex("/.+/")
    .multi(true)
    .includeAll(true)
    .allValue(".*")
    .current({ selected: true, text: ["All"], value: ["$__all"] });

const inUse = (tag: string, where: readonly Condition[]): Statement =>
  valuesOf(
    tag,
    select({
      from: "place",
      columns: [lastOf("retired")],
      where: [ANNOUNCED_WITHIN, ...where],
      groupBy: [tag],
    }),
    [equals("retired", false)],
  );

export type PlaceKind = "bin" | "air" | "scale" | "waste-bank";
export const DEVICE_KINDS: readonly PlaceKind[] = ["bin", "air", "scale"];

export const SITE_VARIABLE = "site";

export const siteVariable = (kinds: readonly PlaceKind[]): QueryVariableBuilder =>
  listed(SITE_VARIABLE, "Tempat", inUse("site", [isOneOf("kind", kinds)]));

/** Devices of the chosen sites. Each kind has a name of its own: links carry only what fits. */
export const deviceVariable = (
  name: string,
  label: string,
  kinds: readonly PlaceKind[],
): QueryVariableBuilder =>
  listed(name, label, inUse("device", [isOneOf("kind", kinds), chosen("site", SITE_VARIABLE)]));

export const bankVariable = (): QueryVariableBuilder =>
  listed("bank", "Bank sampah", inUse("device", [equals("kind", "waste-bank")]));

export const itemGroupVariable = (): QueryVariableBuilder =>
  listed(
    "group",
    "Golongan",
    valuesOf(
      "itemGroup",
      select({
        from: "deposit",
        columns: [lastOf("amountIdr")],
        where: [within("400d")],
        groupBy: ["itemGroup"],
      }),
    ),
  );

export const alertVariable = (tag: "rule" | "severity", label: string): QueryVariableBuilder =>
  listed(
    tag,
    label,
    valuesOf(
      tag,
      select({ from: "alert", columns: [lastOf("open")], where: [within("400d")], groupBy: [tag] }),
    ),
  );
