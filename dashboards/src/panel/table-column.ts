import type { DynamicConfigValue, ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Steps } from "../look/scale.ts";
import { UNIT, type Unit } from "../look/unit.ts";
import { boardUrl, type BoardId } from "../board-id.ts";

/** One column of a table. */
export interface TableColumn {
  /** Name of the query's column, of a tag, or `Time`. */
  from: string;
  /** Heading; Indonesian. */
  heading: string;
  unit?: Unit;
  decimals?: number;
  words?: readonly ValueMapping[];
  steps?: Steps;
  /** `fill`: the cell has the colour. `bar`: a bar of a share. */
  cell?: "fill" | "bar";
  width?: number;
  /** The value is an id of something that this board shows, through this variable. */
  leadsTo?: { board: BoardId; variable: string };
}

/** How the values of a column look; the heading is its name by then. */
export function lookOf(column: TableColumn): DynamicConfigValue[] {
  const { unit, decimals, words, steps, cell, width, leadsTo } = column;
  return [
    ...(unit === undefined ? [] : [property("unit", unit)]),
    ...(decimals === undefined ? [] : [property("decimals", decimals)]),
    ...(words === undefined ? [] : [property("mappings", words)]),
    ...(steps === undefined ? [] : coloured(steps, cell)),
    ...(steps === undefined && cell === "fill" ? [cellOf("color-background")] : []),
    ...(width === undefined ? [] : [property("custom.width", width)]),
    ...(leadsTo === undefined ? [] : [property("links", [linkTo(leadsTo)])]),
  ];
}

const property = (id: string, value: unknown): DynamicConfigValue => ({ id, value });

const cellOf = (type: string): DynamicConfigValue =>
  property("custom.cellOptions", { type, ...(type === "gauge" ? { mode: "basic" } : {}) });

function coloured(steps: Steps, cell: TableColumn["cell"]): DynamicConfigValue[] {
  const bar = [cellOf("gauge"), property("min", 0), property("max", 1)];
  return [
    property("thresholds", { mode: "absolute", steps }),
    property("color", { mode: "thresholds" }),
    ...(cell === "bar" ? bar : [cellOf(cell === "fill" ? "color-background" : "color-text")]),
  ];
}

const linkTo = ({ board, variable }: NonNullable<TableColumn["leadsTo"]>) => ({
  title: "Lihat rincian",
  // What is in the cell may hold what a URL may not; the format escapes it.
  url: `${boardUrl(board)}?var-${variable}=\${__value.text:percentencode}`,
  targetBlank: false,
});

export const NAME: TableColumn = { from: "name", heading: "Nama", width: 200 };
export const SITE: TableColumn = { from: "siteName", heading: "Tempat", width: 180 };
export const AREA: TableColumn = { from: "areaName", heading: "Kecamatan", width: 120 };
export const HEARD: TableColumn = { from: "heardAtMs", heading: "Pesan terakhir", unit: UNIT.ago };
