import { useState } from "preact/hooks";
import type { ChartData } from "../chart/chart-data.ts";
import { formatMeasure, type Measure } from "../format/measure.ts";
import { formatMoment } from "../format/time.ts";
import { useLanguage } from "../text/language-context.tsx";

/** More rows than this help nobody; the newest are kept. */
const ROWS_MAX = 200;

interface ChartTableProps {
  data: ChartData;
  measure: Measure;
}

/** The points of the chart as a table, for those who cannot see it or want the figures. */
export function ChartTable({ data, measure }: ChartTableProps) {
  const { text, language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="disclosure" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text.detail.table}</summary>
      {isOpen && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label={text.detail.table}>
          <table class="table">
            <caption class="visually-hidden">{text.detail.tableCut(ROWS_MAX)}</caption>
            <thead>
              <tr>
                <th scope="col">{text.detail.tableTime}</th>
                <th scope="col">{text.lists.measure[measure]}</th>
              </tr>
            </thead>
            <tbody>
              {newestRows(data).map(({ atMs, value }) => (
                <tr key={atMs}>
                  <th scope="row">{formatMoment(atMs, language)}</th>
                  <td>{formatMeasure(measure, value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function newestRows(data: ChartData): { atMs: number; value: number }[] {
  const rows: { atMs: number; value: number }[] = [];
  for (let index = data.atMs.length - 1; index >= 0 && rows.length < ROWS_MAX; index -= 1) {
    const atMs = data.atMs[index];
    const value = data.mean[index];
    if (atMs !== undefined && value !== undefined && value !== null) rows.push({ atMs, value });
  }
  return rows;
}
