import type { DeviceKind } from "./http/registry.ts";

interface FigureSpec {
  /** Kinds of device that have it. */
  kinds: readonly DeviceKind[];
  /** UCUM-like; empty for a plain yes (1) or no (0). */
  unit: string;
  /**
   * Limits of a rule on it lie within these: the one that raises inclusive, the one that clears
   * short of the good end, so that a value can lie beyond it.
   */
  min: number;
  max: number;
  /** Which way is bad: a rule raises `above` its limit or `below` it. */
  bad: "above" | "below";
}

/**
 * What rules can ask of a device: one number each, worked out from its recent readings by
 * `health/`. Null where the readings say nothing of it.
 */
export const FIGURES = {
  /** Level of a bin that can be believed: wrong echoes neither raise nor hide it. */
  fillRatio: { kinds: ["bin"], unit: "1", min: 0, max: 1, bad: "above" },
  /** Hours until the bin is full by the middle forecast; 0 once it is full. */
  hoursToFull: { kinds: ["bin"], unit: "h", min: 0, max: 168, bad: "below" },
  temperatureC: { kinds: ["bin"], unit: "Cel", min: -20, max: 150, bad: "above" },
  tiltDeg: { kinds: ["bin"], unit: "deg", min: 0, max: 180, bad: "above" },
  /** Share of the last hours' readings without an echo. */
  noEchoRatio: { kinds: ["bin"], unit: "1", min: 0, max: 1, bad: "above" },
  /** Hours for which the level has stood where an echo of the wall or a bag puts it. */
  wallEchoHours: { kinds: ["bin"], unit: "h", min: 0, max: 48, bad: "above" },
  /** Hours for which the sensor has said its nearest distance: water or a cobweb on it. */
  nearStuckHours: { kinds: ["bin"], unit: "h", min: 0, max: 48, bad: "above" },
  /** Mean of the last hour. */
  pm25HourUgM3: { kinds: ["air"], unit: "µg/m³", min: 0, max: 1_000, bad: "above" },
  /** How far the last minutes stand above the station's own hours before and above the others. */
  pm25PlumeUgM3: { kinds: ["air"], unit: "µg/m³", min: 0, max: 1_000, bad: "above" },
  /** Mean of the last hour in the middle of the district's stations: haze. */
  pm25HazeUgM3: { kinds: ["air"], unit: "µg/m³", min: 0, max: 1_000, bad: "above" },
  /** Hours for which the particle value has not moved at all: the fan stands still. */
  airStuckHours: { kinds: ["air"], unit: "h", min: 0, max: 48, bad: "above" },
  /** Hours for which the particle value has been zero, which no air in a village is. */
  airZeroHours: { kinds: ["air"], unit: "h", min: 0, max: 48, bad: "above" },
  /** How many times the middle of all stations its usual hour of the last day is, or that it. */
  airFamilyRatio: { kinds: ["air"], unit: "1", min: 1, max: 100, bad: "above" },
  batteryV: { kinds: ["bin", "air", "scale"], unit: "V", min: 0, max: 60, bad: "below" },
  /** Days until the cell is empty, by its own fall of the last weeks. */
  batteryDaysLeft: { kinds: ["bin"], unit: "d", min: 0, max: 365, bad: "below" },
  /** Days until the scale's verification ends; below 0 once it has. */
  teraDaysLeft: { kinds: ["scale"], unit: "d", min: -365, max: 365, bad: "below" },
} as const satisfies Record<string, FigureSpec>;

export type FigureId = keyof typeof FIGURES;
export const FIGURE_IDS = Object.keys(FIGURES) as [FigureId, ...FigureId[]];
export const figureOf = (id: FigureId): FigureSpec => FIGURES[id];
