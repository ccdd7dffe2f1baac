import {
  FrameGeometrySourceBuilder,
  FrameGeometrySourceMode,
  MapLayerOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  ControlsOptionsBuilder,
  MapViewConfigBuilder,
  PanelBuilder as GeomapBuilder,
  TooltipMode,
  TooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/geomap";
import { dataSource } from "../data-source.ts";
import { influxTargets } from "../influx-target.ts";
import type { Steps } from "../look/scale.ts";
import {
  colourBySteps,
  describe,
  NOTHING,
  thresholds,
  type PanelBuilder,
  type PanelFrame,
} from "./panel-frame.ts";
import { joinRows, rowsWhere } from "./row-join.ts";
import { lookOf, type TableColumn } from "./table-column.ts";

export interface MapPanel extends PanelFrame {
  /** Called so in the map's legend. */
  layer: string;
  key: TableColumn;
  /** Shown when the pointer is over a marker; one of them is the colour. */
  columns: readonly TableColumn[];
  colour: { heading: string; steps: Steps };
  /** Columns of a query with the position. */
  latitude: string;
  longitude: string;
}

const LATITUDE = "Lintang";
const LONGITUDE = "Bujur";

/**
 * Markers where devices stand, in the colour of a value, with the value as a label. The layer draws
 * the first frame alone, so the panel's queries are joined into one; what has no position would be
 * drawn at 0, 0 and is left out.
 */
export function mapPanel(map: MapPanel): PanelBuilder {
  const { title, description, asks, width, height, key, columns, colour } = map;
  const named = columns.map(({ from, heading }) => ({ from, to: heading }));
  const position = [
    { from: map.latitude, to: LATITUDE },
    { from: map.longitude, to: LONGITUDE },
  ];
  const builder = new GeomapBuilder()
    .title(title)
    .description(describe(description))
    .datasource(dataSource())
    .targets(influxTargets(asks, "table"))
    .transformations([
      ...joinRows({ from: key.from, to: key.heading }, [...named, ...position]),
      rowsWhere(LATITUDE, { is: "isNotNull" }),
    ])
    .span(width)
    .height(height)
    .noValue(map.nothing ?? NOTHING)
    .thresholds(thresholds(colour.steps))
    .colorScheme(colourBySteps())
    .view(new MapViewConfigBuilder().id("fit").allLayers(true).padding(10).maxZoom(14))
    .controls(
      new ControlsOptionsBuilder()
        .showZoom(true)
        .mouseWheelZoom(false)
        .showAttribution(true)
        .showScale(true),
    )
    .tooltip(new TooltipOptionsBuilder().mode(TooltipMode.Details))
    .basemap(new MapLayerOptionsBuilder().type("osm-standard").name("OpenStreetMap").config({}))
    .layers([markers(map)]);
  for (const column of [key, ...columns]) {
    const look = lookOf(column);
    if (look.length > 0) builder.overrideByName(column.heading, look);
  }
  return builder;
}

const markers = ({ layer, colour }: MapPanel) =>
  new MapLayerOptionsBuilder()
    .type("markers")
    .name(layer)
    .tooltip(true)
    .opacity(1)
    .location(
      new FrameGeometrySourceBuilder()
        .mode(FrameGeometrySourceMode.Coords)
        .latitude(LATITUDE)
        .longitude(LONGITUDE),
    )
    .config({
      showLegend: true,
      style: {
        color: { field: colour.heading, fixed: "gray" },
        opacity: 0.85,
        size: { fixed: 9, min: 6, max: 12 },
        symbol: { fixed: "img/icons/marker/circle.svg", mode: "fixed" },
        symbolAlign: { horizontal: "center", vertical: "center" },
        text: { field: colour.heading, fixed: "", mode: "field" },
        textConfig: {
          fontSize: 11,
          offsetX: 0,
          offsetY: -14,
          textAlign: "center",
          textBaseline: "middle",
        },
        rotation: { fixed: 0, max: 360, min: -360, mode: "mod" },
      },
    });
