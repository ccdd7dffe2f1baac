import { PIPELINE_REPORT_S } from "@resik/contract/limits";
import type { DashboardQuery } from "./queries.ts";

/**
 * How Grafana makes the text that goes to the server. Written after these sources:
 * macros and their order: grafana/grafana-influxdb-datasource `pkg/influxdb/models/query.go`
 * (`Build`); the interval's text: grafana/grafana-plugin-sdk-go `backend/gtime/gtime.go`
 * (`FormatInterval`); the interval: npm `@grafana/data` `rangeutil.calculateInterval` and
 * `roundInterval`; variables: npm `@grafana/scenes` `variables/interpolation` (format `regex`,
 * `CustomAllValue`).
 */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const YEAR_MS = 365 * DAY_MS;

/** Below the first number the interval is the second. */
const ROUNDED: readonly (readonly [number, number])[] = [
  [10, 1],
  [15, 10],
  [35, 20],
  [75, 50],
  [150, 100],
  [350, 200],
  [750, 500],
  [1_500, 1_000],
  [3_500, 2_000],
  [7_500, 5_000],
  [12_500, 10_000],
  [17_500, 15_000],
  [25_000, 20_000],
  [45_000, 30_000],
  [90_000, MINUTE_MS],
  [210_000, 2 * MINUTE_MS],
  [450_000, 5 * MINUTE_MS],
  [750_000, 10 * MINUTE_MS],
  [1_050_000, 15 * MINUTE_MS],
  [1_500_000, 20 * MINUTE_MS],
  [2_700_000, 30 * MINUTE_MS],
  [5_400_000, HOUR_MS],
  [9_000_000, 2 * HOUR_MS],
  [16_200_000, 3 * HOUR_MS],
  [32_400_000, 6 * HOUR_MS],
  [86_400_000, 12 * HOUR_MS],
  [604_800_000, DAY_MS],
  [1_814_400_000, WEEK_MS],
  [3_628_800_000, 30 * DAY_MS],
];

const UNITS: readonly (readonly [string, number])[] = [
  ["y", YEAR_MS],
  ["d", DAY_MS],
  ["h", HOUR_MS],
  ["m", MINUTE_MS],
  ["s", SECOND_MS],
  ["ms", 1],
];

/** The largest unit alone, the rest cut off. */
export function intervalText(intervalMs: number): string {
  const found = UNITS.find(([, unitMs]) => intervalMs >= unitMs);
  return found === undefined ? "1ms" : `${Math.floor(intervalMs / found[1])}${found[0]}`;
}

const roundInterval = (ms: number): number => ROUNDED.find(([below]) => ms < below)?.[1] ?? YEAR_MS;

const DURATION = /^(\d+)(ms|[smhd])$/;

function durationMs(text: string): number {
  const [, count, unit] = DURATION.exec(text) ?? [];
  const unitMs = UNITS.find(([name]) => name === unit)?.[1];
  if (unitMs === undefined) throw new TypeError(`not a duration: ${text}`);
  return Number(count) * unitMs;
}

export interface Filling {
  fromMs: number;
  toMs: number;
  /** Values chosen of each variable; one that is not named stands at `All`. */
  chosen?: Readonly<Record<string, readonly string[]>>;
  /** Width of the panel in pixels, where it has no limit of points. */
  widthPx?: number;
}

/** The data source's `timeInterval`, where a panel has no interval. */
const SHORTEST_MS = PIPELINE_REPORT_S * SECOND_MS;
const ALL = ".*";

/** The text that goes to the server. */
export function fill(query: DashboardQuery, filling: Filling): string {
  const { fromMs, toMs, chosen = {}, widthPx = 1_200 } = filling;
  const points = query.maxDataPoints ?? widthPx;
  const shortestMs = query.interval === null ? SHORTEST_MS : durationMs(query.interval);
  // A rule has an interval of its own in its model.
  const intervalMs =
    query.of === "rule" ? MINUTE_MS : Math.max(roundInterval((toMs - fromMs) / points), shortestMs);
  const named = query.text.replaceAll(/\$\{(\w+):regex\}/g, (_, name: string) =>
    regexOf(chosen[name]),
  );
  return named
    .replaceAll("$timeFilter", `time >= ${fromMs}ms and time <= ${toMs}ms`)
    .replaceAll("$interval", intervalText(intervalMs))
    .replaceAll("$__interval_ms", String(intervalMs))
    .replaceAll("$__interval", intervalText(intervalMs));
}

/** `All` goes in raw; one value alone; several in brackets. */
function regexOf(values: readonly string[] | undefined): string {
  if (values === undefined) return ALL;
  const escaped = values.map((value) => value.replaceAll(/[\\^$*+?.()|[\]{}/]/g, String.raw`\$&`));
  return escaped.length === 1 ? (escaped[0] ?? "") : `(${escaped.join("|")})`;
}

const RELATIVE = /^now(?:-(\d+)([smhdM]))?(?:\/([dM]))?$/;

/** When a range such as `now-7d`, `now/d` or `now-11M/M` begins, in UTC. */
export function startMs(from: string, nowMs: number): number {
  const match = RELATIVE.exec(from);
  if (!match) throw new TypeError(`not a start that our dashboards use: ${from}`);
  const [, count = "0", unit, floor] = match;
  const at = new Date(nowMs);
  if (unit === "M") at.setUTCMonth(at.getUTCMonth() - Number(count), 1);
  else if (unit !== undefined) at.setTime(nowMs - durationMs(`${count}${unit}`));
  if (floor !== undefined) at.setUTCHours(0, 0, 0, 0);
  if (floor === "M") at.setUTCDate(1);
  return at.getTime();
}
