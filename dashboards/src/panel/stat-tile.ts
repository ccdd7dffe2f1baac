import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import type { ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { dataSource } from "../data-source.ts";
import { influxTargets } from "../influx-target.ts";
import { PLAIN } from "../look/scale.ts";
import {
  colourBySteps,
  describe,
  NOTHING,
  thresholds,
  type PanelBuilder,
  type ValuePanel,
} from "./panel-frame.ts";

export interface StatTile extends ValuePanel {
  words?: readonly ValueMapping[];
  /** Small line behind the figure, for queries that give a course. */
  sparkline?: boolean;
  /** How a course becomes one figure. */
  reduce?: "lastNotNull" | "sum" | "max";
}

/** One figure, or a few with their names. */
export function statTile(tile: StatTile): PanelBuilder {
  const { title, description, asks, width, height, unit, decimals } = tile;
  const builder = new StatBuilder()
    .title(title)
    .description(describe(description))
    .datasource(dataSource())
    .targets(influxTargets(asks, "time_series"))
    .span(width)
    .height(height)
    .maxDataPoints(200)
    .unit(unit)
    .decimals(decimals ?? 0)
    .noValue(tile.nothing ?? NOTHING)
    .thresholds(thresholds(tile.steps ?? PLAIN))
    .colorScheme(colourBySteps())
    .mappings([...(tile.words ?? [])])
    .colorMode(tile.steps === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
    .graphMode(tile.sparkline === true ? BigValueGraphMode.Area : BigValueGraphMode.None)
    .textMode(asks.length > 1 ? BigValueTextMode.ValueAndName : BigValueTextMode.Value)
    .orientation(VizOrientation.Auto)
    .reduceOptions(
      new ReduceDataOptionsBuilder().values(false).calcs([tile.reduce ?? "lastNotNull"]),
    );
  if (tile.range !== undefined) builder.timeFrom(tile.range);
  return builder;
}
