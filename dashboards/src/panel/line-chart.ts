import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import { dataSource } from "../data-source.ts";
import { influxTargets } from "../influx-target.ts";
import {
  colourByName,
  describe,
  NOTHING,
  POINTS_MAX,
  thresholds,
  type PanelBuilder,
  type ValuePanel,
} from "./panel-frame.ts";

export interface LineChart extends ValuePanel {
  /** No window of the queries is narrower: as often as the values come. */
  interval: string;
  min?: number;
  max?: number;
  /** Bars that stand on each other, for counts of a window. */
  stacked?: boolean;
  /** Words of the legend's columns. */
  legend?: "last" | "total";
}

/** Values over time. Where nothing was measured the line has a gap. */
export function lineChart(chart: LineChart): PanelBuilder {
  const { title, description, asks, width, height, unit, decimals, steps, stacked } = chart;
  const builder = new TimeseriesBuilder()
    .title(title)
    .description(describe(description))
    .datasource(dataSource())
    .targets(influxTargets(asks, "time_series"))
    .span(width)
    .height(height)
    .interval(chart.interval)
    .maxDataPoints(POINTS_MAX)
    .unit(unit)
    .noValue(chart.nothing ?? NOTHING)
    .spanNulls(false)
    .lineWidth(stacked === true ? 0 : 2)
    .drawStyle(stacked === true ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .fillOpacity(stacked === true ? 80 : 0)
    // A single point between two gaps would be invisible as a line.
    .showPoints(VisibilityMode.Auto)
    .pointSize(4)
    .colorScheme(colourByName())
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.Table)
        // Beside a wide chart there is room for a name each; under a narrow one for a few.
        .placement(width === 24 ? LegendPlacement.Right : LegendPlacement.Bottom)
        .calcs(chart.legend === "total" ? ["sum"] : ["lastNotNull", "max"])
        .sortBy(chart.legend === "total" ? "Total" : "Last *")
        .sortDesc(true),
    )
    .tooltip(
      new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending),
    );
  if (decimals !== undefined) builder.decimals(decimals);
  if (chart.min !== undefined) builder.min(chart.min);
  if (chart.max !== undefined) builder.max(chart.max);
  if (chart.range !== undefined) builder.timeFrom(chart.range);
  if (stacked === true) builder.stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
  if (steps !== undefined) {
    builder
      .thresholds(thresholds(steps))
      .thresholdsStyle(
        new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed),
      );
  }
  return builder;
}
