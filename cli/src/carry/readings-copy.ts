import { STORED_CHANNELS } from "@resik/contract/channel";
import type { Reading } from "@resik/contract/reading";
import type { Clock } from "@resik/kit/clock";
import {
  StoreUnavailableError,
  type ReadingSource,
  type ReadingStore,
  type SeriesTally,
} from "@resik/readings/port";
import { CommandError } from "../context.ts";
import { writeInBatches } from "./batch-writer.ts";
import { checkCopy, type CopyCheck } from "./copy-check.ts";
import {
  carryQuarantine,
  carryRollUps,
  countQuarantine,
  settleRollUps,
  silentLatest,
  tallyAll,
  type CopyParts,
} from "./copy-parts.ts";
import type { CopyEnds, CopyNotes, CopyProgress } from "./copy-progress.ts";
import { copyScope } from "./copy-scope.ts";
import { awaySentence, createPatience } from "./patience.ts";
import { readStretches, stretchesAfter, type Stretch } from "./stretches.ts";

/** What came in so long before the last look may have been missed by it: a device that was late. */
const LOOK_BACK_MS = 86_400_000;
const REJECTIONS_SHOWN_MAX = 20;

export interface CopyOptions {
  source: ReadingSource;
  target: ReadingStore;
  ends: CopyEnds;
  notes: CopyNotes;
  clock: Clock;
  signal: AbortSignal;
  /** Days that the target's server keeps raw readings; null: it keeps what it is given. */
  retentionDays: number | null;
  note: (line: string) => void;
  /** Readings confirmed so far, over all runs, of those that the source had at the start. */
  onProgress: (done: number, total: number) => void;
  /** Smaller batches for tests. */
  batchReadings?: number;
}

export interface CopyReport extends CopyCheck {
  /** Readings of the source when the run began. */
  readings: number;
  /** Readings that this run wrote and the target confirmed. */
  copied: number;
  /** Series-hours of roll-ups that were carried over or computed. */
  rollUps: number;
  quarantine: { source: number; target: number; older: number };
  /** What the target refused for ever: how many, and the first ones with its words. */
  rejected: { count: number; details: string[] };
  /** The run went on from the notes of an earlier one. */
  isResumed: boolean;
}

/**
 * Brings everything that one readings store holds into another: final roll-ups first, then the
 * readings, quarantine, the other roll-ups, and in the end counts and sums of every series on both
 * sides. A series that is not equal is copied once more. Writing a reading again changes nothing,
 * so a run that was killed at any point is continued by the next.
 *
 * @throws CopyStopped when the signal ended it; CommandError when a store is away for too long.
 */
export async function copyReadings(options: CopyOptions): Promise<CopyReport> {
  try {
    return await copyAll(options);
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw new CommandError(awaySentence(error));
    throw error;
  }
}

async function copyAll(options: CopyOptions): Promise<CopyReport> {
  const { source, target, clock, signal, note, retentionDays } = options;
  const patient = createPatience({ clock, signal, note });
  const startedAtMs = clock.nowMs();
  const sealedBeforeMs = await patient(() => source.sealedBeforeMs());
  const scope = copyScope({ nowMs: startedAtMs, retentionDays, sealedBeforeMs });
  const parts: CopyParts = { source, target, patient, scope };
  const before = await tallyAll(source, patient);
  const { progress, isResumed } = await beginProgress(options, parts);
  const readings = totalOf(before);
  const writer = createWriter(options, parts, { progress, total: readings });

  const carried = await carryFinalRollUps(options, parts, progress);
  const wasFinishedAtMs = progress.finishedAtMs;
  if (wasFinishedAtMs === null) {
    await writer.writeNoted(stretchesAfter(progress.position, before, scope));
  } else {
    const all = stretchesAfter(null, before, scope);
    await writer.write(readStretches(parts, since(all, wasFinishedAtMs - LOOK_BACK_MS)));
  }
  const silent = sealedBeforeMs === null ? [] : await silentLatest(parts);
  await writer.write(iterate(silent));
  const { older } = await carryQuarantine(parts);
  const check = await checkAndMend(parts, writer, { before, silent, startedAtMs });
  options.notes.save({ ...progress, finishedAtMs: startedAtMs });
  const settled = await settleRollUps(parts);
  return {
    ...check,
    readings,
    copied: writer.copied(),
    rejected: writer.rejected,
    rollUps: carried + settled,
    quarantine: {
      source: await countQuarantine(source, scope.cutoffMs ?? 0, patient),
      target: await countQuarantine(target, scope.cutoffMs ?? 0, patient),
      older,
    },
    isResumed,
  };
}

