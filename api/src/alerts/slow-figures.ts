import type { BinRhythm } from "@resik/contract/bin/bin-rhythm";
import { learnRhythm, LEVEL_OF_HOUR_MS, RHYTHM_HOURS } from "@resik/contract/bin/learn-rhythm";
import { BATTERY_DAYS_MAX, batteryDaysLeftOf } from "@resik/contract/health/battery-days";
import { districtHoursOf, familyBiasOf, type HourMeans } from "@resik/contract/health/family";
import { ROLLUP_MS, type Aggregate } from "@resik/contract/series";
import type { DeviceId } from "@resik/contract/slug";
import type { ReadingSource, SeriesColumns } from "@resik/readings/port";

const DAY_MS = 86_400_000;
const WIB_AHEAD_MS = 7 * 3_600_000;
const BATTERY_DAYS = 28;
const FAMILY_HOURS = 24;
const DEVICES_PER_QUESTION = 50;

type Source = Pick<ReadingSource, "series">;

/** What weeks of a bin's readings say of it. */
export interface BinHistory {
  rhythm: BinRhythm;
  /** When the cell is empty; null where nobody can tell. */
  emptyAtMs: number | null;
  /** Whether that is a forecast; else it only means that the cell does not fall. */
  isFalling: boolean;
}

const pointsOf = (
  columns: SeriesColumns | undefined,
  field: string,
): { atMs: number; value: number }[] =>
  (columns?.values[field] ?? []).flatMap((value, index) => {
    const atMs = columns?.atMs[index];
    return value === null || atMs === undefined ? [] : [{ atMs, value }];
  });

/** Learns a bin's rhythm and the fall of its cell from the hourly roll-ups. */
export async function readBinHistory(
  source: Source,
  device: DeviceId,
  nowMs: number,
): Promise<BinHistory> {
  const common = { channel: "bin", devices: [device], toMs: nowMs, alignMs: 0 } as const;
  const [hourly] = await source.series({
    ...common,
    fields: ["fillRatio"],
    fromMs: nowMs - RHYTHM_HOURS * ROLLUP_MS,
    everyMs: ROLLUP_MS,
    aggregate: "last",
    pointsMax: RHYTHM_HOURS + 2,
  });
  const [daily] = await source.series({
    ...common,
    fields: ["batteryV"],
    fromMs: nowMs - BATTERY_DAYS * DAY_MS,
    everyMs: DAY_MS,
    aggregate: "mean",
    alignMs: WIB_AHEAD_MS,
    pointsMax: BATTERY_DAYS + 2,
  });
  const levels = pointsOf(hourly, "fillRatio").map(({ atMs, value }) => ({
    atMs: Math.min(atMs + LEVEL_OF_HOUR_MS, nowMs),
    fillRatio: value,
  }));
  const days = pointsOf(daily, "batteryV").map(({ atMs, value }) => ({ atMs, batteryV: value }));
  const daysLeft = batteryDaysLeftOf(days);
  const lastDayMs = days.at(-1)?.atMs ?? 0;
  return {
    isFalling: daysLeft !== null && daysLeft < BATTERY_DAYS_MAX,
    rhythm: learnRhythm(levels),
    emptyAtMs: daysLeft === null ? null : lastDayMs + DAY_MS / 2 + daysLeft * DAY_MS,
  };
}

const columnOf = (columns: SeriesColumns | undefined): HourMeans =>
  new Map(pointsOf(columns, "pm25UgM3").map(({ atMs, value }) => [atMs, value]));

/** How many times the family of all of them each station says. */
export async function readFamilyBiases(
  source: Source,
  stations: readonly DeviceId[],
  nowMs: number,
): Promise<Map<string, number | null>> {
  const hoursByStation = new Map<string, HourMeans>();
  for (let start = 0; start < stations.length; start += DEVICES_PER_QUESTION) {
    const ask = (aggregate: Aggregate) =>
      source.series({
        channel: "air",
        fields: ["pm25UgM3"],
        devices: stations.slice(start, start + DEVICES_PER_QUESTION),
        fromMs: nowMs - FAMILY_HOURS * ROLLUP_MS,
        toMs: nowMs,
        everyMs: ROLLUP_MS,
        aggregate,
        alignMs: 0,
        pointsMax: FAMILY_HOURS + 2,
      });
    const [means, lows, highs] = [await ask("mean"), await ask("min"), await ask("max")];
    for (const [index, columns] of means.entries()) {
      const low = columnOf(lows[index]);
      const high = columnOf(highs[index]);
      // Of an hour in which nothing moved the head says nothing: it stood still.
      const moved = pointsOf(columns, "pm25UgM3").filter(
        ({ atMs }) => (high.get(atMs) ?? 0) > (low.get(atMs) ?? 0),
      );
      hoursByStation.set(columns.device, new Map(moved.map(({ atMs, value }) => [atMs, value])));
    }
  }
  const district = districtHoursOf([...hoursByStation.values()]);
  const own = ([station, hours]: [string, HourMeans]): [string, number | null] => [
    station,
    familyBiasOf(hours, district),
  ];
  return new Map([...hoursByStation].map(own));
}
