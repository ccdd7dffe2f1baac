import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { openRegistry } from "@resik/api/registry";
import type { Clock } from "@resik/kit/clock";
import { syncToDisk } from "@resik/kit/sqlite-snapshot";
import { openLedger } from "@resik/ledger/open";
import { openReadingStore } from "@resik/readings/open";
import { CommandError } from "../context.ts";
import { START_FREE_BYTES_MIN } from "../preflight/data-dir.ts";
import { takeLock } from "../preflight/lock.ts";
import { makeFolder } from "../preflight/make-folder.ts";
import { copyFile } from "./backup-file.ts";
import { checkDatabases, checkDigest, readManifest, storesOf } from "./check-backup.ts";
import { compareCounts, countStores } from "./count-stores.ts";
import { RESTORE_STAGING, STORE_PATHS, type StoreName } from "./layout.ts";
import type { Manifest, StoreCounts } from "./manifest.ts";

/** What an empty data folder may hold: our own lock, and what a file system puts at its root. */
const IGNORED = new Set(["resik.lock", "lost+found", RESTORE_STAGING]);

export interface RestoreOptions {
  /** The backup. */
  from: string;
  dataDir: string;
  clock: Clock;
  signal: AbortSignal;
  note: (line: string) => void;
}

export interface Restored {
  manifest: Manifest;
  counts: StoreCounts;
}

/**
 * Writes a backup into an empty data folder: everything is copied, held against its checksum,
 * brought up to this version and proven before any of it takes its place.
 *
 * @throws CommandError when the backup or the folder does not fit; StartError when a system runs
 * there or a newer version wrote the backup. The folder is empty then, as before.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { from, dataDir } = options;
  const manifest = readManifest(from);
  makeFolder(dataDir);
  const lock = takeLock(dataDir, process.pid);
  const staged = join(dataDir, RESTORE_STAGING);
  try {
    checkEmpty(dataDir);
    // Of a restore that was interrupted; nothing of it had taken its place.
    rmSync(staged, { recursive: true, force: true });
    checkRoom(dataDir, manifest);
    try {
      await copyFiles(options, manifest, staged);
      const counts = await prove(options, manifest, staged);
      takePlace(staged, dataDir);
      return { manifest, counts };
    } finally {
      rmSync(staged, { recursive: true, force: true });
    }
  } finally {
    lock.release();
  }
}

function checkEmpty(dataDir: string): void {
  const found = readdirSync(dataDir).filter((name) => !IGNORED.has(name));
  if (found.length === 0) return;
  throw new CommandError(
    `The data folder ${dataDir} is not empty (${found[0]}); a backup is restored into an empty ` +
      "folder only: move this one away or name another with --data-dir.",
  );
}

function checkRoom(dataDir: string, { files }: Manifest): void {
  const { bavail, bsize } = statfsSync(dataDir);
  const neededBytes = files.reduce((sum, { bytes }) => sum + bytes, START_FREE_BYTES_MIN);
  if (bavail * bsize >= neededBytes) return;
  throw new CommandError(
    `There is no room for the backup in ${dataDir}: ` +
      `${Math.ceil(neededBytes / (1_024 * 1_024))} MiB are needed.`,
  );
}

async function copyFiles(
  { from, signal }: RestoreOptions,
  manifest: Manifest,
  staged: string,
): Promise<void> {
  mkdirSync(staged, { mode: 0o700 });
  for (const file of manifest.files) {
    const to = join(staged, file.path);
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
    checkDigest(from, file, await copyFile(join(from, file.path), to, signal));
  }
}

/** Opens each database as its program will, then counts what is in it. */
async function prove(
  { clock, signal, note }: RestoreOptions,
  manifest: Manifest,
  staged: string,
): Promise<StoreCounts> {
  const stores = storesOf(manifest);
  checkDatabases(staged, stores);
  await bringUpToDate(staged, stores, clock);
  const counts = await countStores(staged, stores, { clock, signal });
  const wrong = compareCounts(manifest.counts, counts);
  if (wrong.length > 0) {
    throw new CommandError(`The backup does not hold what it says: ${wrong.join("; ")}.`);
  }
  if (counts.ledger?.isIntact === false) {
    if (manifest.counts.ledger?.isIntact !== false) {
      throw new CommandError("The books of the backup are broken; use another backup.");
    }
    note("resik: the books were broken already when the backup was taken.");
  }
  return counts;
}

async function bringUpToDate(
  staged: string,
  stores: ReadonlySet<StoreName>,
  clock: Clock,
): Promise<void> {
  if (stores.has("ledger")) await openLedger("sqlite:", { dataDir: staged, clock }).close();
  if (stores.has("readings")) {
    await (await openReadingStore("sqlite:", { dataDir: staged, clock })).close();
  }
  if (!stores.has("registry")) return;
  let registry: ReturnType<typeof openRegistry>;
  try {
    registry = openRegistry(join(staged, STORE_PATHS.registry));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(`The registry of the backup cannot be used: ${why}.`);
  }
  await registry.close();
}

/**
 * The files and folders get their names; each is whole and on disk already. All of them or none:
 * books beside an empty registry would look like a system.
 */
function takePlace(staged: string, dataDir: string): void {
  const placed: string[] = [];
  try {
    for (const name of readdirSync(staged)) {
      const to = join(dataDir, name);
      if (existsSync(to)) throw new CommandError(`${to} appeared while the backup was restored.`);
      syncToDisk(join(staged, name));
      renameSync(join(staged, name), to);
      placed.push(name);
    }
    syncToDisk(dataDir);
  } catch (error) {
    for (const name of placed) renameSync(join(dataDir, name), join(staged, name));
    throw error;
  }
}
