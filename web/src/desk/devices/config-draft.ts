import type { DeviceKind } from "@resik/contract/http/registry";
import type { DeviceConfig } from "@resik/contract/payload/downlink";
import { readFigure } from "../rules/rule-draft.ts";

/** A device's settings as people type them; empty keeps what the device came with. */
export interface ConfigDraft {
  intervalMin: string;
  nearFullMin: string;
  nearFullPercent: string;
  depthCm: string;
  tareG: string;
  isReference: boolean;
}

export type ConfigProblem = "interval" | "nearFullInterval" | "nearFull" | "depth" | "tare";

const MINUTE_S = 60;
const DAY_S = 86_400;

const typed = (value: number | undefined, divisor: number): string =>
  value === undefined ? "" : String(Number((value / divisor).toFixed(4))).replace(".", ",");

export const configDraftOf = (config: DeviceConfig): ConfigDraft => ({
  intervalMin: typed(config.intervalS, MINUTE_S),
  nearFullMin: typed(config.nearFullIntervalS, MINUTE_S),
  nearFullPercent: typed(config.nearFullRatio, 0.01),
  depthCm: typed(config.binDepthMm, 10),
  tareG: typed(config.tareG, 1),
  isReference: config.referenceStation === true,
});

interface Bounds {
  /** What one of the typed units is in the setting's own. */
  factor: number;
  min: number;
  max: number;
}
const INTERVAL: Bounds = { factor: MINUTE_S, min: 1, max: DAY_S };
const DEPTH: Bounds = { factor: 10, min: 100, max: 10_000 };
const TARE: Bounds = { factor: 1, min: 0, max: 2_000_000 };
const PERCENT: Bounds = { factor: 0.01, min: 0, max: 1 };

export interface ReadConfig {
  /** Null while something is wrong. */
  config: DeviceConfig | null;
  problems: ReadonlySet<ConfigProblem>;
}

/** What the form says to a device of this kind; settings of other kinds are left out. */
export function readConfig(kind: DeviceKind, draft: Partial<ConfigDraft>): ReadConfig {
  const problems = new Set<ConfigProblem>();
  const read = (text: string | undefined, bounds: Bounds, problem: ConfigProblem) => {
    if (text === undefined || text.trim() === "") return undefined;
    const value = readFigure(text);
    const scaled = value === null ? NaN : value * bounds.factor;
    const whole = bounds === PERCENT ? Number(scaled.toFixed(4)) : Math.round(scaled);
    if (whole >= bounds.min && whole <= bounds.max) return whole;
    problems.add(problem);
    return undefined;
  };
  const config: DeviceConfig = {};
  const put = <K extends keyof DeviceConfig>(key: K, value: DeviceConfig[K] | undefined): void => {
    if (value !== undefined) config[key] = value;
  };
  put("intervalS", read(draft.intervalMin, INTERVAL, "interval"));
  if (kind === "bin") {
    put("nearFullIntervalS", read(draft.nearFullMin, INTERVAL, "nearFullInterval"));
    put("nearFullRatio", read(draft.nearFullPercent, PERCENT, "nearFull"));
    put("binDepthMm", read(draft.depthCm, DEPTH, "depth"));
  }
  if (kind === "scale") put("tareG", read(draft.tareG, TARE, "tare"));
  if (kind === "air" && draft.isReference === true) config.referenceStation = true;
  return { config: problems.size === 0 ? config : null, problems };
}
