import type { DataTransformerConfig } from "@grafana/grafana-foundation-sdk/dashboard";

/** How the rows of a device become one value. */
export type Reducer = "lastNotNull" | "max" | "sum" | "count";

export interface JoinedField {
  /** Column of a query. */
  from: string;
  /** Name after the join. */
  to: string;
  reduce?: Reducer;
}

const reducerOf = ({ reduce }: JoinedField): Reducer => reduce ?? "lastNotNull";
const reducedName = (field: JoinedField): string => `${field.from} (${reducerOf(field)})`;

/**
 * One row for each value of the key, from all queries of a panel.
 *
 * Grouping first gives every query one row a key, and drops the frames' names, which a join would
 * otherwise put behind each column's name. `merge` is no way: it keeps rows with different times
 * apart.
 */
export function joinRows(
  key: JoinedField,
  fields: readonly JoinedField[],
): DataTransformerConfig[] {
  const grouped = Object.fromEntries(
    fields.map((field) => [
      field.from,
      { operation: "aggregate", aggregations: [reducerOf(field)] },
    ]),
  );
  return [
    {
      id: "groupBy",
      options: { fields: { [key.from]: { operation: "groupby", aggregations: [] }, ...grouped } },
    },
    { id: "joinByField", options: { byField: key.from, mode: "outer" } },
    organised([{ was: key.from, to: key.to }, ...fields.map(renamed)]),
  ];
}

const renamed = (field: JoinedField) => ({ was: reducedName(field), to: field.to });

/** Columns in this order under these names. */
export const organised = (
  columns: readonly { was: string; to: string }[],
  excluded: readonly string[] = [],
): DataTransformerConfig => ({
  id: "organize",
  options: {
    excludeByName: Object.fromEntries(excluded.map((name) => [name, true])),
    indexByName: Object.fromEntries(columns.map(({ was }, index) => [was, index])),
    renameByName: Object.fromEntries(columns.map(({ was, to }) => [was, to])),
  },
});

/** What a row must have under a heading to stay. A heading that no query gave keeps every row. */
export type RowTest =
  { is: "isNull" | "isNotNull" } | { is: "greater" | "greaterOrEqual"; value: number };

export const rowsWhere = (column: string, test: RowTest): DataTransformerConfig => ({
  id: "filterByValue",
  options: {
    type: "include",
    match: "all",
    filters: [
      {
        fieldName: column,
        config: { id: test.is, options: "value" in test ? { value: test.value } : {} },
      },
    ],
  },
});
