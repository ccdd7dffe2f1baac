import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Clock } from "@resik/kit/clock";
import { StartError } from "@resik/kit/program";
import {
  openSqliteSnapshot,
  sealSqliteFile,
  syncToDisk,
  type SqliteSnapshot,
} from "@resik/kit/sqlite-snapshot";
import { openReadingStore } from "@resik/readings/open";
import { keepNoNotes, showAddress } from "../carry/copy-progress.ts";
import {
  embeddedPath,
  openContext,
  openCopySource,
  type ReadingsSettings,
} from "../carry/open-stores.ts";
import { copyReadings } from "../carry/readings-copy.ts";
import { CommandError } from "../context.ts";
import { START_FREE_BYTES_MIN } from "../preflight/data-dir.ts";
import { PROJECT_DIR } from "../project.ts";
import { copyFile, digestFile } from "./backup-file.ts";
import { backupName, incompletePath } from "./backup-folder.ts";
import { countStores, readSchemas } from "./count-stores.ts";
import { MANIFEST_PATH, SECRET_PATHS, STORE_NAMES, STORE_PATHS, type StoreName } from "./layout.ts";
import { MANIFEST_FORMAT, type BackupFile, type Manifest } from "./manifest.ts";

export interface BackupOptions {
  dataDir: string;
  /** The broker's data folder, where it has one of its own. */
  brokerDir: string;
  /** The folder that holds the backups. */
  folder: string;
  readings: ReadingsSettings;
  withSecrets: boolean;
  clock: Clock;
  signal: AbortSignal;
  note: (line: string) => void;
}

export interface TakenBackup {
  path: string;
  manifest: Manifest;
}

/**
 * Takes a backup while the system runs or while it does not. It is written beside the others under
 * a name that no backup has, and gets its own name when it is whole and on disk: whatever ends this
 * before leaves the earlier ones as they are.
 *
 * @throws StartError when there is nothing to take; CommandError when there is no room or the
 * readings could not be brought here; errors of the file system pass through.
 */
export async function takeBackup(options: BackupOptions): Promise<TakenBackup> {
  const { folder, clock } = options;
  const takenAtMs = clock.nowMs();
  const name = backupName(folder, takenAtMs);
  const staged = incompletePath(folder, name);
  mkdirSync(staged, { mode: 0o700 });
  try {
    const copied = await copyStores(options, staged);
    const manifest = await describe(options, staged, { takenAtMs, ...copied });
    const manifestPath = join(staged, MANIFEST_PATH);
    writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    // Names reach the disk with their folders; a name without its folder's sync may be lost.
    for (const path of [manifestPath, ...foldersIn(staged), staged]) syncToDisk(path);
    options.signal.throwIfAborted();
    renameSync(staged, join(folder, name));
    syncToDisk(folder);
    return { path: join(folder, name), manifest };
  } catch (error) {
    rmSync(staged, { recursive: true, force: true });
    throw error;
  }
}

const foldersIn = (staged: string): string[] =>
  [...new Set(Object.values(STORE_PATHS).map((path) => dirname(join(staged, path))))].filter(
    (folder) => existsSync(folder),
  );

interface Copied {
  present: ReadonlySet<StoreName>;
  readingsFrom: Manifest["readingsFrom"];
}

async function copyStores(options: BackupOptions, staged: string): Promise<Copied> {
  const held = holdStores(options);
  try {
    checkRoom(options, held);
    const present = new Set(held.keys());
    // The readings last: theirs is the long copy, and each log can be emptied when its copy is done.
    for (const [store, snapshot] of held) {
      const path = join(staged, STORE_PATHS[store]);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      await snapshot.copyTo(path, { signal: options.signal });
      chmodSync(path, 0o600);
      snapshot.close();
      held.delete(store);
    }
    if (embeddedPath(options.readings.RESIK_READINGS_URL, options.dataDir) !== null) {
      return { present, readingsFrom: "file" };
    }
    await bringReadings(options, staged);
    return { present: present.add("readings"), readingsFrom: "copied" };
  } finally {
    for (const snapshot of held.values()) snapshot.close();
  }
}

