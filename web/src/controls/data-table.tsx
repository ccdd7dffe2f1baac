import type { ComponentChildren } from "preact";
import "./data-table.css";

export interface Column<Row> {
  id: string;
  label: string;
  show: (row: Row) => ComponentChildren;
  /** Figures stand on the right. */
  isNumeric?: boolean;
  /** Heads the card on a phone, without its label. */
  isTitle?: boolean;
}

interface DataTableProps<Row> {
  /** Says what the table is about; read out, not seen. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  /** Sums below, one for each column. */
  footer?: readonly ComponentChildren[];
}

/**
 * A table that becomes a card for each row on a phone. Its roles are written out, for a table
 * that is laid out otherwise is none to a screen reader.
 */
export function DataTable<Row>({ caption, columns, rows, keyOf, footer }: DataTableProps<Row>) {
  return (
    <table class="data-table" role="table">
      <caption class="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              role="columnheader"
              class={column.isNumeric ? "cell-number" : undefined}
            >
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={keyOf(row)}>
            {columns.map((column) => (
              <td key={column.id} role="cell" data-label={column.label} class={cellClass(column)}>
                {column.show(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {footer && (
        <tfoot role="rowgroup">
          <tr role="row">
            {columns.map((column, index) => (
              <td key={column.id} role="cell" data-label={column.label} class={cellClass(column)}>
                {footer[index]}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

const cellClass = ({
  isNumeric,
  isTitle,
}: {
  isNumeric?: boolean;
  isTitle?: boolean;
}): string | undefined =>
  [isNumeric && "cell-number", isTitle && "cell-title"].filter(Boolean).join(" ") || undefined;
