import { join, resolve } from "node:path";
import { StartError } from "@resik/kit/program";
import { openCopyNotes, showAddress, type CopyNotes } from "../carry/copy-progress.ts";
import {
  dataDirOf,
  hasOwnRetention,
  openCopySource,
  openContext,
  openCopyTarget,
  readReadingsSettings,
  type ReadingsSettings,
} from "../carry/open-stores.ts";
import { CopyStopped } from "../carry/patience.ts";
import { createProgressLine, duration, perSecond, rssMbMax } from "../carry/progress-line.ts";
import { copyReadings, type CopyReport } from "../carry/readings-copy.ts";
import { SUM_TOLERANCE } from "../carry/tally-check.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { takeLock, type Lock } from "../preflight/lock.ts";
import { makeFolder } from "../preflight/make-folder.ts";
import { formatTable } from "../table.ts";

export interface ReadingsCopyOptions {
  from: string;
  to: string;
  /** Ignores how far an earlier run came. */
  restart: boolean;
  json: boolean;
}

/** Series that are named when two stores differ; the rest is counted. */
const DIFFERENCES_SHOWN_MAX = 50;

/**
 * `resik readings copy`: brings everything that one readings store holds into another, and holds
 * counts and sums of both against each other.
 *
 * @throws StartError when a store cannot be opened; CommandError when they are not equal in the
 * end, a store was away for too long or somebody ended it.
 */
export async function runReadingsCopy(
  context: CommandContext,
  options: ReadingsCopyOptions,
): Promise<void> {
  const settings = readReadingsSettings(context);
  const dataDir = resolve(settings.RESIK_DATA_DIR);
  const { from, to } = options;
  if (sameStore(from, to, dataDir)) {
    throw new StartError("Source and target are the same store; name two different ones.");
  }
  const locks = takeLocks(dataDir, to);
  try {
    await copyBetween(context, settings, options);
  } finally {
    for (const lock of locks) lock.release();
  }
}

function sameStore(from: string, to: string, dataDir: string): boolean {
  if (showAddress(from) === showAddress(to)) return true;
  const folder = dataDirOf(from, dataDir);
  return folder !== null && folder === dataDirOf(to, dataDir);
}

/** One copy at a time notes its progress, and an embedded target has no other writer. */
function takeLocks(dataDir: string, to: string): Lock[] {
  const copies = join(dataDir, "copies");
  makeFolder(copies);
  const locks = [
    takeLock(copies, process.pid, (holder) => `Another copy is running (process ${holder}).`),
  ];
  const targetDir = dataDirOf(to, dataDir);
  try {
    if (targetDir !== null) {
      makeFolder(targetDir);
      locks.push(takeLock(targetDir, process.pid));
    }
  } catch (error) {
    for (const lock of locks) lock.release();
    throw error;
  }
  return locks;
}

