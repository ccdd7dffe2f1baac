import { STORED_CHANNELS } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import { StoreUnavailableError, type LatestQuery } from "../port.ts";
import { rowsOf } from "./answer-row.ts";
import { compareText, tagIs } from "./condition.ts";
import { influxName } from "./influxql.ts";
import { encodeLine } from "./line.ts";
import { OWN } from "./own-measurement.ts";
import type { InfluxServer } from "./server.ts";

const MEASUREMENT = OWN.latest;

/**
 * The newest reading of each device, whole, as a point that the next one replaces. Out of the
 * readings themselves, each question for all of them would open every shard of every device.
 */
export interface LatestWriter {
  /** The points that these readings change; reads what is newest at its first call. */
  linesFor(readings: readonly Reading[]): Promise<LatestChange>;
  /** They are written. */
  commit(change: LatestChange): void;
  /** It is not known what is written: reads it again before the next change. */
  forget(): void;
}

export interface LatestChange {
  lines: string[];
  newest: ReadonlyMap<string, Place>;
}

/** All that deciding what is newer takes. */
type Place = Pick<Reading, "atMs" | "boot" | "seq">;

function isNewer(reading: Place, than: Place): boolean {
  if (reading.atMs !== than.atMs) return reading.atMs > than.atMs;
  if (reading.boot !== than.boot) return reading.boot > than.boot;
  return reading.seq > than.seq;
}

const keyOf = ({ channel, device }: Reading): string => `${channel} ${device}`;
const placeOf = ({ atMs, boot, seq }: Reading): Place => ({ atMs, boot, seq });

/** Right for one writer: nobody else changes what is newest of the devices that it writes. */
export function createLatestWriter(server: InfluxServer): LatestWriter {
  let known: Map<string, Place> | null = null;
  return {
    async linesFor(readings) {
      if (readings.length === 0) return { lines: [], newest: new Map() };
      known ??= new Map((await readLatest(server, {})).map((r) => [keyOf(r), placeOf(r)]));
      const changed = new Map<string, Reading>();
      for (const reading of readings) {
        const key = keyOf(reading);
        const newest = changed.get(key) ?? known.get(key);
        if (!newest || isNewer(reading, newest)) changed.set(key, reading);
      }
      return {
        lines: Array.from(changed.values(), latestLine),
        newest: new Map(Array.from(changed, ([key, reading]) => [key, placeOf(reading)])),
      };
    },
    commit({ newest }) {
      for (const [key, place] of newest) known?.set(key, place);
    },
    forget() {
      known = null;
    },
  };
}

const latestLine = (reading: Reading): string =>
  encodeLine(MEASUREMENT, {
    tags: { channel: reading.channel, device: reading.device },
    fields: { reading: JSON.stringify(reading) },
    timeNs: 0n,
  });

/** In order of channel and device. */
export async function readLatest(server: InfluxServer, query: LatestQuery): Promise<Reading[]> {
  const { channel, site, device } = query;
  const conditions = [
    ...(channel === undefined ? [] : [tagIs("channel", channel)]),
    ...(device === undefined ? [] : [tagIs("device", device)]),
  ];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  const answer = await server.query(
    MEASUREMENT.retention,
    `SELECT "reading" FROM ${influxName(MEASUREMENT.name)}${where}`,
  );
  return Array.from(rowsOf(answer), (row) => parseReading(row.text("reading")))
    .filter((reading) => site === undefined || reading.site === site)
    .sort((a, b) => rankOf(a) - rankOf(b) || compareText(a.device, b.device));
}

const rankOf = ({ channel }: Reading): number => STORED_CHANNELS.indexOf(channel);

function parseReading(text: string | null): Reading {
  try {
    // Written by `latestLine` from a reading that had passed the contract's checks.
    return JSON.parse(text ?? "") as Reading;
  } catch (error) {
    throw new StoreUnavailableError("A latest reading in InfluxDB is no reading.", {
      cause: error,
    });
  }
}
