import {
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder as BarChartBuilder } from "@grafana/grafana-foundation-sdk/barchart";
import type { DataTransformerConfig } from "@grafana/grafana-foundation-sdk/dashboard";
import { dataSource } from "../data-source.ts";
import { influxTargets } from "../influx-target.ts";
import {
  colourByName,
  describe,
  NOTHING,
  type PanelBuilder,
  type ValuePanel,
} from "./panel-frame.ts";

export interface MonthBars extends ValuePanel {
  /** The query's column that is summed. */
  value: string;
  /** The tag that a bar is split by. */
  splitBy: string;
  /** Names of the parts where the tag's values are no words. */
  words?: Readonly<Record<string, string>>;
  /** `YYYY-MM` or `YYYY-MM-DD`, in the time zone of who looks. */
  calendar?: "YYYY-MM" | "YYYY-MM-DD";
}

/**
 * A bar for each calendar month (or day), stacked by a tag. InfluxQL knows no months: the queries
 * give sums of hours, which fit every Indonesian time zone, and Grafana adds them up by the name of
 * their month.
 */
export function monthBars(bars: MonthBars): PanelBuilder {
  const { title, description, asks, width, height, unit, decimals, words = {} } = bars;
  const builder = new BarChartBuilder()
    .title(title)
    .description(describe(description))
    .datasource(dataSource())
    .targets(influxTargets(asks, "table"))
    .transformations(byMonth(bars))
    .span(width)
    .height(height)
    .unit(unit)
    .decimals(decimals ?? 0)
    .noValue(bars.nothing ?? NOTHING)
    .colorScheme(colourByName())
    .orientation(VizOrientation.Vertical)
    .stacking(StackingMode.Normal)
    .showValue(VisibilityMode.Never)
    .xTickLabelRotation(-45)
    .xTickLabelSpacing(100)
    .barWidth(0.9)
    .groupWidth(0.7)
    .fillOpacity(85)
    .lineWidth(0)
    .fullHighlight(false)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Right)
        .calcs(["sum"])
        .sortBy("Total")
        .sortDesc(true),
    )
    .tooltip(
      new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending),
    );
  for (const [value, word] of Object.entries(words)) {
    builder.overrideByName(value, [{ id: "displayName", value: word }]);
  }
  if (bars.range !== undefined) builder.timeFrom(bars.range);
  return builder;
}

/** Rows of hours to rows of months with a column for each value of the tag. */
export function byMonth(
  bars: Pick<MonthBars, "value" | "splitBy" | "calendar">,
): DataTransformerConfig[] {
  const { value, splitBy, calendar } = bars;
  return [
    { id: "formatTime", options: { timeField: "Time", outputFormat: calendar ?? "YYYY-MM" } },
    {
      id: "groupBy",
      options: {
        fields: {
          Time: { operation: "groupby", aggregations: [] },
          [splitBy]: { operation: "groupby", aggregations: [] },
          [value]: { operation: "aggregate", aggregations: ["sum"] },
        },
      },
    },
    { id: "sortBy", options: { fields: {}, sort: [{ field: "Time", desc: false }] } },
    {
      id: "groupingToMatrix",
      options: {
        columnField: splitBy,
        rowField: "Time",
        valueField: `${value} (sum)`,
        emptyValue: "null",
      },
    },
  ];
}
