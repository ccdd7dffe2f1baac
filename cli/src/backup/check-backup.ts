import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { findSqliteDamage } from "@resik/kit/sqlite-snapshot";
import { z } from "zod";
import { CommandError } from "../context.ts";
import { digestFile, type Digest } from "./backup-file.ts";
import { BACKUP_PATHS, MANIFEST_PATH, STORE_NAMES, STORE_PATHS, type StoreName } from "./layout.ts";
import { manifestSchema, MANIFEST_FORMAT, type BackupFile, type Manifest } from "./manifest.ts";

const MANIFEST_BYTES_MAX = 16 * 1_024 * 1_024;

/**
 * Reads what a backup says of itself and checks that the folder holds exactly these files, each of
 * its size: a log beside a database would change what is read from it, a link would lead elsewhere.
 *
 * @throws CommandError with one sentence when the folder is no complete backup of a version known.
 */
export function readManifest(folder: string): Manifest {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CommandError(`${folder} is not a folder with a backup.`);
  }
  const manifest = parseManifest(folder);
  for (const { path, bytes } of manifest.files) checkFile(folder, path, bytes);
  const known = new Set<string>([MANIFEST_PATH, ...manifest.files.map(({ path }) => path)]);
  const unknown = entriesOf(folder).find((path) => !known.has(path));
  if (unknown !== undefined) {
    throw new CommandError(`${join(folder, unknown)} is no part of the backup; remove it first.`);
  }
  return manifest;
}

function parseManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST_PATH);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > MANIFEST_BYTES_MAX) {
    throw new CommandError(`${folder} is not a complete backup: it has no ${MANIFEST_PATH}.`);
  }
  const json = parseJson(readFileSync(path, "utf8"));
  const format = z.object({ format: z.int() }).safeParse(json);
  if (format.success && format.data.format > MANIFEST_FORMAT) {
    throw new CommandError(
      `The backup ${folder} was taken by a newer version of Resik; update Resik to use it.`,
    );
  }
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new CommandError(
    `The ${MANIFEST_PATH} of ${folder} is not one that Resik wrote${where ? ` (${where})` : ""}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Torn or foreign: the schema refuses it with a sentence.
    return null;
  }
}

function checkFile(folder: string, path: string, bytes: number): void {
  const parent = dirname(path);
  // A folder that is a link would lead every file below it elsewhere.
  if (
    parent !== "." &&
    lstatSync(join(folder, parent), { throwIfNoEntry: false })?.isSymbolicLink()
  ) {
    throw new CommandError(`${join(folder, parent)} is a symbolic link, not a folder.`);
  }
  const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new CommandError(`${folder} is not a complete backup: ${path} is missing.`);
  }
  if (!stat.isFile()) throw new CommandError(`${join(folder, path)} is not an ordinary file.`);
  if (stat.size !== bytes) throw new CommandError(damaged(folder, path));
}

export const damaged = (folder: string, path: string): string =>
  `${join(folder, path)} is not as it was when the backup was taken; use another backup.`;

/** Files and links of a folder and of the folders that a backup has; other folders as themselves. */
function entriesOf(folder: string): string[] {
  const own = new Set(BACKUP_PATHS.map((path) => dirname(path)));
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || !own.has(entry.name)) return [entry.name];
    return readdirSync(join(folder, entry.name)).map((name) => `${entry.name}/${name}`);
  });
}

/** @throws CommandError when the digest is not the one that the manifest has. */
export function checkDigest(folder: string, file: BackupFile, digest: Digest): void {
  if (digest.sha256 !== file.sha256 || digest.bytes !== file.bytes) {
    throw new CommandError(damaged(folder, file.path));
  }
}

/** @throws CommandError at the first file that is not as it was. */
export async function checkFiles(
  folder: string,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<void> {
  for (const file of manifest.files) {
    checkDigest(folder, file, await digestFile(join(folder, file.path), signal));
  }
}

/** The databases that a backup holds. */
export function storesOf({ files }: Pick<Manifest, "files">): Set<StoreName> {
  const paths = new Set<string>(files.map(({ path }) => path));
  return new Set(STORE_NAMES.filter((store) => paths.has(STORE_PATHS[store])));
}

/** The stores of which an earlier backup is the only one; null when there are none. */
export interface LostStores {
  stores: StoreName[];
  /** The newest backup that has them. */
  earlier: string;
}

/**
 * What a new backup lacks and an earlier one has: a disk that is not mounted, a folder that was
 * moved. A system does not lose a store by itself.
 */
export function lostStores(
  { files }: Manifest,
  earlierNewestFirst: readonly string[],
): LostStores | null {
  const there = storesOf({ files });
  for (const earlier of earlierNewestFirst) {
    const stores = storesIn(earlier).filter((store) => !there.has(store));
    if (stores.length > 0) return { stores, earlier };
  }
  return null;
}

/** By the files themselves: a backup of a newer version has a manifest that we cannot read. */
const storesIn = (folder: string): StoreName[] =>
  STORE_NAMES.filter((store) => existsSync(join(folder, STORE_PATHS[store])));

/** @throws CommandError when a database does not fit together. */
export function checkDatabases(folder: string, stores: ReadonlySet<StoreName>): void {
  for (const store of stores) {
    const path = join(folder, STORE_PATHS[store]);
    const damage = findSqliteDamage(path);
    if (damage !== null) throw new CommandError(`The database ${path} is damaged: ${damage}.`);
  }
}