async function copyBetween(
  context: CommandContext,
  settings: ReadingsSettings,
  options: ReadingsCopyOptions,
): Promise<void> {
  const { clock, note } = context;
  const dataDir = resolve(settings.RESIK_DATA_DIR);
  const ends = { from: showAddress(options.from), to: showAddress(options.to) };
  const notes = openCopyNotes(dataDir, ends);
  if (options.restart) notes.forget();
  const opening = openContext(settings, clock);
  const source = await openCopySource(options.from, opening);
  try {
    const retentionDays = settings.RESIK_READINGS_RETENTION_DAYS;
    const target = await openCopyTarget(options.to, opening, retentionDays);
    try {
      note(`resik: copying readings from ${ends.from} to ${ends.to} ...`);
      const startMs = clock.monotonicMs();
      const report = await watched(context, notes, (run) =>
        copyReadings({
          source,
          target,
          ends,
          notes,
          clock,
          note,
          retentionDays: hasOwnRetention(options.to) ? retentionDays : null,
          ...run,
        }),
      );
      tell(context, report, { startMs, json: options.json });
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Runs a copy with progress for people and an orderly end at Ctrl-C. */
async function watched(
  context: CommandContext,
  notes: CopyNotes,
  run: (run: {
    signal: AbortSignal;
    onProgress: (done: number, total: number) => void;
  }) => Promise<CopyReport>,
): Promise<CopyReport> {
  const ending = new AbortController();
  context.onEndRequest(() => {
    if (ending.signal.aborted) return;
    context.note("resik: ending after the batch at hand ...");
    ending.abort();
  });
  const line = createProgressLine("resik: copied", context);
  try {
    return await run({ signal: ending.signal, onProgress: line.update });
  } catch (error) {
    if (!(error instanceof CopyStopped)) throw error;
    const readings = notes.load()?.readings ?? 0;
    throw new CommandError(
      `The copy was ended with ${readings} readings confirmed; the same command goes on from there.`,
    );
  } finally {
    line.end();
  }
}

function tell(
  { out, clock }: Pick<CommandContext, "out" | "clock">,
  report: CopyReport,
  { startMs, json }: { startMs: number; json: boolean },
): void {
  const { differences, moving, rejected, quarantine } = report;
  const missing = quarantine.target < quarantine.source;
  const equal = differences.length === 0 && moving === 0 && rejected.count === 0 && !missing;
  const figures = {
    readings: report.readings,
    copied: report.copied,
    perS: perSecond(report.copied, startMs, clock),
    rssMbMax: rssMbMax(),
    seconds: Math.round((clock.monotonicMs() - startMs) / 100) / 10,
    equal,
    differing: differences.length,
    moving,
    rejected: rejected.count,
    olderReadings: report.olderReadings,
    rollUps: report.rollUps,
    quarantined: quarantine.source,
    resumed: report.isResumed,
  };
  const lines = describe(report, figures.seconds, figures.perS);
  if (!json) for (const line of lines) out(line);
  if (json) out(JSON.stringify(figures));
  if (differences.length > 0 || rejected.count > 0 || missing) {
    throw new CommandError("The two stores are not equal; nothing was removed from the source.");
  }
}

function describe(report: CopyReport, seconds: number, perS: number): string[] {
  const { readings, copied, differences, moving, rejected, quarantine, olderReadings } = report;
  const equal = differences.length === 0 && rejected.count === 0;
  return [
    `${equal ? "Copied" : "NOT EQUAL"}: ${copied} of ${readings} readings written in ` +
      `${duration(seconds)} (${perS} a second), at most ${rssMbMax()} MiB of memory; ` +
      `${report.rollUps} hours of roll-ups, ${quarantine.target} of ${quarantine.source} ` +
      "messages of the quarantine.",
    ...(equal
      ? [`Counts and sums of every series at rest are equal (floats within ${SUM_TOLERANCE}).`]
      : []),
    ...(olderReadings > 0 || quarantine.older > 0
      ? [
          `${olderReadings} readings and ${quarantine.older} quarantined messages were not copied: ` +
            "they are older than the target keeps (RESIK_READINGS_RETENTION_DAYS).",
        ]
      : []),
    ...(moving > 0
      ? [
          `${moving} series gained readings while they were copied; end ingest and run the same ` +
            "command again to take the rest.",
        ]
      : []),
    ...rejected.details.map((detail) => `Refused by the target: ${detail}`),
    ...(differences.length > 0 ? differenceTable(differences) : []),
  ];
}

function differenceTable(differences: CopyReport["differences"]): string[] {
  const shown = differences.slice(0, DIFFERENCES_SHOWN_MAX);
  const rows = shown.map(({ channel, site, device, source, target, fields }) => [
    channel,
    site,
    device,
    String(source ?? "-"),
    String(target ?? "-"),
    fields.join(", "),
  ]);
  const rest = differences.length - shown.length;
  return [
    ...formatTable(["channel", "site", "device", "source", "target", "other sums"], rows),
    ...(rest > 0 ? [`and ${rest} more series`] : []),
  ];
}
