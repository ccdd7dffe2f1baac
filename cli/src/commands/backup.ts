import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { StartError } from "@resik/kit/program";
import { earlierBackups, removeLeftovers, removeOldBackups } from "../backup/backup-folder.ts";
import {
  checkDatabases,
  checkFiles,
  lostStores,
  readManifest,
  storesOf,
} from "../backup/check-backup.ts";
import { compareCounts, countStores } from "../backup/count-stores.ts";
import type { Manifest, StoreCounts } from "../backup/manifest.ts";
import { takeBackup, type TakenBackup } from "../backup/take-backup.ts";
import { readReadingsSettings } from "../carry/open-stores.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { takeLock } from "../preflight/lock.ts";
import { makeFolder } from "../preflight/make-folder.ts";
import type { CliSettings } from "../settings.ts";

export interface BackupCommandOptions {
  /** Folder of the backups; absent: `backups` in the data folder. */
  to?: string;
  /** Data folder of the broker; absent: the same one. */
  brokerDir?: string;
  /** Complete backups that stay. */
  keep: number;
  withoutSecrets: boolean;
  json: boolean;
}

/**
 * `resik backup`: everything that a system needs to go on elsewhere, taken while it runs.
 *
 * @throws StartError and CommandError with one sentence; the earlier backups are as they were then.
 */
export async function runBackup(
  context: CommandContext,
  settings: Pick<CliSettings, "RESIK_DATA_DIR" | "RESIK_LEDGER_URL">,
  options: BackupCommandOptions,
): Promise<void> {
  const { clock, note, out } = context;
  const dataDir = resolve(settings.RESIK_DATA_DIR);
  if (statSync(dataDir, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new StartError(`There is no data folder ${dataDir}; set RESIK_DATA_DIR.`);
  }
  if (settings.RESIK_LEDGER_URL !== "sqlite:") {
    throw new StartError("Only an embedded ledger (RESIK_LEDGER_URL=sqlite:) is backed up here.");
  }
  const folder = resolve(options.to ?? join(dataDir, "backups"));
  const startMs = clock.monotonicMs();
  makeFolder(folder);
  const lock = takeLock(
    folder,
    process.pid,
    (holder) => `Another backup to ${folder} is being taken (process ${holder}).`,
  );
  try {
    if (removeLeftovers(folder) > 0) note("resik: removed what an interrupted backup left.");
    const taken = await endable(context, "No backup was made.", (signal) =>
      takeBackup({
        dataDir,
        brokerDir: resolve(options.brokerDir ?? dataDir),
        folder,
        readings: readReadingsSettings(context),
        withSecrets: !options.withoutSecrets,
        clock,
        signal,
        note,
      }),
    );
    const tookS = Math.round((clock.monotonicMs() - startMs) / 100) / 10;
    tell(out, taken, { tookS, json: options.json, withSecrets: !options.withoutSecrets });
    if (taken.manifest.counts.ledger?.isIntact === false) {
      // The earlier backups may be the only sound ones: none of them is removed.
      throw new CommandError(
        `The books are broken; see \`npm run resik -- ledger verify\`. Every earlier backup is kept.`,
      );
    }
    const lost = lostStores(taken.manifest, earlierBackups(folder, taken.path));
    if (lost !== null) {
      throw new CommandError(
        `The backup has no ${lost.stores.join(", no ")}, which ${lost.earlier} has. ` +
          "Every earlier backup is kept.",
      );
    }
    const removed = removeOldBackups(folder, options.keep);
    if (removed.length > 0) note(`resik: removed ${removed.join(", ")}.`);
  } finally {
    lock.release();
  }
}

/**
 * `resik backup verify`: checksums, the databases themselves and the books of a backup. Changes
 * nothing.
 *
 * @throws CommandError with one sentence at the first thing that is not right.
 */
export async function verifyBackup(
  context: CommandContext,
  from: string,
  { json }: { json: boolean },
): Promise<void> {
  const { clock, out } = context;
  const folder = resolve(from);
  const manifest = readManifest(folder);
  const stores = storesOf(manifest);
  const counts = await endable(context, "Nothing was changed.", async (signal) => {
    await checkFiles(folder, manifest, signal);
    checkDatabases(folder, stores);
    return countStores(folder, stores, { clock, signal });
  });
  const wrong = compareCounts(manifest.counts, counts);
  if (wrong.length > 0) {
    throw new CommandError(`The backup does not hold what it says: ${wrong.join("; ")}.`);
  }
  if (counts.ledger?.isIntact === false) {
    throw new CommandError(`The books in ${folder} are broken; use another backup.`);
  }
  if (json) return out(JSON.stringify({ path: folder, ...manifest }));
  out(`Whole: the backup of ${manifest.takenAt}, Resik ${manifest.product.version}.`);
  for (const line of describeCounts(counts, manifest)) out(line);
}

/** Runs something that a person may end. */
export async function endable<T>(
  { onEndRequest, note }: Pick<CommandContext, "onEndRequest" | "note">,
  ended: string,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  onEndRequest(() => {
    if (!ending.signal.aborted) note("resik: ending ...");
    ending.abort();
  });
  try {
    return await run(ending.signal);
  } catch (error) {
    // Whatever fails while we end failed because we end.
    if (ending.signal.aborted) throw new CommandError(`It was ended. ${ended}`);
    throw error;
  }
}

function tell(
  out: (line: string) => void,
  { path, manifest }: TakenBackup,
  { tookS, json, withSecrets }: { tookS: number; json: boolean; withSecrets: boolean },
): void {
  if (json) return out(JSON.stringify({ path, tookS, ...manifest }));
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  out(`Backup ${path} is complete: ${(bytes / 1_048_576).toFixed(1)} MiB in ${tookS} s.`);
  for (const line of describeCounts(manifest.counts, manifest)) out(line);
  const hasSecrets = manifest.files.some(({ path: file }) => file.endsWith(".env"));
  out(
    hasSecrets
      ? "It holds personal data and the secrets of the system: keep it where only you can read it."
      : "It holds personal data: keep it where only you can read it.",
  );
  if (!withSecrets) out("Secrets were left out; keep them apart, a restored system needs them.");
}

/** What a backup holds, one sentence a store. */
export function describeCounts(
  { ledger, registry, inbox, readings }: StoreCounts,
  { schemas, readingsFrom }: Manifest,
): string[] {
  const later = "of an earlier version: it is counted where it is restored.";
  return [
    ...(ledger
      ? [
          `Ledger: ${ledger.transfers} transfers and ${ledger.postings} postings of ` +
            `${ledger.banks} banks, ${ledger.isIntact ? "proven" : "BROKEN"}.`,
        ]
      : schemas.ledger === undefined
        ? []
        : [`Ledger: ${later}`]),
    ...(registry
      ? [
          `Registry: ${registry.sites} sites, ${registry.devices} devices, ${registry.banks} banks, ` +
            `${registry.members} members.`,
        ]
      : schemas.registry === undefined
        ? []
        : [`Registry: ${later}`]),
    ...(inbox ? [`Inbox: ${inbox.messages} messages on their way to the store.`] : []),
    ...(readings
      ? [
          `Readings: ${readings.total}, and ${readings.quarantine} messages in quarantine` +
            `${readingsFrom === "copied" ? ", copied from the server" : ""}.`,
        ]
      : schemas.readings === undefined
        ? []
        : [`Readings: ${later}`]),
  ];
}
