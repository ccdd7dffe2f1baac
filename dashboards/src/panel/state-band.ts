import {
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import type { ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as StateTimelineBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";
import { dataSource } from "../data-source.ts";
import { influxTargets } from "../influx-target.ts";
import { PLAIN } from "../look/scale.ts";
import {
  colourBySteps,
  describe,
  NOTHING,
  POINTS_MAX,
  thresholds,
  type PanelBuilder,
  type ValuePanel,
} from "./panel-frame.ts";

export interface StateBand extends ValuePanel {
  interval: string;
  words: readonly ValueMapping[];
}

/** One band for each series, in words and colours. Where nothing was told the band has a hole. */
export function stateBand(band: StateBand): PanelBuilder {
  const { title, description, asks, width, height, unit } = band;
  return new StateTimelineBuilder()
    .title(title)
    .description(describe(description))
    .datasource(dataSource())
    .targets(influxTargets(asks, "time_series"))
    .span(width)
    .height(height)
    .interval(band.interval)
    .maxDataPoints(POINTS_MAX)
    .unit(unit)
    .noValue(band.nothing ?? NOTHING)
    .thresholds(thresholds(band.steps ?? PLAIN))
    .colorScheme(colourBySteps())
    .mappings([...band.words])
    .showValue(VisibilityMode.Auto)
    .mergeValues(true)
    .spanNulls(false)
    .rowHeight(0.85)
    .perPage(20)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Single).sort(SortOrder.None));
}
