import { correctedMean, correctionAt, type TimedCorrection } from "@resik/contract/ispu/correction";
import type { HourMean } from "@resik/contract/ispu/day-mean";
import type { StationHours } from "@resik/contract/ispu/hour-index";
import { ISPU_FIELDS, ISPU_PARAMETERS } from "@resik/contract/ispu/parameter";
import { ROLLUP_MS } from "@resik/contract/series";
import type { DeviceId } from "@resik/contract/slug";
import type { ReadingSource, SeriesColumns } from "@resik/readings/port";

const HUMIDITY = "humidityRatio";
const FIELDS = [...ISPU_PARAMETERS.map((parameter) => ISPU_FIELDS[parameter]), HUMIDITY];

/**
 * The corrected hourly means of some stations in [fromMs, toMs), both full hours. Where a station
 * reported from two sites in one hour, the hour with more parameters counts; a station that was
 * moved keeps its history.
 */
export async function readStationHours(
  source: Pick<ReadingSource, "series">,
  corrections: ReadonlyMap<DeviceId, readonly TimedCorrection[]>,
  { devices, fromMs, toMs }: { devices: readonly DeviceId[]; fromMs: number; toMs: number },
): Promise<ReadonlyMap<DeviceId, StationHours>> {
  const answers = await source.series({
    channel: "air",
    fields: FIELDS,
    devices,
    fromMs,
    toMs,
    everyMs: ROLLUP_MS,
    aggregate: "mean",
    alignMs: 0,
    pointsMax: Math.ceil((toMs - fromMs) / ROLLUP_MS),
  });
  const byDevice = new Map<DeviceId, Map<number, HourMean[]>>();
  for (const answer of answers) {
    const hours = byDevice.get(answer.device) ?? new Map<number, HourMean[]>();
    byDevice.set(answer.device, hours);
    addHours(hours, answer, corrections.get(answer.device) ?? []);
  }
  return byDevice;
}

function addHours(
  hours: Map<number, HourMean[]>,
  { atMs, values }: SeriesColumns,
  versions: readonly TimedCorrection[],
): void {
  const columns = ISPU_PARAMETERS.map((parameter) => values[ISPU_FIELDS[parameter]]);
  const humidity = values[HUMIDITY];
  for (const [row, hourMs] of atMs.entries()) {
    const correction = correctionAt(versions, hourMs);
    const means = ISPU_PARAMETERS.map((parameter, index) =>
      correctedMean(parameter, columns[index]?.[row] ?? null, humidity?.[row] ?? null, correction),
    );
    const known = hours.get(hourMs);
    if (!known || countOf(known) < countOf(means)) hours.set(hourMs, means);
  }
}

const countOf = (means: readonly HourMean[]): number =>
  means.filter((mean) => mean !== null).length;
