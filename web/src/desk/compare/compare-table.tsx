import { DataTable, type Column } from "../../controls/data-table.tsx";
import { formatMeasure, type Measure } from "../../format/measure.ts";
import { figuresOf, type CompareData, type LineFigures } from "./compare-data.ts";
import { DASHES } from "./line-style.ts";
import { useCompareText } from "./text/use-compare-text.ts";

interface CompareTableProps {
  lines: CompareData["lines"];
  measure: Measure;
  nameOf: (device: string) => string;
}

interface Row {
  device: string;
  index: number;
  figures: LineFigures | null;
}

/** The legend, with each line's figures. */
export function CompareTable({ lines, measure, nameOf }: CompareTableProps) {
  const compare = useCompareText();
  const rows: Row[] = lines.map(({ device, values }, index) => ({
    device,
    index,
    figures: figuresOf(values),
  }));
  const figure = (name: keyof LineFigures, label: string): Column<Row> => ({
    id: name,
    label,
    isNumeric: true,
    show: ({ figures }) => (figures === null ? "–" : formatMeasure(measure, figures[name])),
  });
  const columns: Column<Row>[] = [
    {
      id: "station",
      label: compare.station,
      isTitle: true,
      show: ({ device, index, figures }) => (
        <span class="compare-name">
          <LineSample index={index} />
          {nameOf(device)}
          {figures === null && <span class="compare-note"> ({compare.nothing})</span>}
        </span>
      ),
    },
    figure("last", compare.last),
    figure("min", compare.min),
    figure("mean", compare.mean),
    figure("max", compare.max),
  ];
  return (
    <DataTable
      caption={compare.table}
      columns={columns}
      rows={rows}
      keyOf={({ device }) => device}
    />
  );
}

/** A piece of the line as the chart draws it. */
function LineSample({ index }: { index: number }) {
  return (
    <svg class="compare-sample" width="44" height="12" aria-hidden="true" focusable="false">
      <line
        class={`compare-line compare-line-${index + 1}`}
        x1="0"
        y1="6"
        x2="44"
        y2="6"
        stroke-dasharray={(DASHES[index] ?? []).join(" ")}
      />
    </svg>
  );
}