/** All databases as they stand now, within milliseconds and in the order of `STORE_NAMES`. */
function holdStores(options: BackupOptions): Map<StoreName, SqliteSnapshot> {
  const { dataDir, brokerDir, readings, note } = options;
  const held = new Map<StoreName, SqliteSnapshot>();
  try {
    for (const store of STORE_NAMES) {
      const ownDir = store === "inbox" ? brokerDir : dataDir;
      const path =
        store === "readings"
          ? embeddedPath(readings.RESIK_READINGS_URL, dataDir)
          : join(ownDir, STORE_PATHS[store]);
      if (path === null) continue;
      if (existsSync(path)) held.set(store, openSqliteSnapshot(path));
      else note(`resik: there is no ${path} yet; the backup goes without it.`);
    }
  } catch (error) {
    for (const snapshot of held.values()) snapshot.close();
    throw error;
  }
  if (held.size > 0) return held;
  throw new StartError(`There is nothing to back up in the data folder ${dataDir}.`);
}

function checkRoom({ folder }: BackupOptions, held: ReadonlyMap<StoreName, SqliteSnapshot>): void {
  const { bavail, bsize } = statfsSync(folder);
  const bytes = [...held.values()].reduce((sum, snapshot) => sum + snapshot.bytes, 0);
  // The system goes on writing to the same disk, its logs grow while they are held.
  const neededBytes = bytes + START_FREE_BYTES_MIN;
  if (bavail * bsize >= neededBytes) return;
  const mebibytes = (count: number): number => Math.ceil(count / (1_024 * 1_024));
  throw new CommandError(
    `There is no room for a backup in ${folder}: ${mebibytes(bavail * bsize)} MiB are free and ` +
      `${mebibytes(neededBytes)} MiB are needed; make room or name another disk with --to.`,
  );
}

/** A portable copy of the readings that a server holds, in the form of the embedded store. */
async function bringReadings(options: BackupOptions, staged: string): Promise<void> {
  const { readings, clock, signal, note } = options;
  const url = readings.RESIK_READINGS_URL;
  const path = join(staged, STORE_PATHS.readings);
  const source = await openCopySource(url, openContext(readings, clock));
  try {
    const target = await openReadingStore("sqlite:", { dataDir: staged, clock });
    try {
      const ends = { from: showAddress(url), to: "backup" };
      const notes = keepNoNotes();
      const run = { source, target, ends, notes, clock, signal, note, retentionDays: null };
      const report = await copyReadings({ ...run, onProgress: () => undefined });
      const wrong = report.differences.length + report.rejected.count;
      if (wrong > 0) {
        throw new CommandError(
          `The readings of ${ends.from} could not all be copied (${wrong} series or readings ` +
            "differ); no backup was made.",
        );
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
  sealSqliteFile(path);
  chmodSync(path, 0o600);
}

async function describe(
  { dataDir, withSecrets, clock, signal }: BackupOptions,
  staged: string,
  { takenAtMs, present, readingsFrom }: Copied & { takenAtMs: number },
): Promise<Manifest> {
  const files: BackupFile[] = [];
  for (const secret of withSecrets ? SECRET_PATHS : []) {
    const from = join(dataDir, secret);
    if (!existsSync(from)) continue;
    files.push({ path: secret, ...(await copyFile(from, join(staged, secret), signal)) });
  }
  const counts = await countStores(staged, present, { clock, signal });
  for (const store of present) {
    const path = STORE_PATHS[store];
    files.push({ path, ...(await digestFile(join(staged, path), signal)) });
  }
  return {
    format: MANIFEST_FORMAT,
    product: { name: "resik", version: productVersion() },
    takenAt: new Date(takenAtMs).toISOString(),
    schemas: readSchemas(staged, present),
    readingsFrom,
    counts,
    files,
  };
}

function productVersion(): string {
  // The project's own file: it has a version.
  const { version } = JSON.parse(readFileSync(join(PROJECT_DIR, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}
