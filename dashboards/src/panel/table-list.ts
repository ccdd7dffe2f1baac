import { TableSortByFieldStateBuilder } from "@grafana/grafana-foundation-sdk/common";
import type { DataTransformerConfig } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { dataSource } from "../data-source.ts";
import { influxTargets } from "../influx-target.ts";
import { UNIT } from "../look/unit.ts";
import { describe, NOTHING, type PanelBuilder, type PanelFrame } from "./panel-frame.ts";
import { joinRows, organised, rowsWhere, type Reducer, type RowTest } from "./row-join.ts";
import { lookOf, type TableColumn } from "./table-column.ts";

export interface TableList extends PanelFrame {
  columns: readonly TableColumn[];
  sort: { heading: string; descending: boolean };
  /** Columns of the queries that are not shown. */
  hidden?: readonly string[];
  /** Steps between the queries' rows and the columns, on the queries' own names. */
  first?: readonly DataTransformerConfig[];
}

/** Rows of one query, as they come. */
export function tableList(table: TableList): PanelBuilder {
  const columns = table.columns.map(({ from, heading }) => ({ was: from, to: heading }));
  return tableOf(table, [...(table.first ?? []), organised(columns, table.hidden)]);
}

export interface JoinedTable extends Omit<TableList, "columns" | "hidden" | "first"> {
  /** The first column: what the rows of all queries have in common. */
  key: TableColumn;
  columns: readonly (TableColumn & { reduce?: Reducer })[];
  /** Only rows that pass a test under a heading, which then may go. */
  only?: { heading: string; test: RowTest; thenGone?: boolean };
}

/** One row for each device (or whatever the key is), put together from several queries. */
export function joinedTable(table: JoinedTable): PanelBuilder {
  const { key, columns, only } = table;
  const joined = joinRows(
    { from: key.from, to: key.heading },
    columns.map(({ from, heading, reduce }) => ({
      from,
      to: heading,
      ...(reduce === undefined ? {} : { reduce }),
    })),
  );
  const filtered = only === undefined ? [] : [rowsWhere(only.heading, only.test)];
  if (only?.thenGone === true) filtered.push(organised([], [only.heading]));
  return tableOf({ ...table, columns: [key, ...columns] }, [...joined, ...filtered]);
}

function tableOf(table: TableList, transformations: DataTransformerConfig[]): PanelBuilder {
  const { title, description, asks, width, height, sort } = table;
  const builder = new TableBuilder()
    .title(title)
    .description(describe(description))
    .datasource(dataSource())
    .targets(influxTargets(asks, "table"))
    .transformations(transformations)
    .span(width)
    .height(height)
    .unit(UNIT.bare)
    .noValue(table.nothing ?? NOTHING)
    .showHeader(true)
    .filterable(true)
    .sortBy([new TableSortByFieldStateBuilder().displayName(sort.heading).desc(sort.descending)]);
  for (const column of table.columns) {
    const look = lookOf(column);
    if (look.length > 0) builder.overrideByName(column.heading, look);
  }
  if (table.range !== undefined) builder.timeFrom(table.range);
  return builder;
}