const totalOf = (tallies: readonly SeriesTally[]): number =>
  tallies.reduce((sum, { readings }) => sum + readings, 0);

const since = (stretches: readonly Stretch[], sinceMs: number): Stretch[] =>
  stretches.map((stretch) => ({ ...stretch, fromMs: Math.max(stretch.fromMs, sinceMs) }));

async function* iterate(readings: readonly Reading[]): AsyncGenerator<Reading, void> {
  yield* readings;
}

/** Goes on from the notes of an earlier run, unless the target has lost what they speak of. */
async function beginProgress(
  { notes, ends, target, clock, note }: CopyOptions,
  { patient }: CopyParts,
): Promise<{ progress: CopyProgress; isResumed: boolean }> {
  const found = notes.load();
  if (found) {
    const isEmpty = totalOf(await tallyAll(target, patient)) === 0;
    if (!isEmpty || found.readings === 0) return { progress: found, isResumed: true };
    note("resik: the target is empty although an earlier run filled it; the copy begins anew.");
  }
  const progress: CopyProgress = {
    version: 1,
    ...ends,
    startedAtMs: clock.nowMs(),
    rolledUp: [],
    position: null,
    readings: 0,
    finishedAtMs: null,
  };
  return { progress, isResumed: false };
}

/** Series-hours carried; a channel that an earlier run carried is not carried again. */
async function carryFinalRollUps(
  { notes }: CopyOptions,
  parts: CopyParts,
  progress: CopyProgress,
): Promise<number> {
  let hours = 0;
  for (const channel of STORED_CHANNELS) {
    if (progress.rolledUp.includes(channel)) continue;
    hours += await carryRollUps(parts, channel);
    progress.rolledUp.push(channel);
    notes.save(progress);
  }
  return hours;
}

interface CopyWriter {
  /** Writes and notes after each batch how far it came. */
  writeNoted(stretches: readonly Stretch[]): Promise<void>;
  write(readings: AsyncIterable<Reading>): Promise<void>;
  copied(): number;
  rejected: CopyReport["rejected"];
}

function createWriter(
  { notes, onProgress, batchReadings }: CopyOptions,
  parts: CopyParts,
  { progress, total }: { progress: CopyProgress; total: number },
): CopyWriter {
  const { target, patient } = parts;
  const rejected: CopyReport["rejected"] = { count: 0, details: [] };
  let copied = 0;

  async function write(
    readings: AsyncIterable<Reading>,
    noteReached?: (count: number, last: Reading) => void,
  ): Promise<void> {
    await writeInBatches(readings, {
      target,
      patient,
      ...(batchReadings === undefined ? {} : { batchReadings }),
      confirmed(count, last) {
        copied += count;
        noteReached?.(count, last);
        onProgress(progress.readings, total);
      },
      rejected({ channel, device, boot, seq }, detail) {
        rejected.count += 1;
        if (rejected.details.length >= REJECTIONS_SHOWN_MAX) return;
        rejected.details.push(`${channel} of ${device}, boot ${boot}, seq ${seq}: ${detail}`);
      },
    });
  }

  return {
    writeNoted: (stretches) =>
      write(readStretches(parts, stretches), (count, { channel, device, atMs }) => {
        progress.readings += count;
        progress.position = { channel, device, atMs };
        notes.save(progress);
      }),
    write: (readings) => write(readings),
    copied: () => copied,
    rejected,
  };
}

/** Copies what differs once more, and what came in while the copy ran; then checks again. */
async function checkAndMend(
  parts: CopyParts,
  writer: CopyWriter,
  run: { before: readonly SeriesTally[]; silent: readonly Reading[]; startedAtMs: number },
): Promise<CopyCheck> {
  const { source, patient, scope } = parts;
  const first = await checkCopy(parts, run.before, run.silent);
  if (first.differences.length === 0 && first.moving === 0) return first;
  const again = await tallyAll(source, patient);
  const whole = first.differences.map(({ channel, site, device }) => {
    return { channel, site, device, fromMs: scope.fromMs(channel) };
  });
  const recent =
    first.moving === 0
      ? []
      : since(stretchesAfter(null, again, scope), run.startedAtMs - LOOK_BACK_MS);
  await writer.write(readStretches(parts, [...whole, ...recent]));
  return checkCopy(parts, again, run.silent);
}
