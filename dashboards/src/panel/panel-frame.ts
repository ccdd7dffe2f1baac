import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Panel,
  type ThresholdsConfig,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { FieldColorBuilder, FieldColorModeId } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Asked } from "../influx-target.ts";
import type { Steps } from "../look/scale.ts";
import type { Unit } from "../look/unit.ts";

/** What every panel has. */
export interface PanelFrame {
  /** Indonesian. */
  title: string;
  /** An Indonesian sentence, then the English. */
  description: readonly [string, string];
  asks: readonly Asked[];
  /** Of 24 columns. */
  width: number;
  height: number;
  /** What stands there while nothing came; Indonesian. */
  nothing?: string;
  /** A range of its own in place of the dashboard's, such as `now/d`. */
  range?: string;
}

/** A panel with values of one unit. */
export interface ValuePanel extends PanelFrame {
  unit: Unit;
  decimals?: number;
  steps?: Steps;
}

export type PanelBuilder = Builder<Panel>;

export const NOTHING = "Tidak ada data";
/** A chart asks for this many points at most, however wide the screen is. */
export const POINTS_MAX = 800;

export const describe = ([indonesian, english]: PanelFrame["description"]): string =>
  `${indonesian}\n\n${english}`;

/** Grafana's builder takes a list of its own that it may change. */
export const thresholds = (steps: Steps): Builder<ThresholdsConfig> =>
  new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(steps.map((step) => ({ ...step })));

export const colourBySteps = () => new FieldColorBuilder().mode(FieldColorModeId.Thresholds);
export const colourByName = () =>
  new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName);
