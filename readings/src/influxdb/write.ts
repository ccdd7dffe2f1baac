import { CHANNELS } from "@resik/contract/channel";
import type { Retention } from "@resik/contract/measurement";
import type { QuarantinedMessage, Reading } from "@resik/contract/reading";
import type { Clock } from "@resik/kit/clock";
import { StoreUnavailableError, type ReadingBatch, type WriteResult } from "../port.ts";
import { UNCOUNTED_QUALITIES } from "../window.ts";
import type { Journal } from "./journal.ts";
import { createLatestWriter } from "./latest.ts";
import { refusalSentence, writeOwnLines } from "./own-lines.ts";
import { OWN } from "./own-measurement.ts";
import { quarantineLines } from "./quarantine.ts";
import { createReadingEncoder, type EncodedReading } from "./reading-line.ts";
import type { InfluxServer } from "./server.ts";
import { createUnclocked } from "./unclocked.ts";
import { writeLines } from "./write-lines.ts";

type Rejected = WriteResult["rejected"][number];

export interface BatchWriterOptions {
  server: InfluxServer;
  clock: Clock;
  journal: Journal;
  retentionDays: number | null;
}

const DAY_MS = 86_400_000;

/**
 * Writes batches, one after the other. Nothing here is atomic, so the order decides:
 *
 * 1. the times of readings without a clock of their own, so that no second time can be given;
 * 2. the marks of the hours, the readings and the quarantine in one request: one that is answered
 *    is durable as a whole, and marks that only a part of it leaves behind are harmless;
 * 3. readings that never expire, with another retention;
 * 4. what is latest, from the readings that the server took.
 *
 * Only then does the call resolve. Whatever ends the process or the server before that, or loses
 * an answer, the caller writes the batch again: each point replaces itself, hours are marked again
 * because a mark counts as written only now, and what is newest is read from the server again.
 */
export function createBatchWriter(
  options: BatchWriterOptions,
): (batch: ReadingBatch) => Promise<WriteResult> {
  const { server, clock, journal, retentionDays } = options;
  const latest = createLatestWriter(server);
  const unclocked = createUnclocked(server);
  const encode = createReadingEncoder();

  /** Expired before it came: the server would refuse each of them in a request of its own. */
  const oldestMs = (): number =>
    retentionDays === null ? Number.NEGATIVE_INFINITY : clock.nowMs() - retentionDays * DAY_MS;

  /** Readings without a clock of their own may stand at another time, and so have another line. */
  async function settled(sound: readonly Entry[]): Promise<Entry[]> {
    const readings = await unclocked.settle(sound.map(({ reading }) => reading));
    return readings.map((reading, index) => {
      const entry = sound[index];
      return entry?.reading === reading ? entry : { reading, line: lineOf(encode(reading)) };
    });
  }

  async function writeAll(batch: ReadingBatch): Promise<WriteResult> {
    const rejected: Rejected[] = [];
    const sound = soundOnes(encode, batch.readings, oldestMs(), rejected);
    const entries = await settled(sound);
    const marks = await journal.marksFor(
      entries.flatMap(({ reading }) => (UNCOUNTED_QUALITIES.has(reading.quality) ? [] : reading)),
    );
    const quarantined = await quarantineLines(server, youngOnes(batch.quarantined, oldestMs()));

    const own = [...marks.lines, ...quarantined];
    const expiring = entries.filter(({ reading }) => CHANNELS[reading.channel].expires);
    const kept = entries.filter(({ reading }) => !CHANNELS[reading.channel].expires);
    const stored = [
      ...(await writeEntries(server, "raw", own, expiring, rejected)),
      ...(await writeEntries(server, "keep", [], kept, rejected)),
    ];
    const newest = await latest.linesFor(stored);
    await writeOwnLines(server, OWN.latest.retention, newest.lines);

    marks.commit();
    latest.commit(newest);
    return { stored: stored.length, duplicates: null, quarantined: quarantined.length, rejected };
  }

  return async (batch) => {
    try {
      return await writeAll(batch);
    } catch (error) {
      // Any part of it may be stored.
      unclocked.forget();
      latest.forget();
      throw error;
    }
  };
}

/** A reading and its line. */
interface Entry {
  reading: Reading;
  line: string;
}

function soundOnes(
  encode: (reading: Reading) => EncodedReading,
  readings: readonly Reading[],
  oldestMs: number,
  rejected: Rejected[],
): Entry[] {
  const sound: Entry[] = [];
  for (const reading of readings) {
    const encoded = encode(reading);
    const detail = encoded.ok ? expiryOf(reading, oldestMs) : encoded.fault;
    if (detail !== null) rejected.push({ reading, detail });
    else sound.push({ reading, line: lineOf(encoded) });
  }
  return sound;
}

function lineOf(encoded: EncodedReading): string {
  if (!encoded.ok) throw new Error(`a sound reading became unfit: ${encoded.fault}`);
  return encoded.line;
}

const expiryOf = ({ channel, atMs }: Reading, oldestMs: number): string | null =>
  CHANNELS[channel].expires && atMs < oldestMs ? "older than the store keeps readings" : null;

/** Retention would delete the others at once, and servers refuse them. */
const youngOnes = (messages: readonly QuarantinedMessage[], oldestMs: number) =>
  messages.filter(({ receivedAtMs }) => receivedAtMs >= oldestMs);

/** Writes our own lines and readings together; returns the readings that the server took. */
async function writeEntries(
  server: InfluxServer,
  retention: Retention,
  own: readonly string[],
  entries: readonly Entry[],
  rejected: Rejected[],
): Promise<Reading[]> {
  const lines = [...own, ...entries.map(({ line }) => line)];
  const { refused } = await writeLines(server, retention, lines);
  const detailByIndex = new Map(refused.map(({ index, detail }) => [index, detail]));
  for (const { index, detail } of refused) {
    const entry = entries[index - own.length];
    // A refused line of ours is no device's fault: nothing may be taken as stored.
    if (!entry) throw new StoreUnavailableError(refusalSentence(lines[index], detail));
    rejected.push({ reading: entry.reading, detail });
  }
  return entries
    .filter((_, index) => !detailByIndex.has(index + own.length))
    .map(({ reading }) => reading);
}
