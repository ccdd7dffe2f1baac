import type { AlertCondition } from "@resik/contract/alert-rule";
import type { Reading } from "@resik/contract/reading";
import type { DeviceId } from "@resik/contract/slug";
import type { Clock } from "@resik/kit/clock";
import type { ReadingSource, SeriesColumns } from "@resik/readings/port";

export type MeanCondition = Extract<AlertCondition, { kind: "mean" }>;

/** A device's mean is asked again at most this often, and only when a newer reading came. */
const ASK_EVERY_MS = 60_000;
/** Means asked in one evaluation, and in one question to the store. */
const ASKED_MAX = 500;
const DEVICES_PER_QUESTION = 50;
/** Every minute counts alike, whether it has one reading or twenty. */
const EVERY_MS = 60_000;
const MS_PER_S = 1_000;

interface Known {
  /** Which reading was the newest when it was asked. */
  newest: string;
  askedAtMs: number;
  mean: number | null;
}

export interface Means {
  /** Asks for the means that may have changed, the ones that waited longest first. */
  refresh(condition: MeanCondition, newest: readonly Reading[], nowMs: number): Promise<void>;
  /** Null where too little was measured, or nothing was asked yet. */
  meanOf(condition: MeanCondition, reading: Reading | undefined, nowMs: number): number | null;
}

const keyOf = ({ channel, field, windowS }: MeanCondition): string =>
  `${channel}/${field}/${windowS}`;
const nameOf = ({ boot, seq, atMs }: Reading): string => `${boot}/${seq}/${atMs}`;

/** The mean of the minutes that have a value; null unless they span half of the window. */
function meanOfColumns({ atMs, values }: SeriesColumns, condition: MeanCondition): number | null {
  const column = values[condition.field] ?? [];
  let sum = 0;
  let count = 0;
  let firstMs: number | null = null;
  let lastMs = 0;
  for (const [index, value] of column.entries()) {
    if (value === null) continue;
    sum += value;
    count++;
    lastMs = atMs[index] ?? 0;
    firstMs ??= lastMs;
  }
  const isEnough = firstMs !== null && lastMs - firstMs >= (condition.windowS * MS_PER_S) / 2;
  return isEnough ? sum / count : null;
}

/** Keeps the means over the last hour or so of many devices without asking for all of them always. */
export function createMeans(source: Pick<ReadingSource, "series">, clock: Clock): Means {
  const knownByCondition = new Map<string, Map<string, Known>>();

  async function ask(
    condition: MeanCondition,
    readings: readonly Reading[],
    nowMs: number,
  ): Promise<Map<DeviceId, number | null>> {
    const windowMs = condition.windowS * MS_PER_S;
    const columns = await source.series({
      channel: condition.channel,
      fields: [condition.field],
      devices: readings.map(({ device }) => device),
      fromMs: nowMs - windowMs,
      toMs: nowMs + 1,
      everyMs: EVERY_MS,
      aggregate: "mean",
      alignMs: 0,
      pointsMax: Math.ceil(windowMs / EVERY_MS) + 2,
    });
    const siteByDevice = new Map(readings.map(({ device, site }) => [device, site]));
    return new Map(
      columns
        .filter(({ device, site }) => siteByDevice.get(device) === site)
        .map((one) => [one.device, meanOfColumns(one, condition)]),
    );
  }

  return {
    async refresh(condition, newest, nowMs) {
      const key = keyOf(condition);
      const before = knownByCondition.get(key) ?? new Map<string, Known>();
      const known = new Map<string, Known>();
      const askedAtMs = clock.monotonicMs();
      const due: { reading: Reading; waitedMs: number }[] = [];
      for (const reading of newest) {
        const last = before.get(reading.device);
        if (last) known.set(reading.device, last);
        if (nowMs - reading.atMs > condition.windowS * MS_PER_S) continue;
        const waitedMs = last ? askedAtMs - last.askedAtMs : Number.POSITIVE_INFINITY;
        const isDue = !last || (last.newest !== nameOf(reading) && waitedMs >= ASK_EVERY_MS);
        if (isDue) due.push({ reading, waitedMs });
      }
      knownByCondition.set(key, known);
      due.sort((left, right) => (left.waitedMs < right.waitedMs ? 1 : -1));
      const asked = due.slice(0, ASKED_MAX).map(({ reading }) => reading);
      for (let start = 0; start < asked.length; start += DEVICES_PER_QUESTION) {
        const readings = asked.slice(start, start + DEVICES_PER_QUESTION);
        const means = await ask(condition, readings, nowMs);
        for (const reading of readings) {
          const mean = means.get(reading.device) ?? null;
          known.set(reading.device, { newest: nameOf(reading), askedAtMs, mean });
        }
      }
    },
    meanOf(condition, reading, nowMs) {
      if (!reading || nowMs - reading.atMs > condition.windowS * MS_PER_S) return null;
      return knownByCondition.get(keyOf(condition))?.get(reading.device)?.mean ?? null;
    },
  };
}
