import { CHANNELS, type StoredChannel } from "@resik/contract/channel";
import type { Retention } from "@resik/contract/measurement";
import type { Reading } from "@resik/contract/reading";
import { rowsOf } from "./answer-row.ts";
import { tagIs } from "./condition.ts";
import { influxName, influxText } from "./influxql.ts";
import { encodeLine } from "./line.ts";
import { writeOwnLines } from "./own-lines.ts";
import { OWN } from "./own-measurement.ts";
import { pointTimeNs } from "./point.ts";
import type { InfluxServer } from "./server.ts";

const MEASUREMENT = OWN.unclocked;
const NAME = influxName(MEASUREMENT.name);

/** Boots whose highest sequence is remembered; a forgotten one is read again. */
const BOOTS_MAX = 5_000;

/**
 * Gives every reading without a device clock one time for good. Such a reading counts for when it
 * was received; sent again after a lost acknowledgement, it is received at another time and would
 * be another point. So its first time is written down, in a request of its own, before the reading
 * is: whatever ends this process or the server in between, the reading meets its own time when it
 * comes again. The inbox is in order: the first one was stored, or comes again itself, before the
 * second one comes.
 */
export interface Unclocked {
  /** The same readings in the same order, each at the time that it had first. */
  settle(readings: readonly Reading[]): Promise<Reading[]>;
  /** It is not known what is written: reads it again. */
  forget(): void;
}

export function createUnclocked(server: InfluxServer): Unclocked {
  /**
   * Highest sequence written down of each boot, -1 for none, in order of use: nearly every reading
   * is above it, and needs no question then.
   */
  const highest = new Map<string, number>();

  async function highestOf(key: string, reading: Reading): Promise<number> {
    const found = highest.get(key) ?? (await readHighest(server, reading));
    highest.delete(key);
    highest.set(key, found);
    const [oldest] = highest.keys();
    if (highest.size > BOOTS_MAX && oldest !== undefined) highest.delete(oldest);
    return found;
  }

  return {
    async settle(readings) {
      const byBoot = Map.groupBy(
        readings.filter(({ sampledAtMs }) => sampledAtMs === null),
        ({ channel, device, boot }) => `${channel} ${device} ${boot}`,
      );
      if (byBoot.size === 0) return [...readings];
      const timesByBoot = new Map<string, Map<number, number>>();
      const lines: Record<Retention, string[]> = { raw: [], keep: [] };
      for (const [key, ofBoot] of byBoot) {
        const [first] = ofBoot;
        if (!first) continue;
        const highestSeq = await highestOf(key, first);
        const again = ofBoot.map(({ seq }) => seq).filter((seq) => seq <= highestSeq);
        const times = again.length === 0 ? new Map() : await readTimes(server, first, again);
        timesByBoot.set(key, times);
        for (const reading of ofBoot) {
          if (times.has(reading.seq)) continue;
          times.set(reading.seq, reading.atMs);
          lines[retentionOf(reading.channel)].push(unclockedLine(reading));
        }
        highest.set(key, Math.max(highestSeq, ...ofBoot.map(({ seq }) => seq)));
      }
      await writeOwnLines(server, "raw", lines.raw);
      await writeOwnLines(server, "keep", lines.keep);
      return readings.map((reading) => {
        if (reading.sampledAtMs !== null) return reading;
        const { channel, device, boot, seq } = reading;
        const atMs = timesByBoot.get(`${channel} ${device} ${boot}`)?.get(seq) ?? reading.atMs;
        // The first one's whole self: it was received when it counts for.
        return atMs === reading.atMs ? reading : { ...reading, atMs, receivedAtMs: atMs };
      });
    },
    forget: () => highest.clear(),
  };
}

/** As long as its reading: a time that outlived the reading would be of no use. */
const retentionOf = (channel: StoredChannel): Retention =>
  CHANNELS[channel].expires ? "raw" : "keep";

const unclockedLine = (reading: Reading): string =>
  encodeLine(MEASUREMENT, {
    tags: { channel: reading.channel, device: reading.device },
    fields: { boot: reading.boot, seq: reading.seq },
    timeNs: pointTimeNs(reading),
  });

const ofBoot = ({ channel, device, boot }: Reading): string =>
  `${tagIs("channel", channel)} AND ${tagIs("device", device)} AND "boot" = ${influxText(boot)}`;

async function readHighest(server: InfluxServer, reading: Reading): Promise<number> {
  const answer = await server.query(
    retentionOf(reading.channel),
    `SELECT max("seq") FROM ${NAME} WHERE ${ofBoot(reading)}`,
  );
  for (const row of rowsOf(answer)) return row.number("max") ?? -1;
  return -1;
}

async function readTimes(
  server: InfluxServer,
  reading: Reading,
  seqs: readonly number[],
): Promise<Map<number, number>> {
  const range = `"seq" >= ${Math.min(...seqs)} AND "seq" <= ${Math.max(...seqs)}`;
  const answer = await server.query(
    retentionOf(reading.channel),
    `SELECT "seq" FROM ${NAME} WHERE ${ofBoot(reading)} AND ${range}`,
  );
  const times = new Map<number, number>();
  for (const row of rowsOf(answer)) {
    const seq = row.number("seq");
    // Rows come in order of time: the first one is the reading's.
    if (seq !== null && !times.has(seq)) times.set(seq, row.timeMs);
  }
  return times;
}
